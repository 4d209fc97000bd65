"""Waits for other organizations (需协调事项): how many there are of each that is waited for, and how long they last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index.medians import median

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yiananlib.index.standstill import Wait


class OfNamed(NamedTuple):
    """How many wait for an organization; of their days the ``median`` and the longest."""

    org: str
    name: str
    open: int
    median: float
    longest: int


def median_days(waits: Sequence[Wait]) -> float | None:
    """Return the median of the days that some have waited; None where none do."""
    return median(Counter(wait.days for wait in waits))


def by_named(waits: Iterable[Wait]) -> tuple[OfNamed, ...]:
    """Return a row for each organization that is waited for, the one that most wait for first."""
    days: dict[tuple[str, str], Counter[int]] = {}
    for wait in waits:
        days.setdefault((wait.named, wait.named_name), Counter())[wait.days] += 1
    rows = [OfNamed(org, name, each.total(), median(each) or 0.0, max(each)) for (org, name), each in days.items()]
    return tuple(sorted(rows, key=lambda row: (-row.open, -row.longest, row.org)))
