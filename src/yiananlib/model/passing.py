"""Who may pass and waive what: the answers to the standards, and the checks of the gate that are waived for a reason.

Waivers are given at the pass or at the close and kept in its entry; those of the pass hold for the close. Where the
gate asks for the standards (四个决不放过), one who answers them alone may pass and waive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model import authority, closing, judging
from yiananlib.model.campaign import GATE_CODES
from yiananlib.model.entries import Reviewed, waived_before
from yiananlib.model.text import SAID, says_something
from yiananlib.model.vocabulary import Function, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Closed, Entry
    from yiananlib.model.org import Org
    from yiananlib.model.state import State

NEVER_WAIVED: Final = frozenset(["independent", "standards"])
"""Who judges, and by what: there is always a way to have them, by returning the problem and reviewing it anew."""


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


def unanswered(review: Reviewed, campaign: Campaign) -> tuple[int, ...]:
    """Return the standards, counted from 1, that a review does not answer with yes."""
    answers = review.standards or {}
    return tuple(n for n in range(1, len(campaign.gate.standards) + 1) if answers.get(str(n)) is not True)


def refusal(entry: Entry, state: State, campaign: Campaign, orgs: Mapping[str, Org]) -> str | None:
    """Return why a pass or a close may not be as it is, in the reader's language; None where nothing is wrong.

    ``state`` is the problem before it. Whether what is waived need be is not asked here.
    """
    if isinstance(entry, Reviewed) and entry.verdict is Verdict.PASS:
        if no := not_by_an_examiner(entry, state, campaign, orgs):
            return no
        if asks_standards(state, campaign) and (left := unanswered(entry, campaign)):
            return _("it is passed though not answered yes: standard {numbers}").format(
                numbers=_(", ").join(map(str, left))
            )
        return waiver_fault(entry.waived or {}, {}, campaign)
    if entry.kind == "closed" and entry.waived:
        return not_by_an_examiner(entry, state, campaign, orgs) or waiver_fault(
            entry.waived, waived_before(state.problem.entries), campaign
        )
    return None


def not_by_an_examiner(
    entry: Reviewed | Closed, state: State, campaign: Campaign, orgs: Mapping[str, Org]
) -> str | None:
    """Return why somebody who does not answer the standards may not pass or waive here; None where they may."""
    org = state.problem.org
    if not asks_standards(state, campaign) or answers_standards(entry.principal, org, orgs):
        return None
    if examiner(org, orgs) is Function.OFFICE:
        return _("the gate asks for the standards here, and in a problem of the inspectors the office answers them")
    return _("the gate asks for the standards here, and an inspector alone may pass and waive")


def waiver_fault(given: Mapping[str, str], before: Mapping[str, str], campaign: Campaign) -> str | None:
    """Return why checks may not be waived so, besides the ``before``; None where they may."""
    for code, reason in given.items():
        if code not in GATE_CODES:
            return _("“{code}” is not a check of the gate. There are: {codes}").format(
                code=code, codes=_(", ").join(GATE_CODES)
            )
        if code in NEVER_WAIVED:
            return _("{code} cannot be waived: have it returned, submitted again and reviewed").format(code=code)
        if not says_something(reason):
            return _(
                "a waiver of {code} needs a reason of at least {n} letters, Chinese characters counted double:"
                " --waive {code}=REASON"
            ).format(code=code, n=SAID)
    every = list(dict.fromkeys((*before, *given)))
    if len(every) > campaign.gate.waivers:
        return _("waived for one close: {codes}; the campaign allows {most}").format(
            codes=_(", ").join(every), most=campaign.gate.waivers
        )
    return None
