"""The one judge, of the entries of matters and of the rows of any record: see :mod:`yiananlib.model.refusals`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import NotAuthorised
from yiananlib.messages import N_, _
from yiananlib.model import authority, deadlines, lifecycle, matters, refusals
from yiananlib.model.problem import Problem
from yiananlib.model.refusals import ANEW, ANOTHER, OWN_WORK, SET, Case, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.model.org import Org
    from yiananlib.model.refusals import Basis, Refusal

OF_MATTERS: Final = (
    Rule(
        "authority", None, lambda c: matters.unauthorised(c.before, c.entry, c.basis.orgs), ANOTHER, NotAuthorised,
        of_who=True,
    ),
    Rule(
        "authority", None, lambda c: matters.barred(c.before, c.entry, c.basis.orgs), ANOTHER, NotAuthorised,
        OWN_WORK, of_who=True,
    ),
    Rule("lifecycle", None, lambda c: matters.misplaced(c.before, c.entry), "", by_place=True),
    Rule(
        "lifecycle", frozenset(["retracted"]),
        lambda _c: _("an entry of this is taken back where two branches collide alone (`yian yield`)"),
        N_("record what is right beside it instead"),
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


def by_post(record: Any, rows: Any, index: int, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why nobody of that post and unit may make the row at ``index`` of any record of ``org``; None if so."""
    if isinstance(record, Problem):
        before = lifecycle.fold(record.until(index))
        return authority.unauthorised(rows[index], before, orgs)
    if isinstance(record, matters.Matter):
        return matters.unauthorised(record.until(index), rows[index], orgs)
    return refusals.of_row(rows[index], org, orgs)
