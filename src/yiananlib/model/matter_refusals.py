"""The one judge, of the entries of matters: see :mod:`yiananlib.model.refusals`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import NotAuthorised
from yiananlib.messages import N_, _
from yiananlib.model import authority, deadlines, hands, matters, refusals
from yiananlib.model.refusals import ANEW, ANOTHER, ELSEWHERE, OWN_WORK, SET, Case, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.refusals import Basis, Refusal


def _new_in_one_that_ended(case: Case[Any, matters.Matter]) -> str | None:
    if case.before.entries:
        return None
    return authority.ended(case.before.org, case.entry.recorded, case.basis.orgs)


OF_MATTERS: Final = (
    Rule(
        "authority", None, lambda c: matters.unauthorised(c.before, c.entry, c.basis.orgs), ANOTHER, NotAuthorised,
        of_who=True,
    ),
    Rule(
        "authority", None, lambda c: matters.barred(c.before, c.entry, c.basis.orgs), ANOTHER, NotAuthorised,
        OWN_WORK, of_who=True,
    ),
    Rule(
        "authority", frozenset([hands.KIND]), lambda c: hands.outside(c.entry, c.before.org, c.basis.orgs),
        ANOTHER, NotAuthorised, of_who=True,
    ),
    Rule("lifecycle", None, lambda c: _new_in_one_that_ended(c), ELSEWHERE),
    Rule("lifecycle", None, lambda c: matters.misplaced(c.before, c.entry), "", by_place=True),
    Rule(
        "lifecycle", frozenset(["retracted"]),
        lambda _c: _("an entry of this kind can only be taken back when two branches collide (`yian yield`)"),
        N_("record a correction instead"),
    ),
    Rule(
        "deadline", None, lambda c: deadlines.of_matter(c.before, c.entry, c.campaign.deadlines), ANEW,
        by_campaign=True, today=SET,
    ),
)  # fmt: skip
"""What is asked of the entries of matters, in this order."""


def of_matter(entry: Any, before: matters.Matter, basis: Basis, *, placed: bool = False) -> Iterator[Refusal]:
    """Yield what is wrong with an entry of a matter, which holds those before it alone; see :func:`of_problem`."""
    rules = [rule for rule in OF_MATTERS if rule.kinds is None or entry.kind in rule.kinds]
    return refusals.judged(rules, Case(entry, lambda: before, basis), placed=placed)
