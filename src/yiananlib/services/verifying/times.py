"""What ``verify`` holds against the times of entries: ahead of now, or written in another zone than the campaign's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _, moment
from yiananlib.model.redating import CLOCK_TOLERANCE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.ground import Ground, Source


def of_entries(
    ground: Ground,
    entries: Sequence[Stamped],
    redated: Collection[str],
    ref: str,
    source: Source,
    table: str = "entries",
) -> Iterator[Finding]:
    """Yield what is wrong with the times of the entries, or answers, of a record.

    Args:
        ground: what it is judged by.
        entries: they.
        redated: the ids of those whose clock was set right afterwards.
        ref: what the record is called on the command line.
        source: its file.
        table: what they are called there.
    """
    latest = ground.now + CLOCK_TOLERANCE if ground.now is not None else None
    for index, entry in enumerate(entries):
        if latest is not None and entry.at > latest and entry.id not in redated:
            yield source.finding(
                "ahead",
                _("entry {id} is dated {at}, which is in the future").format(id=entry.id, at=moment(entry.at)),
                _("correct the day it was recorded: `yian redate {ref} {id} --day DAY --reason TEXT`").format(
                    ref=ref, id=entry.id
                ),
                at=(table, index),
            )
        if ground.zone is not None and not in_zone(entry.at, ground.zone):
            yield source.finding(
                "offset",
                other_zone(entry, ground.zone),
                _("the UTC offset decides the day: write the same time with the campaign's offset"),
                at=(table, index),
            )


def in_zone(at: dt.datetime, zone: dt.tzinfo) -> bool:
    """Tell whether a time is written with the offset that ``zone`` has then."""
    return at.utcoffset() == at.astimezone(zone).utcoffset()


def other_zone(entry: Stamped, zone: dt.tzinfo) -> str:
    """Return the sentence that the time of ``entry`` is written in another zone than the campaign's."""
    return _("entry {id}: its time {at} is not in the campaign's time zone {zone}, where it is {there}").format(
        id=entry.id,
        at=moment(entry.at, offset=True),
        zone=str(zone),
        there=moment(entry.at.astimezone(zone), offset=True),
    )
