"""Open problems day by day, and what came and went: how a sprint (百日冲刺) burns down."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.index import county_queries, queries
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.lake_scope import LakeSetting

    Changes = dict[dt.date, dict[str, int]]
    """What came and went on a day, by the names of :class:`Line`."""

MOST: Final = 3660
"""Days that are told at most: ten years, and no sprint is longer."""

COUNTED: Final[dict[tuple[str | None, str], tuple[str, ...]]] = {
    (None, "open"): ("new",),
    (None, "closed"): ("new", "closed"),
    (None, "voided"): ("new", "voided"),
    (None, "transferred"): ("new", "transferred"),
    ("elsewhere", "open"): ("received",),
    ("elsewhere", "closed"): ("received", "closed"),
    ("elsewhere", "voided"): ("received", "voided"),
    ("elsewhere", "transferred"): ("received", "transferred"),
    ("open", "closed"): ("closed",),
    ("open", "voided"): ("voided",),
    ("open", "transferred"): ("transferred",),
    ("closed", "open"): ("reopened",),
    ("closed", "voided"): ("reopened", "voided"),
    ("closed", "transferred"): ("reopened", "transferred"),
}
"""What a day counts of a problem that stood at the first in the evening before and at the second in the evening."""


class Line(NamedTuple):
    """A day, or some days up to ``day``: what came and went, and what was open in the evening.

    On every line ``open`` is that of the line before, plus ``new``, ``reopened`` and ``received`` (taken over from
    another unit), less ``closed``, ``voided`` and ``transferred``. Within the county a problem that is transferred is
    received on the same day, so that both take nothing away.
    What was opened and closed again between two evenings counts as neither.
    """

    day: dt.date
    open: int
    new: int
    closed: int
    reopened: int
    voided: int
    transferred: int = 0
    received: int = 0


_CAME_AND_WENT: Final = Line._fields[2:]


class BurnDown(NamedTuple):
    """A line a day from ``start`` to ``end``; ``before`` were open in the evening before ``start``."""

    day: dt.date
    commit: str | None
    setting: Setting | LakeSetting
    org: str | None
    org_name: str | None
    start: dt.date
    end: dt.date
    before: int
    lines: tuple[Line, ...]


def burn_down(
    index: Index, day: dt.date, org: str | None = None, start: dt.date | None = None, end: dt.date | None = None
) -> BurnDown:
    """Return the lines of an organization and all below it, or of the county.

    Without ``start`` and ``end`` those of the sprint up to ``day``; where none has begun, from the first registration
    on.

    Raises:
        NoSuchRecord, LedgerInvalid.
        UsageProblem: the days are in the wrong order, not yet known, or too many.
    """
    scope = index.scope(org)
    changes, first = came_and_went(county_queries.steps(index, day, scope if org is not None else None))
    start, end = _days(day, index.setting, start, end, first)
    was, lines = told(changes, start, end)
    return BurnDown(day, index.commit, index.setting, org, queries.org_name(index, org), start, end, was, lines)


def came_and_went(steps: Iterable[tuple[dt.date, str | None, str, int]]) -> tuple[Changes, dt.date | None]:
    """Return what each day counts, and the first on which anything was registered; of ``county_queries``."""
    changes: Changes = {}
    first: dt.date | None = None
    for since, before, now, problems in steps:
        of_day = changes.setdefault(since, dict.fromkeys(_CAME_AND_WENT, 0))
        for name in COUNTED[before, now]:
            of_day[name] += problems
        if before in (None, "elsewhere") and (first is None or since < first):
            first = since
    return changes, first


def told(changes: Changes, start: dt.date, end: dt.date) -> tuple[int, tuple[Line, ...]]:
    """Return how many were open in the evening before ``start``, and a line for each day from there to ``end``."""
    was = sum(_left(found) for since, found in changes.items() if since < start)
    return was, _lines(changes, start, end, was)


def in_steps(lines: Sequence[Line], step: int) -> tuple[Line, ...]:
    """Return a line for each ``step`` lines, the last for those that are left over; the identity holds on them too."""
    found = []
    for at in range(0, len(lines), step):
        some = lines[at : at + step]
        came_and_went = (sum(numbers) for numbers in zip(*(line[2:] for line in some), strict=True))
        found.append(Line(some[-1].day, some[-1].open, *came_and_went))
    return tuple(found)


def _days(
    day: dt.date, setting: Setting, start: dt.date | None, end: dt.date | None, first: dt.date | None
) -> tuple[dt.date, dt.date]:
    sprint = setting.sprint
    if start is None and sprint is not None and sprint.start <= (end or day):
        start = sprint.start
        if end is None and sprint.day_number(day) > sprint.days:
            end = start + dt.timedelta(days=sprint.days - 1)
    end = end or day
    if end > day:
        raise UsageProblem(_("{end} is after {day}; the future is not known.").format(end=end, day=day))
    if start is None:
        start = min(first or end, end)
    if start > end:
        raise UsageProblem(_("{start} is after {end}.").format(start=start, end=end))
    if (end - start).days >= MOST:
        raise UsageProblem(_("The range may have at most {n} days.").format(n=MOST))
    return start, end


def _lines(changes: Changes, start: dt.date, end: dt.date, was: int) -> tuple[Line, ...]:
    none = dict.fromkeys(_CAME_AND_WENT, 0)
    lines = []
    for number in range((end - start).days + 1):
        day = start + dt.timedelta(days=number)
        found = changes.get(day, none)
        was += _left(found)
        lines.append(Line(day, was, **found))
    return tuple(lines)


def _left(found: dict[str, int]) -> int:
    came = found["new"] + found["reopened"] + found["received"]
    return came - found["closed"] - found["voided"] - found["transferred"]
