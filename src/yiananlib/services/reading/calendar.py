"""Which day it is for a campaign: its time zone, and the present there. Loads no model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.store import layout

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from yiananlib.store.git import Commit

Clock = Callable[[dt.tzinfo], dt.datetime]
"""Tells the present in a time zone."""


def zone(timezone: str) -> ZoneInfo:
    """Return the time zone that a campaign names.

    Raises:
        LedgerInvalid: there is none of that name.
    """
    from zoneinfo import ZoneInfo  # a command that is given its day needs no zone

    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise LedgerInvalid(
            layout.CAMPAIGN,
            _("there is no time zone “{name}”.").format(name=timezone),
            _("Use an IANA name, such as Asia/Shanghai."),
        ) from None


def moment(timezone: str, clock: Clock) -> dt.datetime:
    """Return the present to the second, with the offset that the time zone of that name has then.

    The offset stays with it: in the hour that comes twice at the end of summer time the same hands of the clock are
    two instants, and a time that belongs to a zone equals none of them.
    """
    now = clock(zone(timezone)).replace(microsecond=0)
    return now.astimezone(dt.timezone(now.utcoffset() or dt.timedelta(0)))


def day_of(commit: Commit, timezone: str) -> dt.date:
    """Return the day on which a commit was made, in the time zone of that name: as of it, what it says is told."""
    return dt.datetime.fromtimestamp(commit.made, zone(timezone)).date()


def today(timezone: str, clock: Clock) -> dt.date:
    """Return the day it is in the time zone of that name."""
    return moment(timezone, clock).date()
