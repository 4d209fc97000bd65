"""What ``verify`` holds against rounds of self-examination; each check yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import authority
from yiananlib.model.rounds import TEAM
from yiananlib.services.checks import no_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.model.rounds import Round
    from yiananlib.services.checks import Ground, Source


def of_round(ground: Ground, problems: dict[str, str], org: str, round_: Round, source: Source) -> Iterator[Finding]:
    """Yield what is wrong with a round of ``org``; ``problems`` are the organizations of all problems by their ids."""
    own = ground.orgs.get(org)
    for subject in round_.subjects:
        if subject != TEAM and own is not None and own.officer(subject) is None:
            yield source.finding(
                "reference",
                _("the subject “{subject}” is not an officer").format(subject=subject),
                _("add the officer"),
            )
    seen: set[str] = set()
    for index, answer in enumerate(round_.answers):
        at = ("answers", index)
        if answer.id in seen:
            yield source.finding(
                "duplicate",
                _("two answers have the id {id}").format(id=answer.id),
                _("give the later one another id"),
                at=at,
            )
        seen.add(answer.id)
        if ground.checklist.prompt(answer.prompt) is None:
            yield no_prompt(answer.prompt, source, at)
        if answer.subject not in round_.subjects:
            yield source.finding(
                "reference",
                _("the subject “{subject}” is not one of the round's").format(subject=answer.subject),
                at=at,
            )
        if answer.problem is not None and problems.get(answer.problem) != org:
            yield source.finding(
                "reference",
                _("there is no problem {id}").format(id=answer.problem),
                _("take it back from git"),
                at=at,
            )
        if reason := authority.may_not_answer(answer, org, ground.orgs):
            yield from ground.unauthorised(source, answer, reason, at)
