"""Who may pass and waive what: the answers to the standards, and the checks of the gate that are waived for a reason.

Waivers are given at the pass or at the close and kept in its entry; those of the pass hold for the close. Where the
gate asks for the standards (四个决不放过), one who answers them alone may pass and waive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import authority, closing, judging
from yiananlib.model.campaign import GATE_CODES
from yiananlib.model.closing import NEVER_WAIVED
from yiananlib.model.entries import Reviewed, waived_before
from yiananlib.model.problem import Problem, digest
from yiananlib.model.text import SAID, says_something
from yiananlib.model.vocabulary import Function, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Closed
    from yiananlib.model.org import Org
    from yiananlib.model.state import State


def asks_standards(state: State, campaign: Campaign) -> bool:
    """Tell whether the gate asks for the standards in this problem."""
    return "standards" in closing.needed(state, campaign)


def examiner(org: str, orgs: Mapping[str, Org]) -> Function:
    """Return whose officers answer the standards for a problem of ``org``: the inspectors, for their own the office."""
    return judging.examiner(orgs.get(org))


def answers_standards(by: str, org: str, orgs: Mapping[str, Org]) -> bool:
    """Tell whether that officer answers the standards for a problem of ``org``; ``orgs`` must hold both."""
    who = authority.actor(by, orgs)
    return who is not None and who.function is examiner(org, orgs)


def unanswered(answers: Mapping[str, bool] | None, campaign: Campaign) -> tuple[int, ...]:
    """Return the standards, counted from 1, that are not answered with yes."""
    answers = answers or {}
    return tuple(n for n in range(1, len(campaign.gate.standards) + 1) if answers.get(str(n)) is not True)


def unfit(entry: Reviewed | Closed, state: State, campaign: Campaign, orgs: Mapping[str, Org]) -> str | None:
    """Return why somebody who does not answer the standards may not pass or waive here; None where they may.

    ``state`` is the problem before the entry.
    """
    org = state.problem.org
    waives = entry.waived if not isinstance(entry, Reviewed) else entry.verdict is Verdict.PASS
    if not waives or not asks_standards(state, campaign) or answers_standards(entry.principal, org, orgs):
        return None
    if examiner(org, orgs) is Function.OFFICE:
        return _("the gate requires the standards here, and for a problem of the inspectors the office answers them")
    return _("the gate requires the standards here, and only an inspector may pass and waive")


def open_standards(entry: Reviewed | Closed, state: State, campaign: Campaign) -> str | None:
    """Return that a pass does not answer all standards with yes though the gate asks for them; None where it does."""
    if not isinstance(entry, Reviewed) or entry.verdict is not Verdict.PASS or not asks_standards(state, campaign):
        return None
    if not (left := unanswered(entry.standards, campaign)):
        return None
    return _("it is passed, but these standards are not answered yes: {numbers}").format(
        numbers=_(", ").join(map(str, left))
    )


def bad_waiver(entry: Reviewed | Closed, state: State, campaign: Campaign) -> str | None:
    """Return why checks may not be waived as a pass or a close does; whether they need be is not asked here."""
    if isinstance(entry, Reviewed):
        return waiver_fault(entry.waived or {}, {}, campaign) if entry.verdict is Verdict.PASS else None
    return waiver_fault(entry.waived, waived_before(state.problem.entries), campaign) if entry.waived else None


def waiver_fault(given: Mapping[str, str], before: Mapping[str, str], campaign: Campaign) -> str | None:
    """Return why checks may not be waived so, besides the ``before``; None where they may."""
    for code, reason in given.items():
        if code not in GATE_CODES:
            return _("“{code}” is not a check of the gate; the checks are: {codes}").format(
                code=code, codes=_(", ").join(GATE_CODES)
            )
        if code in NEVER_WAIVED:
            return _("{code} cannot be waived: have it returned, submitted again and reviewed").format(code=code)
        if not says_something(reason):
            return _(
                "a waiver of {code} needs a reason of at least {n} letters (a Chinese character counts as"
                " two): --waive {code}=REASON"
            ).format(code=code, n=SAID)
    every = list(dict.fromkeys((*before, *given)))
    if len(every) > campaign.gate.waivers:
        return _("checks waived for one close: {codes}; the campaign allows {most}").format(
            codes=_(", ").join(every), most=campaign.gate.waivers
        )
    return None


def is_stale(problem: Problem) -> bool:
    """Tell whether what the last pass had seen is not what the record says now."""
    for index in range(len(problem.entries) - 1, -1, -1):
        entry = problem.entries[index]
        if isinstance(entry, Reviewed):
            return entry.verdict is Verdict.PASS and not _as_seen(problem, index, entry)
    return False


def stale(problem: Problem) -> list[int]:
    """Return the indexes of reviews whose digest is not that of what the record says they had seen."""
    return [
        index
        for index, entry in enumerate(problem.entries)
        if isinstance(entry, Reviewed) and not _as_seen(problem, index, entry)
    ]


def _as_seen(problem: Problem, index: int, entry: Reviewed) -> bool:
    seen = set(entry.seen)
    return digest(problem.head, [e for e in problem.entries[:index] if e.id in seen]) == entry.digest
