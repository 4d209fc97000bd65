"""Which entries decide whether something was in time, and by which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.model import matters, notices, registers
from yiananlib.model.entries import ExtensionRequested, Submitted
from yiananlib.model.measures import Completed

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.model.base import Stamped
    from yiananlib.model.entries import Entry
    from yiananlib.model.matters import Standing
    from yiananlib.model.occurrences import Series
    from yiananlib.model.state import State

_SETTLING: Final = frozenset(
    [
        ("notice", "replied"), ("meeting", "held"), ("rule", "decided"), ("rule", "issued"),
        *((register.name, step.name) for register in registers.ALL for step in register.steps if step.settles),
    ]
)  # fmt: skip
"""Kinds of matters with those of their entries for which the deadline was set."""


def deadline(before: State, entry: Entry) -> dt.date | None:
    """Return the last day on which ``entry`` is in time after ``before``; None where it decides no lateness."""
    if isinstance(entry, Completed):
        measure = before.measure(entry.measure)
        if measure is None:
            return None
        return _of_series(measure.planned.series, entry.occurrence) or measure.planned.due
    return before.due if isinstance(entry, (Submitted, ExtensionRequested)) else None


def matter_deadline(before: Standing, entry: Stamped) -> dt.date | None:
    """Return the same for an entry of a matter."""
    if (before.matter.kind, getattr(entry, "kind", "")) not in _SETTLING:
        return None
    series = notices.series(before.matter) if before.matter.kind == "notice" else None
    return _of_series(series, getattr(entry, "occurrence", None)) or matters.kind(before.matter.kind).due(before)


def _of_series(series: Series | None, name: str | None) -> dt.date | None:
    one = series.named(name) if series is not None and name is not None else None
    return one.due if one is not None else None
