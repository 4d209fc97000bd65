"""Calendars (RFC 5545): an all-day event for each thing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yiananlib.extras import brought_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.render.views.reminders import Calendar


def pieces(calendar: Calendar) -> Iterator[bytes]:
    """Yield the calendar.

    Raises:
        UsageProblem: the library that writes calendars is not installed.
    """
    with brought_by("documents"):
        import icalendar
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//yian//yian//ZH")
    made.add("x-wr-calname", calendar.name)
    # of the day that is asked for, not of the moment: the same day gives the same file
    stamp = dt.datetime.combine(calendar.day, dt.time(), dt.UTC)
    for thing in calendar.events:
        event = icalendar.Event()
        event.add("uid", thing.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", thing.day)
        event.add("summary", thing.title)
        event.add("description", thing.description)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    yield bytes(made.to_ical())
