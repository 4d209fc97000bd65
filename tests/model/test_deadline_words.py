"""Deadlines as offices write them: each phrase means one day, or is told to mean none."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model import deadline_words
from yiananlib.model.deadline_words import Unreadable, read
from yiananlib.model.working_days import Year

FOUND = dt.date(2026, 3, 5)
"""A Thursday."""
WORKING = {
    2026: Year(
        frozenset([*(dt.date(2026, 2, n) for n in range(15, 24)), *(dt.date(2026, 4, n) for n in range(4, 7))]),
        frozenset([dt.date(2026, 2, 14), dt.date(2026, 2, 28)]),
    )
}
"""The working days that a ledger may hold, of its year."""

DAYS = """
2026-06-15 = 2026-06-15
2026-6-5 = 2026-06-05
2026/3/5 = 2026-03-05
2026.3.5 = 2026-03-05
2026.03.05前 = 2026-03-05
2026年3月5日 = 2026-03-05
2026 年 3 月 5 日 = 2026-03-05
2026年03月05号 = 2026-03-05
26年3月5日 = 2026-03-05
20260305 = 2026-03-05
２０２６年３月５日 = 2026-03-05
２０２６－０３－０５ = 2026-03-05
二〇二六年三月五日 = 2026-03-05
二○二六年六月三十日前 = 2026-06-30
2026年十一月廿一日 = 2026-11-21
2026-03-05 00:00:00 = 2026-03-05
2026-03-05T08:30 = 2026-03-05
2026年3月5日（星期四） = 2026-03-05
2026年6月30日前完成整改 = 2026-06-30
2026年12月31日之前 = 2026-12-31
截至2026年6月30日 = 2026-06-30
2026年06月30日止 = 2026-06-30
46086 = 2026-03-05
9/30/2026 = 2026-09-30
5/5/2026 = 2026-05-05
15 June 2026 = 2026-06-15
June 15, 2026 = 2026-06-15
6月30日 = 2026-06-30
六月三十日前 = 2026-06-30
2026年6月 = 2026-06-30
2026年2月 = 2026-02-28
2026-06 = 2026-06-30
2026.6 = 2026-06-30
6月 = 2026-06-30
6月份 = 2026-06-30
6月底前 = 2026-06-30
6月底 = 2026-06-30
3月底 = 2026-03-31
6月末 = 2026-06-30
2026年6月底前 = 2026-06-30
2026年六月底以前 = 2026-06-30
2026年6月内 = 2026-06-30
2026年6月上旬 = 2026-06-10
2026年6月中旬前 = 2026-06-20
2026年2月下旬 = 2026-02-28
明年3月底 = 2027-03-31
月底 = 2026-03-31
本月底前 = 2026-03-31
下月底 = 2026-04-30
第二季度 = 2026-06-30
二季度末 = 2026-06-30
1季度 = 2026-03-31
2026年第四季度 = 2026-12-31
2026年三季度末前 = 2026-09-30
2026Q2 = 2026-06-30
本季度末 = 2026-03-31
上半年 = 2026-06-30
2026年上半年 = 2026-06-30
下半年 = 2026-12-31
2026年底前 = 2026-12-31
2026年底 = 2026-12-31
2026年末 = 2026-12-31
2026年内 = 2026-12-31
2026年 = 2026-12-31
年底前 = 2026-12-31
今年年底前 = 2026-12-31
年内 = 2026-12-31
立行立改 = 2026-03-08
立行立改，2026年3月底前 = 2026-03-31
2026年3月底前（立行立改） = 2026-03-31
10日内 = 2026-03-15
十日内 = 2026-03-15
15 日 = 2026-03-20
30天 = 2026-04-04
自发现之日起10日内 = 2026-03-15
当日 = 2026-03-05
即日 = 2026-03-05
2个工作日 = 2026-03-09
两个工作日内 = 2026-03-09
5个工作日 = 2026-03-12
30个工作日 = 2026-04-17
3个月 = 2026-06-05
三个月内 = 2026-06-05
半个月内 = 2026-03-20
半年内 = 2026-09-05
一年内 = 2027-03-05
两周内 = 2026-03-19
24小时内 = 2026-03-06
"""

KEPT = """
长期坚持 = -
长期 = -
持续整改 = -
2024年底前，并长期坚持 = 2024-12-31
2025年底前,并长期坚持 = 2025-12-31
2026年6月底前（长期坚持） = 2026-06-30
长期坚持，2026年6月底前见效 = 2026-06-30
立行立改，长期坚持 = 2026-03-08
立行立改、持续推进 = 2026-03-08
"""

NO_DAYS = """
2026-02-30 = does not exist
2月30日 = does not exist
2026年13月 = does not exist
99999999 = does not exist
两会前 = is not a day
国庆节前 = is not a day
十一前 = is not a day
尽快 = is not a day
N/A = is not a day
无 = is not a day
限期整改 = is not a day
收到通知后10日内 = is not a day
20日至25日 = is not a day
2026年6月底前完成一期，9月底前完成二期 = is not a day
0日内 = is not a day
36小时内 = is not a day
2026 = is not a day
6月前 = the end of the previous month or the end of that month
2026年6月前 = the end of the previous month or the end of that month
2026年前 = the last day before it or its last day
二季度前 = the last day before it or its last day
上半年前 = the last day before it or its last day
3月内 = the end of that month or months from the finding
2026.1 = January or October
8/3/2026 = 2026-08-03 or 2026-03-08
15日前 = has no month
15号 = has no month
26.3.5 = two-digit year
03/05/26 = two-digit year
12345 = is a number, not a day
"""


def _told(table: str) -> list[Any]:
    return [pytest.param(*line.split(" = "), id=line) for line in table.strip().split("\n")]


@pytest.mark.parametrize(("text", "day"), _told(DAYS))
def test_a_phrase_means_one_day(text: str, day: str) -> None:
    assert read(text, FOUND, working=WORKING) == (dt.date.fromisoformat(day), False, text, False)


@pytest.mark.parametrize(("text", "day"), _told(KEPT))
def test_a_deadline_with_continuing_work_is_marked_as_such_beside_its_day(text: str, day: str) -> None:
    assert read(text, FOUND) == (None if day == "-" else dt.date.fromisoformat(day), True, text, False)


@pytest.mark.parametrize(("text", "said"), _told(NO_DAYS))
def test_a_phrase_that_means_no_single_day_is_refused_and_quoted(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as raised:
        read(text, FOUND)
    assert f"“{text}”" in str(raised.value)


def test_the_tables_hold_at_least_sixty_phrases() -> None:
    assert len(_told(DAYS) + _told(KEPT)) >= 60


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (dt.date(2026, 3, 5), "2026-03-05"),
        (dt.datetime(2026, 3, 5, 10, 30), "2026-03-05"),  # noqa: DTZ001 - a cell has no time zone
        (46086, "2026-03-05"),
        (46086.75, "2026-03-05"),
        (20260305, "2026-03-05"),
    ],
)
def test_a_typed_cell_is_its_day(value: deadline_words.Value, day: str) -> None:
    assert read(value, None) == (dt.date.fromisoformat(day), False, str(value), False)


@pytest.mark.parametrize("value", [2026.6, 15, -1, True, None, "", "  ", 1e300, float("inf"), float("nan")])
def test_a_value_of_any_other_type_is_not_a_day(value: deadline_words.Value) -> None:
    with pytest.raises(Unreadable):
        read(value, FOUND)


def test_a_day_without_a_year_needs_a_given_year_or_a_day_of_finding() -> None:
    assert read("6月底", FOUND, year=2025).due == dt.date(2025, 6, 30)
    assert read("6月底", None, year=2025).due == dt.date(2025, 6, 30)
    with pytest.raises(Unreadable, match="has no year"):
        read("6月底", None)


@pytest.mark.parametrize("text", ["10日内", "月底", "当日", "2个工作日", "立行立改"])
def test_a_phrase_that_counts_from_the_finding_needs_the_day_of_finding(text: str) -> None:
    with pytest.raises(Unreadable, match="counts from the day of finding"):
        read(text, None, year=2026)


def test_holidays_are_no_working_days_and_working_weekends_are() -> None:
    # 15 to 23 February 2026 are the Spring Festival; Saturday the 14th and the 28th are worked
    assert read("1个工作日", dt.date(2026, 2, 13), working=WORKING).due == dt.date(2026, 2, 14)
    assert read("1个工作日", dt.date(2026, 2, 14), working=WORKING).due == dt.date(2026, 2, 24)


def test_working_days_of_a_year_that_the_ledger_lacks_are_provisional() -> None:
    assert read("1个工作日", dt.date(2026, 2, 14)) == (dt.date(2026, 2, 16), False, "1个工作日", True)
    assert read("1个工作日", dt.date(2098, 1, 3), working=WORKING) == (dt.date(2098, 1, 6), False, "1个工作日", True)


def test_no_working_day_lies_beyond_the_end_of_the_calendar() -> None:
    with pytest.raises(Unreadable, match="does not exist"):
        read("999个工作日", dt.date(9999, 12, 1))


def test_a_month_ends_on_the_last_day_of_a_shorter_one() -> None:
    assert read("1个月内", dt.date(2026, 1, 31)).due == dt.date(2026, 2, 28)


def test_a_very_long_text_is_not_a_deadline() -> None:
    with pytest.raises(Unreadable) as raised:
        read("2026年6月底前" + "完成" * 5000, FOUND)
    assert len(str(raised.value)) < 120


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_every_spelling_of_a_day_means_it(day: dt.date) -> None:
    spellings = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日前",
        f"{day:%Y%m%d}",
        day.isoformat().translate({ord("0") + n: ord("０") + n for n in range(10)}),
    ]
    assert {read(spelling, None).due for spelling in spellings} == {day}


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_serial_is_the_day_that_a_spreadsheet_shows(day: dt.date) -> None:
    assert read((day - dt.date(1899, 12, 30)).days, None).due == day


@given(st.dates(dt.date(2010, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 100))
def test_a_period_ends_after_its_beginning_and_longer_ones_later(found: dt.date, count: int) -> None:
    for unit in ("日内", "个工作日", "个月", "周"):
        one, more = read(f"{count}{unit}", found).due, read(f"{count + 1}{unit}", found).due
        assert one is not None
        assert more is not None
        assert found < one < more


_PIECES = ["2026年", "6月", "30日", "底", "前", "内", "第二", "季度", "半年", "上", "，", "长期坚持",
           "立行立改", "15", "个",
           "工作日", "十", "至", "完成", "99", "0", "/", ".", "月", "年", "日"]  # fmt: skip


@given(st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=8).map("".join), st.dates())
def test_any_text_is_read_or_refused(text: str, found: dt.date) -> None:
    try:
        term = read(text, found)
    except Unreadable:
        return
    assert term.due is not None or term.keep


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026年6月30日", "2026-06-30"), ("6月30日", "2025-06-30"), ("6月底", "2025-06-30"), ("2026年底", "2026-12-31"),
     ("年底", "2025-12-31"), ("明年底", "2026-12-31"), ("20260615", "2026-06-15"), ("June 15, 2026", "2026-06-15")],
)  # fmt: skip
def test_a_calendar_day_without_a_year_falls_in_the_given_year(text: str, day: str) -> None:
    assert deadline_words.named(text, 2025) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["6月", "6月底前", "2026年6月30日前", "10日内", "第二季度", "立行立改", "长期坚持", "2026年"]
)
def test_a_length_of_time_names_no_calendar_day(text: str) -> None:
    with pytest.raises(Unreadable, match="more than a day"):
        deadline_words.named(text, 2026)


@pytest.mark.parametrize("text", ["", "6.30", "N/A", "一" * 500, "46086.5"])
def test_a_text_that_is_not_a_day_is_quoted_in_short(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a day") as raised:
        deadline_words.named(text, 2026)
    assert len(str(raised.value)) < 120


def test_the_last_month_of_the_calendar_ends_and_no_month_follows() -> None:
    assert read("12月底", None, year=dt.MAXYEAR).due == dt.date.max
    with pytest.raises(Unreadable):
        read("明年6月底", None, year=dt.MAXYEAR)
