"""The one place that reads the clock and makes random bytes; ``YIAN_NOW`` and ``YIAN_SEED`` replace both."""

import datetime as dt
import os
import re
from collections.abc import Mapping
from typing import Final

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import years

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFICE_OPENS: Final = dt.time(9)
"""The time of day that a ``YIAN_NOW`` without one means."""


def day(value: str) -> dt.date:
    """Return the day that ``2026-06-15`` names; raise ValueError for any other form."""
    if not re.fullmatch(_DAY, value):
        raise ValueError(value)
    return dt.date.fromisoformat(value)


def now(environ: Mapping[str, str], zone: dt.tzinfo) -> dt.datetime:
    """Return the present in ``zone``, or what ``YIAN_NOW`` says: a day, or a time with its offset.

    Raises:
        UsageProblem: ``YIAN_NOW`` is neither, or of a year that no clock shows.
    """
    said = environ.get("YIAN_NOW")
    if not said:
        return dt.datetime.now(zone)
    try:
        if re.fullmatch(_DAY, said):
            moment = dt.datetime.combine(day(said), _OFFICE_OPENS, zone)
        else:
            moment = dt.datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is not None and not years.are_possible(moment.year):
        raise UsageProblem(
            _("YIAN_NOW is “{said}”; give a time between the years {first} and {last}.").format(
                said=said, first=years.FIRST, last=years.LAST
            )
        )
    if moment is None or moment.tzinfo is None:
        raise UsageProblem(
            _(
                "YIAN_NOW is “{said}”; give a day (2026-06-15) or a time with its UTC offset"
                " (2026-06-15T09:00:00+08:00)."
            ).format(said=said)
        )
    return moment.astimezone(zone)


def entropy(environ: Mapping[str, str], salt: str) -> bytes:
    """Return bytes for a new id: random, or made of ``YIAN_SEED`` and ``salt``."""
    seed = environ.get("YIAN_SEED")
    if not seed:
        return os.urandom(8)
    import hashlib  # rehearsals alone have a seed

    return hashlib.sha256(f"{seed}\0{salt}".encode()).digest()
