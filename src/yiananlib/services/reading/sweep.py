"""X排查X清零: what each round of self-examination found, and how much of it is struck off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import county_queries, queries
from yiananlib.index.figures import rate

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Count(NamedTuple):
    """What was found, and of it struck off and overdue."""

    found: int
    cleared: int
    overdue: int

    @property
    def left(self) -> int:
        """What is not struck off."""
        return self.found - self.cleared

    @property
    def rate(self) -> float | None:
        """Struck off ÷ found."""
        return rate(self.cleared, self.found)


class OfOrg(NamedTuple):
    """What an organization found in a round."""

    org: str
    name: str
    counts: Count


class OfRound(NamedTuple):
    """A round: the day on which it was opened first, how many opened it, and those of them that found something."""

    round: str
    opened: dt.date
    orgs: int
    counts: Count
    by_org: tuple[OfOrg, ...]


class Sweep(NamedTuple):
    """The rounds opened by the day, in the order in which they were opened."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    rounds: tuple[OfRound, ...]


def sweep(index: Index, day: dt.date, org: str | None = None) -> Sweep:
    """Return what the rounds of an organization and all below it found, or those of the county.

    A problem is of the round in which an answer to the checklist registered it; one that was voided is not counted.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    within = scope if org is not None else None
    by_round: dict[str, list[OfOrg]] = {}
    for round_, name, org_name, *counts in county_queries.found_in_rounds(index, day, within):
        by_round.setdefault(round_, []).append(OfOrg(name, org_name, Count(*counts)))
    rounds = []
    for round_, opened, orgs in county_queries.rounds(index, day, within):
        rows = by_round.get(round_, [])
        total = Count(*(sum(row.counts[n] for row in rows) for n in range(3)))
        rounds.append(OfRound(round_, opened, orgs, total, tuple(rows)))
    return Sweep(day, index.commit, index.setting, org, queries.org_name(index, org), tuple(rounds))
