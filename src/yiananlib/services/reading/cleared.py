"""全清: where everything is struck off, by level of the organizations, and who is missing (村村过硬、户户过硬)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import queries, tally
from yiananlib.index.figures import rate
from yiananlib.services.reading.report import as_tree

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class OfOrg(NamedTuple):
    """What an organization and all below it found, and of it struck off and overdue; voided problems are not counted.

    ``depth`` is 0 for one with nothing of the scope above it; ``own_left`` is left of its own problems alone.
    """

    org: str
    name: str
    parent: str | None
    depth: int
    total: int
    closed: int
    overdue: int
    own_left: int

    @property
    def left(self) -> int:
        """What is not struck off."""
        return self.total - self.closed

    @property
    def cleared(self) -> bool | None:
        """Whether everything is struck off; None where nothing was found."""
        return self.left == 0 if self.total else None


class Level(NamedTuple):
    """Organizations of one depth: those that found something, of them those cleared, and those that found nothing."""

    depth: int
    found: int
    cleared: int
    nothing: int

    @property
    def rate(self) -> float | None:
        """Cleared ÷ found something."""
        return rate(self.cleared, self.found)


class Cleared(NamedTuple):
    """The levels from the top, and the organizations, each after the one above it."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    levels: tuple[Level, ...]
    rows: tuple[OfOrg, ...]


def cleared(index: Index, day: dt.date, org: str | None = None) -> Cleared:
    """Return which of an organization and all below it, or of the county, have everything struck off.

    An office or inspectors are told of where they have problems of their own.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    orgs = {found.id: found for found in queries.orgs(index, scope if org is not None else None)}
    tree = as_tree(orgs, scope)
    counted = tally.tallies(index, scope, day)
    rows: list[OfOrg] = []
    for name, depth in tree:
        whole, own = (tally.total(kinds).figures() for kinds in (counted[name].whole, counted[name].own))
        if whole.total or any(orgs[one].function == "unit" for one in index.below(name)):
            numbers = whole.total, whole.closed, whole.overdue, own.total - own.closed
            rows.append(OfOrg(name, orgs[name].name, orgs[name].parent, depth, *numbers))
    levels = tuple(
        Level(
            depth,
            sum(row.total > 0 for row in rows if row.depth == depth),
            sum(row.cleared is True for row in rows if row.depth == depth),
            sum(row.cleared is None for row in rows if row.depth == depth),
        )
        for depth in sorted({row.depth for row in rows})
    )
    return Cleared(day, index.commit, index.setting, org, queries.org_name(index, org), levels, tuple(rows))
