"""Which days a deadline may be: what can never be mended is refused before it is written, what is odd is asked again.

A deadline is never edited, so one that cannot be (before the problem was found, in another century) would stand for
ever. What is refused is judged when it is recorded and in the commit that brings it, by the campaign of that time.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Deadlines
    from yiananlib.model.matters import Matter
    from yiananlib.model.measures import Planned
    from yiananlib.model.problem import Head
    from yiananlib.model.state import State

FAR: Final = dt.timedelta(days=366)
"""More than so far off, or back, a day is asked about."""


def latest(day: dt.date, allowed: Deadlines) -> dt.date:
    """Return the last day on which what begins on ``day`` may be due."""
    year = day.year + allowed.horizon_years
    if year > dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)


def of_problem(head: Head, registered: dt.date, allowed: Deadlines) -> str | None:
    """Return why a problem may not be found or due on these days, in the reader's language; None where it may."""
    if head.found > registered:
        return _("the day of finding {found} is after {day}, the day of registration").format(
            found=head.found, day=registered
        )
    return within(head.due, head.found, allowed)


def within(due: dt.date, found: dt.date, allowed: Deadlines) -> str | None:
    """Return why what was found on a day may not be due on another; None where it may."""
    if due < found:
        return _("the deadline {due} is before {found}, the day it was found").format(due=due, found=found)
    return _too_far(due, found, allowed)


def of_measure(entry: Planned, state: State, allowed: Deadlines) -> str | None:
    """Return why a measure may not be due on that day; None where it may.

    ``state`` is the problem before it. A measure is due by the problem's deadline in force; where that is past,
    when the work is late or was opened again, it may be later.
    """
    found, due = state.problem.head.found, state.due
    first = entry.from_ or entry.due
    if first < found:
        return _("the deadline {due} of the measure is before {found}, the day the problem was found").format(
            due=first, found=found
        )
    if entry.due > due >= entry.on:
        return _("the deadline {day} of the measure is after {due}, the deadline of the problem").format(
            day=entry.due, due=due
        )
    return _too_far(entry.due, found, allowed)


def of_extension(until: dt.date, state: State, allowed: Deadlines) -> str | None:
    """Return why more time may not be asked for, or granted, up to that day; None where it may."""
    return _too_far(until, state.problem.head.found, allowed)


def of_matter(matter: Matter, entry: Stamped, allowed: Deadlines) -> str | None:
    """Return why the day that an entry of a matter sets may not be; None where it may.

    ``matter`` is as before the entry; the first sets the day of the head.
    """
    day: object = getattr(entry, "due", None)
    if day is None and not matter.entries:
        day = getattr(matter.head, "due", None)
    if not isinstance(day, dt.date):  # a meeting counts by ``due`` who was to come
        return None
    if day < entry.on:
        return _("the deadline {due} is before {on}, the day it is set").format(due=day, on=entry.on)
    return _too_far(day, entry.on, allowed)


class Doubt(NamedTuple):
    """What is odd about what somebody says, in the reader's language; ``slip``: it is hardly ever meant so."""

    said: str
    slip: bool = True


def odd(due: dt.date, today: dt.date) -> Doubt | None:
    """Return what is odd about a deadline that is set today; None where nothing is."""
    if due < today:
        return Doubt(_("the deadline {due} has already passed").format(due=due), slip=False)
    if due - today > FAR:
        return Doubt(_("the deadline {due} is more than a year away").format(due=due))
    return None


def odd_finding(found: dt.date, today: dt.date) -> Doubt | None:
    """Return what is odd about the day of finding; None where nothing is."""
    if today - found > FAR:
        return Doubt(_("the day of finding {found} is more than a year ago").format(found=found), slip=False)
    return None


def oddities(
    fields: Mapping[str, Any], measures: Iterable[Mapping[str, Any]], today: dt.date, allowed: Deadlines
) -> Iterator[Doubt]:
    """Yield what is odd about the days of a problem that somebody proposes; what cannot be is refused anyway."""
    found, due = fields.get("found", today), fields.get("due", today)
    if not isinstance(found, dt.date) or not isinstance(due, dt.date) or within(due, found, allowed):
        return
    for name, judge in (("due", odd), ("found", odd_finding)):
        day = fields.get(name)
        if isinstance(day, dt.date) and (said := judge(day, today)):
            yield said
    for measure in measures:
        day = measure.get("due")
        if isinstance(day, dt.date) and (said := odd(day, today)):
            yield said


def _too_far(due: dt.date, start: dt.date, allowed: Deadlines) -> str | None:
    last = latest(start, allowed)
    if due <= last:
        return None
    return _("{due} is too far away: the last day the campaign allows is {last}, {years} years from {start}").format(
        due=due, last=last, years=allowed.horizon_years, start=start
    )
