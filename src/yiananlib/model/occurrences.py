"""Duties that come back (周期): their occurrences, which are computed and never stored.

A series is fixed: ``start`` is the day on which the first occurrence is due, and each later one is due one week, month,
quarter or year after the one before by the calendar, whatever was done when. What starts on a day that a month does not
have is due on that month's last day, and on its own day again in the next that has it (31 January, 28 February,
31 March). ``until`` is the last day on which one can be due.

An occurrence is called by the period of the calendar in which it is due: ``2026-W14`` (ISO 8601), ``2026-04``,
``2026-Q2``, ``2026``. It can be answered from the first day of that period on.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator


class Every(StrEnum):
    """How often a duty comes back."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


EVERY_WORDS: Final[dict[str, str]] = {
    Every.WEEK: N_("every week"),
    Every.MONTH: N_("every month"),
    Every.QUARTER: N_("every quarter"),
    Every.YEAR: N_("every year"),
}
_MONTHS: Final = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
MOST: Final = 530
"""Occurrences that a series can have: ten years of weeks."""
NAME_PATTERN: Final = r"^[0-9]{4}(-(W[0-9]{2}|Q[1-4]|[0-9]{2}))?$"


class Occurrence(NamedTuple):
    """One of a series: its name, the first day of its period, and the last day on which it is answered in time."""

    name: str
    begins: dt.date
    due: dt.date


class Series(NamedTuple):
    """A duty that comes back: ``start`` is the day on which it is due first, ``until`` the last on which it can be."""

    every: Every
    start: dt.date
    until: dt.date

    def occurrences(self) -> Iterator[Occurrence]:
        """Yield them in their order."""
        for number in range(MOST + 1):
            due = self._due(number)
            if due is None or due > self.until:
                return
            yield _occurrence(self.every, due)

    def named(self, name: str) -> Occurrence | None:
        """Return the occurrence of that name, or None."""
        return next((one for one in self.occurrences() if one.name == name), None)

    def is_too_long(self) -> bool:
        """Tell whether there are more of them than there can be."""
        last = self._due(MOST)
        return last is not None and last <= self.until

    def _due(self, number: int) -> dt.date | None:
        """Return the day on which the occurrence of that number, from 0, is due; None after the last day there is."""
        import calendar  # the words of occurrences are read without

        try:
            if self.every is Every.WEEK:
                return self.start + dt.timedelta(weeks=number)
            year, month = divmod(self.start.year * 12 + self.start.month - 1 + number * _MONTHS[self.every], 12)
            last = calendar.monthrange(year, month + 1)[1]
            return dt.date(year, month + 1, min(self.start.day, last))
        except (OverflowError, ValueError):
            return None


def _occurrence(every: Every, due: dt.date) -> Occurrence:
    match every:
        case Every.WEEK:
            year, week, weekday = due.isocalendar()
            begins = dt.date.fromordinal(max(due.toordinal() - weekday + 1, 1))
            return Occurrence(f"{year}-W{week:02}", begins, due)
        case Every.MONTH:
            return Occurrence(f"{due.year:04}-{due.month:02}", due.replace(day=1), due)
        case Every.QUARTER:
            quarter = (due.month + 2) // 3
            return Occurrence(f"{due.year:04}-Q{quarter}", dt.date(due.year, 3 * quarter - 2, 1), due)
        case _:
            return Occurrence(f"{due.year:04}", dt.date(due.year, 1, 1), due)


class Unmeant(ValueError):
    """What somebody said names no occurrence, or more than one; the message is a sentence in the reader's language."""


def meant(series: Series, said: str) -> Occurrence:
    """Return the occurrence that somebody means: by its name, or as people say it (2026年4月, 4月, 二季度, 第14周).

    Raises:
        Unmeant: it is none of the series, or several are called so.
    """
    from yiananlib.model import deadline_words  # few measures come back

    plain = deadline_words.plain(said).removesuffix("份")
    found = [one for one in series.occurrences() if plain in _spoken(series.every, one)]
    if len(found) == 1:
        return found[0]
    if found:
        names = _(", ").join(one.name for one in found[:4])
        raise Unmeant(_("“{said}” may be any of {names}; give the year too").format(said=said, names=names))
    raise Unmeant(outside(series, said))


def outside(series: Series, name: str) -> str:
    """Return that a name is none of the series, in the reader's language."""
    first, *_rest, last = [*series.occurrences()] * 2
    return _("there is no occurrence {name}; they are {first} to {last}, {every}").format(
        name=name, first=first.name, last=last.name, every=_(EVERY_WORDS[series.every])
    )


def _spoken(every: Every, one: Occurrence) -> Iterator[str]:
    year, _dash, rest = one.name.partition("-")
    yield one.name.lower()
    number = rest.lstrip("WQ0")
    match every:
        case Every.WEEK:
            words = [f"第{number}周"]
            yield f"{year}-w{number}"
        case Every.MONTH:
            words = [f"{number}月", f"{rest}月"]
            yield f"{year}-{number}"
        case Every.QUARTER:
            words = [f"{number}季度", f"第{number}季度"]
        case _:
            words = []
            yield f"{year}年"
    for word in words:
        yield word
        yield f"{year}年{word}"
