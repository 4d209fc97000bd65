"""Which entries decide whether something was in time, and by which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.model import matters, registers
from yiananlib.model.entries import Completed, ExtensionRequested, Submitted

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.model.base import Stamped
    from yiananlib.model.entries import Entry
    from yiananlib.model.matters import Standing
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
        return measure.planned.due if measure is not None else None
    return before.due if isinstance(entry, (Submitted, ExtensionRequested)) else None


def matter_deadline(before: Standing, entry: Stamped) -> dt.date | None:
    """Return the same for an entry of a matter."""
    if (before.matter.kind, getattr(entry, "kind", "")) not in _SETTLING:
        return None
    return matters.kind(before.matter.kind).due(before)
