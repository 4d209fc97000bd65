"""Words, days and rates as readers see them, in the language being spoken."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yiananlib import messages
from yiananlib.messages import _, current
from yiananlib.model import words
from yiananlib.model.vocabulary import Lamp, Severity, Status
from yiananlib.render.document import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from yiananlib.index.figures import Figures
    from yiananlib.index.values import Row

NOTHING = "—"
"""A rate whose denominator is 0, a value that is absent."""

_LAMP_STYLES: dict[Lamp, Style] = {
    Lamp.CLOSED: "dim",
    Lamp.RED: "red",
    Lamp.YELLOW: "yellow",
    Lamp.BLUE: "blue",
    Lamp.GREEN: "green",
}


def worded(words_: Mapping[Any, str], key: str) -> str:
    """Return the word of a table for ``key``, translated."""
    return _(words_[key])


def status(value: Status) -> str:
    """Return the word for a status."""
    return _(words.STATUS_WORDS[value])


def open_by_status(figures: Figures) -> Iterator[tuple[str, int]]:
    """Yield the word of each status at which there are open problems, and how many."""
    counts = (
        (Status.REGISTERED, figures.registered),
        (Status.RECTIFYING, figures.rectifying),
        (Status.SUBMITTED, figures.submitted),
        (Status.RETURNED, figures.returned),
        (Status.PASSED, figures.passed),
    )
    return ((status(at), n) for at, n in counts if n)


def standing(row: Row) -> str:
    """Return the word for where a problem stands, from the second round on with the round and the close before it."""
    if row.closed_before is None:
        return status(row.status)
    return _("{status}, round {n}, closed before on {day}").format(
        status=status(row.status), n=row.round, day=day(row.closed_before)
    )


def lamp(value: Lamp | None) -> Cell:
    """Return the lamp: always a word, and the colour beside it."""
    if value is None:
        return Cell(NOTHING)
    return Cell(_(words.LAMP_WORDS[value]), _LAMP_STYLES[value])


def severity(value: Severity) -> str:
    """Return the word for a severity."""
    return _(words.SEVERITY_WORDS[value])


def day(value: dt.date | None) -> str:
    """Return a day as readers write it: ``2026年6月30日`` in Chinese, ISO 8601 elsewhere."""
    if value is None:
        return NOTHING
    return messages.day(value)


def moment(value: dt.datetime) -> str:
    """Return a day and the time of it, to the minute, on the clock it is written by."""
    return messages.moment(value)


def short_day(value: dt.date) -> str:
    """Return a day without its year, where that is known: ``6月30日`` in Chinese, ``06-30`` elsewhere."""
    return f"{value.month}月{value.day}日" if current() == "zh_CN" else value.isoformat()[5:]


def month(value: dt.date) -> str:
    """Return the month of a day: ``2026年6月`` in Chinese, ``2026-06`` elsewhere."""
    return f"{value.year}年{value.month}月" if current() == "zh_CN" else value.isoformat()[:7]


def on(value: dt.date | None) -> Cell:
    """Return :func:`day` as a cell."""
    return Cell(day(value), value=value)


def written_day(value: object) -> str:
    """Return a day of a record, which is text in ISO 8601 where it comes from the index, as :func:`day` does."""
    return day(dt.date.fromisoformat(str(value)))


def percent(value: float | None) -> str:
    """Return a rate with two decimals of a percent, rounded half up; ``—`` where there is none.

    A ratio that lies exactly on a half has a short decimal form, which ``repr`` gives, so that binary
    fractions do not round it the wrong way.
    """
    if value is None:
        return NOTHING
    return f"{_rounded(value, '0.01', times=100)}%"


def alarm(count: int) -> Cell:
    """Return how many there are of what should not be: red, unless there are none."""
    return Cell(str(count), "red" if count else "", count)


def measure(text: str, every: str | None) -> str:
    """Return the text of a measure, with how often it comes back if it does."""
    if every is None:
        return text
    from yiananlib.model.occurrences import EVERY_WORDS  # few come back

    return _("{text} ({every})").format(text=text, every=_(EVERY_WORDS[every]))


def share(value: float | None) -> Cell:
    """Return :func:`percent` as a cell."""
    return Cell(percent(value), value=value)


def number(value: float | None) -> str:
    """Return a mean or median with one decimal, rounded half up; ``—`` where there is none."""
    if value is None:
        return NOTHING
    return _rounded(value, "0.1")


def _rounded(value: float, unit: str, times: int = 1) -> str:
    from decimal import ROUND_HALF_UP, Decimal  # lists and records have no rates

    return str((Decimal(repr(value)) * times).quantize(Decimal(unit), ROUND_HALF_UP))


def deadline(row: Row) -> str:
    """Return the deadline in force, with the original beside it where it was extended."""
    if row.due_extended == row.due:
        return day(row.due)
    return _("{due} (extended from {original})").format(due=day(row.due_extended), original=day(row.due))


def due(row: Row) -> Cell:
    """Return :func:`deadline` as a cell."""
    return Cell(deadline(row), value=row.due_extended if row.due_extended == row.due else None)
