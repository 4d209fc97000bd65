"""争先进位: organizations in the order of a figure, on request alone, with what the order rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import queries, tally
from yiananlib.index.figures import rate

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

LEAST: Final = 3
"""Problems whose original deadline is past that an organization must have to be ranked, by default."""


class Share(NamedTuple):
    """A figure as a share: its parts by their names among the figures, and whether more of it is better."""

    part: str
    whole: str
    more_is_better: bool


FIGURES: Final = {
    "closure_rate": Share("closed", "total", more_is_better=True),
    "completion_rate": Share("completed", "total", more_is_better=True),
    "on_time_rate": Share("on_time", "on_time_of", more_is_better=True),
    "on_time_rate_extended": Share("on_time_extended", "on_time_extended_of", more_is_better=True),
    "overdue": Share("overdue", "total", more_is_better=False),
    "reopen_rate": Share("reopened", "ever_closed", more_is_better=False),
    "held_rate": Share("look_backs_held", "look_backs_done", more_is_better=True),
}
"""What organizations can be ranked by: always a share, since a number alone says who has much to do."""


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
    """Return the units of an organization and all below it, or of the county, ranked by one of :data:`FIGURES`.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    units = [found for found in queries.orgs(index, scope) if found.function == "unit"]
    counted = tally.tallies(index, [unit.id for unit in units], day)
    share = FIGURES[figure]
    measured: list[tuple[Fraction, Ranked]] = []
    unranked: list[Unranked] = []
    for unit in units:
        own = tally.total(counted[unit.id].own).figures()._asdict()
        part, whole, due = own[share.part], own[share.whole], own["on_time_of"]
        if due < least or not whole:
            unranked.append(Unranked(unit.id, unit.name, due))
        else:
            measured.append((Fraction(part, whole), Ranked(0, unit.id, unit.name, part, whole, due)))
    measured.sort(key=lambda pair: pair[0], reverse=share.more_is_better)
    values = [value for value, _found in measured]
    ranked = tuple(found._replace(rank=values.index(value) + 1) for value, found in measured)
    return Ranking(
        day, index.commit, index.setting, org, queries.org_name(index, org), figure, least, ranked, tuple(unranked)
    )
