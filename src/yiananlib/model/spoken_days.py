"""Days as people say them on a day of their own: 今天, 明天, ``6月30日``, ``6月底``; and deadlines, ``15日内``.

What is named is read as in a spreadsheet (``deadline_words``); a day or a month without a year is one of this year.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model import deadline_words
from yiananlib.model.deadline_words import Term, Unreadable
from yiananlib.model.vocabulary import Class

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEAR: Final[Mapping[str, int]] = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2,
    "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2,
}  # fmt: skip
_EIGHT: Final = len("20260615")


def day(said: str, today: dt.date) -> dt.date:
    """Return the calendar day that somebody means who says ``said`` on ``today``.

    Raises:
        Unreadable: it names no single day; a length of time is none. ``NoSuchDay`` where the calendar has it not.
    """
    near = _near(said, today)
    if near is not None:
        return near
    return deadline_words.named(said.strip(), today.year)


def due(said: str, today: dt.date, begins: dt.date) -> Term:
    """Return the deadline that somebody means: as :func:`day`, or a length of time, which begins after ``begins``.

    Raises:
        Unreadable: it says no day, or no single one.
        UsageProblem: it counts working days, and the library that knows the holidays is not installed.
    """
    text = said.strip()
    near = _near(text, today)
    if near is not None:
        return Term(near, keep=False, text=text)
    plain = deadline_words.plain(text)
    if plain.isdecimal() and len(plain) != _EIGHT:  # no spreadsheet's serial is typed
        return Term(day(text, today), keep=False, text=text)
    term = deadline_words.read(text, begins, year=today.year)
    if term.due is None:
        raise Unreadable(_("“{text}” says no last day; name one").format(text=text))
    return term


def counts(said: str, today: dt.date) -> bool:
    """Tell whether a deadline is another day where it begins on another one."""
    one, other = (due(said, today, day) for day in (today, dt.date(2000, 1, 1)))
    return one.due != other.due


def class_of(term: Term) -> Class | None:
    """Return the class of a problem whose deadline is said so: 立行立改, 长期坚持, or None where it says neither."""
    if "立行立改" in term.text:
        return Class.IMMEDIATE
    return Class.ONGOING if term.keep else None


def _near(said: str, today: dt.date) -> dt.date | None:
    steps = _NEAR.get(deadline_words.plain(said))
    return today + dt.timedelta(days=steps) if steps is not None else None
