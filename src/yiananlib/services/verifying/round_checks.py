"""What ``verify`` holds against rounds of self-examination; each check yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import refusals
from yiananlib.model.rounds import TEAM
from yiananlib.services.verifying import times
from yiananlib.services.verifying.checks import no_prompt
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.model.rounds import Round
    from yiananlib.services.verifying.ground import Ground, Source


def _corrections(ground: Ground, org: str, round_: Round, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with what redates answers of a round."""
    for index, fault in round_.faults:
        yield source.finding("lifecycle", fault, _("check in git who recorded it"), at=("corrections", index))
    for index, entry in enumerate(round_.corrections):
        if reason := refusals.of_row(entry, org, ground.orgs):
            yield from ground.unauthorised(source, entry, reason, ("corrections", index))


def of_round(ground: Ground, problems: dict[str, str], org: str, round_: Round, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with a round of ``org``; ``problems`` are the organizations of all problems by their ids."""
    ref = f"{org}/{source.path.rpartition('/')[2].removesuffix('.toml')}"
    own = ground.orgs.get(org)
    for subject in round_.head.subjects:
        if subject != TEAM and own is not None and own.officer(subject) is None:
            yield source.finding(
                "reference",
                _("the subject “{subject}” is not an officer").format(subject=subject),
                _("add the officer"),
            )
    yield from times.of_entries(ground, round_.answers, round_.redated, ref, source, "answers")
    yield from times.of_entries(ground, round_.corrections, round_.redated, ref, source, "corrections")
    yield from _corrections(ground, org, round_, source)
    seen: set[str] = set()
    for index, answer in enumerate(round_.dated):
        at = ("answers", index)
        if answer.id in seen:
            yield source.finding(
                "duplicate",
                _("two answers have the id {id}").format(id=answer.id),
                _("give the later one another id"),
                at=at,
            )
        seen.add(answer.id)
        if not ground.has_prompt(answer.prompt):
            yield no_prompt(answer.prompt, source, at)
        if answer.subject not in round_.head.subjects:
            yield source.finding(
                "reference",
                _("the subject “{subject}” does not take part in the round").format(subject=answer.subject),
                at=at,
            )
        hidden = answer.problem is not None and ground.is_unread(kinds.PROBLEM.path(org, answer.problem))
        if answer.problem is not None and problems.get(answer.problem) != org and not hidden:
            yield source.finding(
                "reference",
                _("there is no problem {id}").format(id=answer.problem),
                _("restore it from git"),
                at=at,
            )
        if reason := refusals.of_row(answer, org, ground.orgs):
            yield from ground.unauthorised(source, answer, reason, at)
