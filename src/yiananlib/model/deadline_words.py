"""Deadlines as offices write them, read as a day: ``2026年6月底前``, ``第二季度``, ``10日内``, ``立行立改，长期坚持``.

Nothing is guessed: what may be two days, or none, is an error that says so. What a deadline means:

- the day that is named is itself in time, with 前 behind it or without (民法典 1259: 以内、届满 include it);
- a month, quarter, half-year or year is over with its last day; ``6月前`` may be May or June and is refused;
- a length of time begins on the day after the finding (民法典 201); months end on the day of the same number, or the
  last of a shorter month (民法典 202);
- 立行立改 is :data:`AT_ONCE` after the finding, unless a day is named beside it;
- 长期坚持 is no day: ``keep`` is set, alone or beside one;
- a bare number is a spreadsheet's serial day, or a day as eight digits.

A spreadsheet's cells are read by :func:`read`; what is typed by ``spoken_days``, which asks here, too.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib import messages
from yiananlib.messages import _
from yiananlib.model import working_days

if TYPE_CHECKING:
    from collections.abc import Callable

    _Forms = tuple[tuple[str, Callable[[re.Match[str], "_Context"], tuple[dt.date, bool]]], ...]

Value = str | int | float | bool | dt.date | dt.datetime | None

AT_ONCE: Final = 3
"""Days that 立行立改 gives, as in the ledgers that put a number to it."""
LONGEST: Final = 120
"""Characters of a deadline; what is longer tells a story."""
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(36526, 73051)
"""The serial days of the years 2000 to 2099: another number is no deadline."""


class Term(NamedTuple):
    """What a deadline says.

    Attributes:
        due: the last day in time; None where nothing but keeping up is said (长期坚持).
        keep: what is reached is kept up for good.
        text: as it was written.
        provisional: it counts working days of a year whose holidays are not announced yet.
    """

    due: dt.date | None
    keep: bool
    text: str
    provisional: bool = False


class Unreadable(ValueError):
    """It says no day, or no single one; the message is a sentence in the reader's language."""


class NoSuchDay(Unreadable):
    """It names a day that the calendar does not have."""


class _Context(NamedTuple):
    """What a deadline is read by: its text for messages, the days that it may count from, and the working ones."""

    text: str
    found: dt.date | None
    year: int | None
    working: working_days.Years = working_days.NONE

    def this_year(self) -> int:
        if self.year is None and self.found is None:
            raise Unreadable(_("“{text}” has no year").format(text=self.text))
        return self.year if self.year is not None else self.beginning().year

    def beginning(self) -> dt.date:
        if self.found is None:
            raise Unreadable(_("“{text}” counts from the day of finding, which is not known").format(text=self.text))
        return self.found

    def either(self, one: str, other: str) -> Unreadable:
        said = _("“{text}” may mean {one} or {other}; write the day as 2026-06-15")
        return Unreadable(said.format(text=self.text, one=one, other=other))

    def no_day(self) -> NoSuchDay:
        return NoSuchDay(_("“{text}” does not exist").format(text=self.text))


def read(
    value: Value, found: dt.date | None, *, year: int | None = None, working: working_days.Years | None = None
) -> Term:
    """Return what a deadline says.

    Args:
        value: a cell, or what somebody typed.
        found: the day of finding, from which lengths of time count; None where it is not known.
        year: of days and months without one; default: that of ``found``.
        working: the years whose working days are announced; default: none.

    Raises:
        Unreadable: it says no day, or no single one.
    """
    text = str(value if value is not None else "").strip()
    if isinstance(value, dt.datetime):
        return Term(value.date(), keep=False, text=text)
    if isinstance(value, dt.date):
        return Term(value, keep=False, text=text)
    if not text:
        raise Unreadable(_("no deadline is given"))
    about = _Context(_shown(text), found, year, working or working_days.NONE)
    if isinstance(value, bool):
        raise _unread(about)
    if isinstance(value, (int, float)):
        return Term(_number(value, about), keep=False, text=text)
    if len(text) > LONGEST:
        raise _unread(about)
    said, keep = _without(_KEEP, plain(text))
    if keep and not said:
        return Term(None, keep=True, text=text)
    said, at_once = _without(_AT_ONCE, said)
    if at_once and not said:
        return Term(_after(about.beginning(), AT_ONCE, about), keep=keep, text=text)
    due, provisional = _due(said, about)
    return Term(due, keep, text, provisional)


def plain(text: str) -> str:
    """Return a deadline in half-width letters, without blanks, and its Chinese numerals as digits."""
    said = unicodedata.normalize("NFKC", text).lower()
    said = re.sub(r"[‐‑‒–—―−]", "-", said)
    said = re.sub(r"[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$", "", said.strip())
    said = re.sub(r"\s", "", said)
    said = re.sub(r"\(?(?:星期|周)[一二三四五六日天]\)?", "", said) if re.search("[0-9日号]", said) else said
    said = said.replace("两", "2") if re.search("两(?=个|周|天|日|年|月)", said) else said
    said = said.replace("廿", "二十").replace("卅", "三十")
    said = re.sub("[〇零○一二三四五六七八九十]+", lambda found: _numeral(found.group()), said)
    return said.rstrip("。.;,、")


def named(text: str, year: int) -> dt.date:
    """Return the calendar day that a text names: a day, or the end of a month or a year; no other length of time.

    ``year`` is the one of a day or a month without one.

    Raises:
        Unreadable: it names no single day; ``NoSuchDay`` where it names one that the calendar does not have.
    """
    about = _Context(_shown(text), None, year)
    said = plain(text)
    if len(text) <= LONGEST and not re.search(f"{_BEFORE}$|止$", said):
        for pattern, make in (*_DAYS, *_ENDS):
            if found := re.fullmatch(pattern, said):
                return make(found, about)[0]
    if said.isdecimal():  # no spreadsheet's serial is typed
        raise _unread(about)
    try:
        read(text, dt.date(year, 1, 1))
    except Unreadable:
        raise _unread(about) from None
    raise Unreadable(_("“{text}” is more than a day; give only the day").format(text=about.text))


_KEEP: Final = r"(?:长期|持续|常态化?)(?:坚持|整改|保持|推进|落实|巩固)?|ongoing|continuous"
_AT_ONCE: Final = r"立行立改|立改立行|立查立改|立知立改|即查即改|即知即改|边查边改|立说立行|立即整改|立即|马上"
_LUNAR: Final = "农历|阴历|旧历|[正冬腊]月|月初[一二三四五六七八九十]"
_LINK: Final = ",;、。/+()并且和及与"
_BEFORE: Final = r"(?:之前|以前|前)"
_WITHIN: Final = r"(?:之内|以内|内)"
_LEADING: Final = r"(?:截[至止]到?|限于|[限于在至到])"
_DONE: Final = r"(?:全面|全部|基本)?(?:完成整改|整改完成|整改到位|完成|办结|到位|见效|整改|销号)"
_SINCE: Final = r"自?(?:问题)?(?:发现|检查|排查)(?:之日|当日)?(?:起|后)?"
_DIGITS: Final = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES, 1)}


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _numeral(said: str) -> str:
    if "十" not in said:
        return "".join(_DIGITS[character] for character in said)
    tens, _ten, ones = said.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return said
    return f"{_DIGITS[tens] if tens else 1}{_DIGITS[ones] if ones else 0}"


def _without(words: str, said: str) -> tuple[str, bool]:
    """Return a deadline without a word that stands alone, before or behind another; and whether it was there."""
    found = re.search(words, said)
    if not found:
        return said, False
    before, behind = said[: found.start()], said[found.end() :]
    if behind.strip(_LINK) and (before.strip(_LINK) or behind[0] not in _LINK):
        return said, False
    return (before + behind).strip(_LINK), True


def _due(said: str, about: _Context) -> tuple[dt.date, bool]:
    said = re.sub(f"^{_LEADING}|{_DONE}$", "", re.sub(f"^{_SINCE}", "", said)).strip(_LINK)
    for pattern, make in _FORMS:
        if found := re.fullmatch(pattern, said):
            return make(found, about)
    raise _unread(about)


def _unread(about: _Context) -> Unreadable:
    if re.search(_LUNAR, about.text):
        said = _("“{text}” is a day of the lunar calendar; write it in the civil calendar, as 2026-06-15")
        return Unreadable(said.format(text=about.text))
    return Unreadable(_("“{text}” is not a day; write it as 2026-06-15").format(text=about.text))


def _number(value: float, about: _Context) -> dt.date:
    whole = int(value) if abs(value) < 10**9 else 0
    if whole == value and re.fullmatch("(?:19|20)[0-9]{6}", str(whole)):
        return _date(whole // 10000, whole // 100 % 100, whole % 100, about)
    if whole not in _SERIALS:
        raise Unreadable(_("“{text}” is a number, not a day").format(text=about.text))
    return _SERIAL_ZERO + dt.timedelta(days=whole)


def _date(year: int, month: int, day: int, about: _Context) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise about.no_day() from None


def _month_end(year: int, month: int, about: _Context) -> dt.date:
    if not (1 <= month <= 12 and 1 <= year <= dt.MAXYEAR):
        raise about.no_day()
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _after(start: dt.date, days: int, about: _Context) -> dt.date:
    try:
        return start + dt.timedelta(days=days)
    except OverflowError:
        raise about.no_day() from None


def _year(found: re.Match[str], about: _Context) -> int:
    said = found["year"]
    if not said or said in "今本当":
        return about.this_year()
    if said in "明来次":
        return about.this_year() + 1
    if said == "去":
        return about.this_year() - 1
    return int(said) if len(said) == 4 else 2000 + int(said)


# the forms: each reads what its pattern matches, the first that does decides


def _full(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    return _date(_year(found, about), int(found["month"]), int(found["day"]), about), False


def _american(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    first, second = int(found[1]), int(found[2])
    if first != second and max(first, second) <= 12:
        year = int(found["year"])
        one, other = _date(year, first, second, about), _date(year, second, first, about)
        raise about.either(messages.day(one), messages.day(other))
    month, day = (first, second) if first <= 12 else (second, first)
    return _date(int(found["year"]), month, day, about), False


def _english(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    return _date(int(found["year"]), _MONTHS[found["name"]], int(found["day"]), about), False


def _month(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    groups = found.groupdict()
    month = int(found["month"])
    if groups.get("before") and not groups.get("end"):
        raise about.either(_("the end of the previous month"), _("the end of that month"))
    if groups.get("within") and found["year"] is None:
        raise about.either(_("the end of that month"), _("months from the finding"))
    if found["month"] == "1" and groups.get("point") == ".":  # a spreadsheet writes 2026.10 so
        raise about.either(_("January"), _("October"))
    return _month_end(_year(found, about), month, about), False


def _third(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    last = _month_end(_year(found, about), int(found["month"]), about)
    return last.replace(day={"上": 10, "中": 20, "下": last.day}[found["third"]]), False


def _part(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    groups = found.groupdict()
    if found["before"] and not found["end"]:
        raise about.either(_("the last day before it"), _("its last day"))
    if groups.get("quarter"):
        number = 1 if found["quarter"] == "首" else int(found["quarter"])
        return _month_end(_year(found, about), 3 * number, about), False
    if groups.get("half"):
        return _month_end(_year(found, about), 6 if found["half"] == "上" else 12, about), False
    return _month_end(_year(found, about), 12, about), False


def _of_finding(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    start = about.beginning()
    if found["unit"] == "季":
        return _month_end(start.year, (start.month + 2) // 3 * 3, about), False
    later = found["which"] is not None and found["which"][0] in "下次"
    months = start.year * 12 + start.month - 1 + later
    return _month_end(months // 12, months % 12 + 1, about), False


def _same_day(_found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    return about.beginning(), False


def _length(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    start, unit = about.beginning(), found["unit"]
    count = 0 if found["count"] == "半" else int(found["count"])
    if found["count"] == "半":
        unit, count = {"个月": ("日", 15), "月": ("日", 15), "年": ("月", 6)}[unit]
    elif count == 0:
        raise _unread(about)
    if unit.endswith("工作日"):
        try:
            return working_days.after(start, count, about.working)
        except OverflowError:
            raise about.no_day() from None
    if unit == "小时":
        if count % 24:
            raise _unread(about)
        return _after(start, count // 24, about), False
    if unit in ("周", "个星期", "星期"):
        return _after(start, 7 * count, about), False
    if unit in ("个月", "月", "年"):
        months = start.year * 12 + start.month - 1 + count * (12 if unit == "年" else 1)
        last = _month_end(months // 12, months % 12 + 1, about)
        return last.replace(day=min(start.day, last.day)), False
    return _after(start, count, about), False


def _of_what_month(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    raise Unreadable(_("“{text}” has no month").format(text=about.text))


def _two_digits(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    raise Unreadable(_("“{text}” has a two-digit year; write all four digits").format(text=about.text))


def _serial(found: re.Match[str], about: _Context) -> tuple[dt.date, bool]:
    return _number(int(found.group()), about), False


_YEAR: Final = r"(?:(?P<year>(?:[0-9]{4}|[0-9]{2})(?=年)|[今本当明来次去](?=年))年度?)?"
_FULL_YEAR: Final = r"(?P<year>[0-9]{4})"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_END: Final = r"(?P<end>底|末|月底|月末|份底|份末)?"
_UNTIL: Final = rf"(?:(?P<before>{_BEFORE})|(?P<within>{_WITHIN}))?(?:为?止)?"
_BY: Final = rf"(?:{_BEFORE}|为?止)?"

_DAYS: Final[_Forms] = (
    (rf"{_FULL_YEAR}(?P<sign>[-./]){_MONTH}(?P=sign){_DAY}(?:日|号)?{_BY}", _full),
    (rf"{_YEAR}{_MONTH}月{_DAY}(?:日|号)?{_BY}", _full),
    (rf"{_FULL_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_BY}", _full),
    (r"[0-9]{2}(?P<sign>[-./])[0-9]{1,2}(?P=sign)[0-9]{1,2}", _two_digits),
    (r"([0-9]{1,2})(?P<sign>[-./])([0-9]{1,2})(?P=sign)[0-9]{2}", _two_digits),
    (rf"([0-9]{{1,2}})/([0-9]{{1,2}})/{_FULL_YEAR}", _american),
    (rf"{_DAY}(?P<name>{'|'.join(_MONTHS)})[a-z]*,?{_FULL_YEAR}", _english),
    (rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?{_DAY},?{_FULL_YEAR}", _english),
)
"""The forms of a calendar day, told without blanks and by half-width digits; the first that fits decides."""

_ENDS: Final[_Forms] = (
    (rf"{_YEAR}{_MONTH}月份?(?P<end>底|末)", _month),
    (r"(?P<year>[0-9]{4}(?=年)|[今本当明来次去](?=年)|)年度?年?(?P<end>底|末)(?P<before>)", _part),
    (rf"{_YEAR}第?(?P<quarter>[1-4])季度?(?P<end>底|末)(?P<before>)", _part),
)
"""The ends of months, quarters and years, which are calendar days by another name."""

_FORMS: Final[_Forms] = (
    (r"[0-9]{5}", _serial),
    *_DAYS,
    (rf"{_FULL_YEAR}(?P<point>[-./]){_MONTH}", _month),
    (rf"{_YEAR}{_MONTH}月份?(?P<third>[上中下])旬{_BY}", _third),
    (rf"{_YEAR}{_MONTH}月份?{_END}{_UNTIL}", _month),
    (rf"{_YEAR}第?(?P<quarter>[1-4首])季度?(?P<end>末|底)?{_UNTIL}", _part),
    (rf"(?:{_FULL_YEAR}年?)?q(?P<quarter>[1-4])(?P<end>)(?P<before>)", _part),
    (rf"{_YEAR}(?P<half>[上下])半年(?P<end>末|底)?{_UNTIL}", _part),
    (rf"(?:本|当|该)?(?P<unit>季)(?P<which>)度?(?:末|底|内)(?:{_BEFORE})?", _of_finding),
    (rf"(?P<which>本|当|该|下个?|次)?(?P<unit>月)份?(?:底|末|内)(?:{_BEFORE}|{_WITHIN})?", _of_finding),
    (rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}|[今本当明来次去])年度?年?(?P<end>底|末)?{_UNTIL}", _part),
    (rf"(?P<year>)年(?P<end>底|末|内)(?P<before>{_BEFORE})?", _part),
    (r"(?:当|即)[日天]", _same_day),
    (
        rf"(?P<count>[0-9]{{1,3}}|半)(?P<unit>个?工作日|个?自然日|个月|个?星期|周|天|日|小时|年|月){_WITHIN}",
        _length,
    ),
    (r"(?P<count>[0-9]{1,3})(?P<unit>个?工作日|个?自然日|个月|个?星期|周|天|日|小时)", _length),
    (r"(?P<count>半)(?P<unit>个月|年)", _length),
    (rf"[0-9]{{1,2}}(?:日{_BEFORE}|号{_BY})", _of_what_month),
)
"""The forms of a deadline."""
