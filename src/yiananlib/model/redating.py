"""A wrong clock: what another entry says of the day on which one was recorded (design.md section 3, *A wrong clock*).

The entry stays as it was written. Whoever folds a record reads the corrections first: each entry that they name is
taken as recorded, and where it names no earlier day of its own as effective, on the day that they give.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, TypeVar

from yiananlib.messages import _, moment
from yiananlib.model.record import lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.record import Fault, Record

    S = TypeVar("S", bound=Stamped)

CLOCK_TOLERANCE: Final = dt.timedelta(minutes=10)
"""How far ``at`` may run back against the entry before it: clocks differ."""

KIND: Final = "redated"


def days(entries: Sequence[Stamped]) -> dict[str, dt.date]:
    """Return the entries that a later one redates, by id, each with its day; of two for one entry the later counts."""
    found: dict[str, dt.date] = {}
    for index, entry in enumerate(entries):
        if getattr(entry, "kind", None) == KIND and objection(entries[:index], entry) is None:
            said: Any = entry
            found[said.entry] = said.day
    return found


def dated(entries: Iterable[S], days_: Mapping[str, dt.date]) -> tuple[S, ...]:
    """Return the entries, those in ``days_`` as if they had been recorded on that day, at the time of day they say."""
    if not days_:
        return tuple(entries)
    return tuple(_on(entry, days_[entry.id]) if entry.id in days_ else entry for entry in entries)


def _on(entry: S, day: dt.date) -> S:
    own = entry.on_ if entry.on_ is not None and entry.on_ < day else None
    return entry.model_copy(update={"at": dt.datetime.combine(day, entry.at.timetz()), "on_": own})


def objection(before: Sequence[Stamped], entry: Any) -> str | None:
    """Return why ``entry`` cannot redate what it names, in the reader's language; None when it can.

    ``before`` are the entries, or the answers, that it may name.
    """
    wrong = next((other for other in before if other.id == entry.entry), None)
    if wrong is None:
        return _("there is no entry {id} before it").format(id=entry.entry)
    if wrong.at <= entry.at + CLOCK_TOLERANCE:
        return _("entry {id} is of {at}, not more than ten minutes ahead of this one: its clock was not wrong").format(
            id=wrong.id, at=moment(wrong.at)
        )
    if entry.day > entry.at.date():
        return _("the day {day} is after {today}, when this is recorded").format(day=entry.day, today=entry.at.date())
    return None


def unsettled(record: Record[Any, Any], faults: Sequence[Fault], then: Sequence[Fault]) -> str | None:
    """Return which entry of ``record`` could not stand once another redates one; None where all stand as before.

    ``faults`` are those of the record as it is, ``then`` those once the entry that redates is there.
    """
    fault = lost(faults, then)
    if fault is None:
        return None
    return _("entry {id} would no longer be valid: {reason}").format(
        id=record.entries[fault.entry].id, reason=fault.reason
    )


def running_back(at: dt.datetime, latest: Stamped | None, ref: str) -> str | None:
    """Return why an entry of ``at`` may not follow ``latest``, in the reader's language; None when it may.

    ``latest`` is the entry with the latest time so far. The reason says how a clock that ran ahead is set right.
    """
    if latest is None or at >= latest.at or at >= latest.at - CLOCK_TOLERANCE:
        return None
    return _(
        "its time {at} is more than ten minutes before {latest}, the time of the earlier entry {id}; if the"
        " clock of that entry ran ahead, have the office or the inspectors correct it with `yian redate"
        " {ref} {id} --day DAY --reason TEXT`"
    ).format(at=moment(at), latest=moment(latest.at), id=latest.id, ref=ref)
