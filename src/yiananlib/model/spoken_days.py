"""Days as people say them on a day of their own: 今天, 下周五, ``6月30日``, ``6月底``; and deadlines, ``15日内``.

What is named is read as in a spreadsheet (``deadline_words``); a day or a month without a year is one of this year, and
a week begins on Monday.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model import deadline_words
from yiananlib.model.deadline_words import NoSuchDay, Term, Unreadable
from yiananlib.model.vocabulary import Class

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEAR: Final[Mapping[str, int]] = {
    "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "大前天": -3,
}  # fmt: skip
_WHICH: Final = r"(?P<which>本|这|这个|上|上个|下|下个)"
_WEEKDAY: Final = rf"{_WHICH}(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
_OF_MONTH: Final = rf"{_WHICH}月份?(?P<day>[0-9]{{1,2}})[日号]"
_END_OF_MONTH: Final = rf"{_WHICH}月份?[底末]"
_LATER: Final = r"(?P<count>[0-9]{1,3})(?P<unit>天|日|周|个?星期|个?礼拜)(?:之|以)?后"
_AGO: Final = r"(?P<count>[0-9]{1,3})(?P<unit>天|周|个?星期|个?礼拜)(?:之|以)?前"
"""日 is none of the units: 10日前 is before the tenth of a month."""
_EIGHT: Final = len("20260615")


def day(said: str, today: dt.date) -> dt.date:
    """Return the calendar day that somebody means who says ``said`` on ``today``.

    Raises:
        Unreadable: it names no single day; a length of time is none. ``NoSuchDay`` where the calendar has it not.
    """
    near = _near(said, today)
    if near is not None:
        return near
    if re.fullmatch("月份?[底末]", deadline_words.plain(said)):
        return _in_month(said, today, 0, None)
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
    if re.fullmatch("[0-9]{1,2}日", plain):
        said = _("“{text}” may mean a day of the month or a length of time; write the day as 2026-06-15, or {text}内")
        raise Unreadable(said.format(text=text))
    term = deadline_words.read(text, begins, year=today.year)
    if term.due is None:
        raise Unreadable(_("“{text}” does not give a last day; name one").format(text=text))
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
    """Return a day given by its distance from today; None if it is given in another way."""
    if found := re.fullmatch(_WEEKDAY, "".join(unicodedata.normalize("NFKC", said).split())):
        monday = today - dt.timedelta(days=today.weekday())
        return _moved(said, monday, 7 * _steps(found["which"]) + min("一二三四五六日天".index(found["day"]), 6))
    plain = deadline_words.plain(said)
    if (steps := _NEAR.get(plain)) is not None:
        return _moved(said, today, steps)
    if found := re.fullmatch(_OF_MONTH, plain) or re.fullmatch(_END_OF_MONTH, plain):
        at = found.groupdict().get("day")
        return _in_month(said, today, _steps(found["which"]), int(at) if at is not None else None)
    for pattern, way in ((_LATER, 1), (_AGO, -1)):
        if found := re.fullmatch(pattern, plain):
            unit = 1 if found["unit"] in "天日" else 7
            return _moved(said, today, way * unit * int(found["count"]))
    return None


def _steps(which: str) -> int:
    return {"上": -1, "下": 1}.get(which[0], 0)


def _moved(said: str, day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        raise _no_day(said) from None


def _in_month(said: str, today: dt.date, months: int, day: int | None) -> dt.date:
    """Return a day of the month so many after that of ``today``; None for its last."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise _no_day(said)
    last = calendar.monthrange(year, month + 1)[1]
    if day is not None and not 1 <= day <= last:
        raise _no_day(said)
    return dt.date(year, month + 1, day or last)


def _no_day(said: str) -> NoSuchDay:
    return NoSuchDay(_("“{text}” does not exist").format(text=said.strip()))
