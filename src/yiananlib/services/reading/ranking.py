"""争先进位: organizations in the order of a figure, on request alone, with what the order rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import queries, tally
from yiananlib.index.figures import BY_NAME, rate

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

LEAST: Final = 3
"""Problems whose original deadline is past that an organization must have to be ranked, by default."""


class Ranked(NamedTuple):
    """An organization in its place; ``part`` ÷ ``whole`` is what it is ranked by, ``due`` how many were due."""

    rank: int
    org: str
    name: str
    part: int
    whole: int
    due: int

    @property
    def rate(self) -> float | None:
        """The share."""
        return rate(self.part, self.whole)


class Unranked(NamedTuple):
    """A unit with too few problems that were due, or nothing to take a share of."""

    org: str
    name: str
    due: int


class Ranking(NamedTuple):
    """Units, each by its own problems and not by those below it; equal shares have the same rank."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    figure: str
    least: int
    ranked: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]


def ranking(index: Index, day: dt.date, figure: str, org: str | None = None, least: int = LEAST) -> Ranking:
    """Return the units of an organization and all below it, or of the county, ranked by a figure of ``figures.RANKED``.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    units = [found for found in queries.orgs(index, scope) if found.function == "unit"]
    counted = tally.tallies(index, [unit.id for unit in units], day)
    share = BY_NAME[figure]
    measured: list[tuple[Fraction, Ranked]] = []
    unranked: list[Unranked] = []
    for unit in units:
        own = tally.total(counted[unit.id].own).figures()._asdict()
        part, whole, due = own[share.told], own[share.whole], own["on_time_of"]
        if due < least or not whole:
            unranked.append(Unranked(unit.id, unit.name, due))
        else:
            measured.append((Fraction(part, whole), Ranked(0, unit.id, unit.name, part, whole, due)))
    measured.sort(key=lambda pair: pair[0], reverse=bool(share.better))
    values = [value for value, _found in measured]
    ranked = tuple(found._replace(rank=values.index(value) + 1) for value, found in measured)
    return Ranking(
        day, index.commit, index.setting, org, queries.org_name(index, org), figure, least, ranked, tuple(unranked)
    )
