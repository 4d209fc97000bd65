"""The line of a chart: where its points lie, and the round numbers and days beside it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH: Final = 1000
HEIGHT: Final = 300
"""Of the picture, in units of its own: it is stretched to the room there is."""

STEPS: Final = 5
"""Lines across it at most, above that of nothing."""

DAYS: Final = 8
"""Days below it at most."""


class Line(NamedTuple):
    """``points`` are x and y of the picture, ``levels`` the round numbers from the top down to 0.

    ``days`` stand below it, each at its percent of the width.
    """

    points: tuple[tuple[float, float], ...]
    levels: tuple[int, ...]
    days: tuple[tuple[int, dt.date], ...]

    @property
    def path(self) -> str:
        """The line, as SVG writes it."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)

    @property
    def area(self) -> str:
        """What lies below the line."""
        return f"{self.path}L{self.points[-1][0]:g} {HEIGHT}L{self.points[0][0]:g} {HEIGHT}Z"

    @property
    def grid(self) -> str:
        """The lines across, but for that of nothing."""
        steps = len(self.levels) - 1
        return "".join(f"M0 {HEIGHT * step / steps:g}H{WIDTH}" for step in range(steps))


def drawn(counts: Sequence[tuple[dt.date, int]]) -> Line:
    """Return the line of counts, day by day; there are two days at least."""
    first, last = counts[0][0], counts[-1][0]
    length = (last - first).days
    levels = _levels(max(count for _day, count in counts))
    points = tuple(
        (round((day - first).days * WIDTH / length, 1), round(HEIGHT - count * HEIGHT / levels[0], 1))
        for day, count in counts
    )
    days = tuple((round((day - first).days * 100 / length), day) for day in _days(first, last))
    return Line(points, levels, days)


def _levels(most: int) -> tuple[int, ...]:
    """Return round numbers at equal distances, from the first that is not below ``most`` down to 0."""
    sizes = (digit * 10**power for power in itertools.count() for digit in (1, 2, 5))
    step = next(size for size in sizes if size * STEPS >= most)
    top = max(1, -(-most // step))
    return tuple(step * number for number in range(top, -1, -1))


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the round days: all, Mondays, or the first of months, quarters, years or decades."""
    between = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    found: list[dt.date] = []
    for is_round in _ROUND:
        found = [day for day in between if is_round(day)]
        if len(found) <= DAYS:
            break
    return found or [first]


def _of_months(step: int) -> Callable[[dt.date], bool]:
    return lambda day: day.day == 1 and (day.month - 1) % step == 0


_ROUND: Final[tuple[Callable[[dt.date], bool], ...]] = (
    lambda _day: True,
    lambda day: day.weekday() == 0,
    _of_months(1),
    _of_months(3),
    _of_months(12),
    lambda day: day.timetuple().tm_yday == 1 and day.year % 10 == 0,
)
