"""Working days of China: holidays, and the weekends that make up for them, as the State Council announces them."""

from __future__ import annotations

import datetime as dt

from yiananlib.extras import brought_by

_DAY = dt.timedelta(days=1)


def after(start: dt.date, count: int) -> tuple[dt.date, bool]:
    """Return the working day that is ``count`` of them after ``start``, and whether it is provisional.

    It is where a day on the way lies in a year whose holidays are not announced: there Monday to Friday count.

    Raises:
        UsageProblem: the library that knows the holidays is not installed.
    """
    day, provisional = start, False
    while count:
        day += _DAY
        works, known = _works(day)
        count -= works
        provisional |= not known
    return day, provisional


def _works(day: dt.date) -> tuple[bool, bool]:
    with brought_by("documents"):
        from chinese_calendar import is_workday
    try:
        return bool(is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False
