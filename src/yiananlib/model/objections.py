"""What can be wrong with an entry of a problem by its own words, besides its place among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.model.entries import CarriedOver, Publicised


def of_carried(entry: CarriedOver, found: dt.date, registered: dt.date, *, alone: bool) -> str | None:
    """Return why a problem cannot be carried over so; ``alone``: nothing but its registration stands before it."""
    if not alone:
        return _("a problem must be carried over right after its registration, before any other entry")
    if entry.day < found:
        return _("it was closed on {day}, before it was found ({found})").format(day=entry.day, found=found)
    if entry.day >= registered:
        return _(
            "it was closed on {day}, and whatever was still open when it was registered must be closed through the gate"
        ).format(day=entry.day)
    return None


def of_publicity(entry: Publicised) -> str | None:
    """Return why a result cannot have been public so."""
    if entry.until < entry.since:
        return _("its last day {until} is before its first day {since}").format(until=entry.until, since=entry.since)
    return None
