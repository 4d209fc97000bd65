"""Working days: counted by the years of the ledger's calendar (``model.calendars``), never by a library's.

A year that the ledger does not hold is one whose holidays are not announced: its working days are Monday to Friday, and
what is counted over it is provisional.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

_DAY = dt.timedelta(days=1)


class Year(NamedTuple):
    """What was announced of a year: the days that are off, and the weekends that are worked."""

    holidays: frozenset[dt.date] = frozenset()
    working: frozenset[dt.date] = frozenset()


Years = Mapping[int, Year]
"""The years that are announced."""

NONE: Final[Years] = {}
"""None is: all is provisional."""


def after(start: dt.date, count: int, years: Years) -> tuple[dt.date, bool]:
    """Return the working day that is ``count`` of them after ``start``, and whether it is provisional.

    It is where a day on the way lies in a year that is not announced.

    Raises:
        OverflowError: there are no more days.
    """
    day, provisional = start, False
    while count:
        day += _DAY
        works, known = _works(day, years)
        count -= works
        provisional |= not known
    return day, provisional


def last_of(since: dt.date, count: int, years: Years) -> dt.date:
    """Return the last of ``count`` working days, at least one, that are counted from ``since`` on, that day included.

    Raises:
        OverflowError: there are no more days.
    """
    first = _works(since, years)[0]
    return since if first and count == 1 else after(since, count - first, years)[0]


def within(since: dt.date, until: dt.date, years: Years) -> tuple[int, bool]:
    """Return how many working days there are from one day to another, both counted, and whether it is provisional."""
    told = [_works(since + n * _DAY, years) for n in range((until - since).days + 1)]
    return sum(works for works, _known in told), not all(known for _works, known in told)


def _works(day: dt.date, years: Years) -> tuple[bool, bool]:
    year = years.get(day.year)
    if year is None:
        return day.weekday() < 5, False
    return day in year.working or (day.weekday() < 5 and day not in year.holidays), True
