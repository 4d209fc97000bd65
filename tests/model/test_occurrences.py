"""Series: fixed days, whatever was done when, and names by the calendar."""

import calendar
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model.occurrences import EVERY_WORDS, MOST, Every, Series, Unmeant, meant

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
EVERY = st.sampled_from(Every)


def day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)


def series(every: str, start: str, until: str) -> Series:
    return Series(Every(every), day(start), day(until))


def told(every: str, start: str, until: str) -> list[tuple[str, str]]:
    return [(one.name, one.due.isoformat()) for one in series(every, start, until).occurrences()]


def test_a_series_on_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    assert told("month", "2026-01-31", "2026-05-31") == [
        ("2026-01", "2026-01-31"), ("2026-02", "2026-02-28"), ("2026-03", "2026-03-31"), ("2026-04", "2026-04-30"),
        ("2026-05", "2026-05-31"),
    ]  # fmt: skip


def test_a_leap_day_is_the_28th_in_other_years() -> None:
    assert told("year", "2024-02-29", "2028-12-31") == [
        ("2024", "2024-02-29"), ("2025", "2025-02-28"), ("2026", "2026-02-28"), ("2027", "2027-02-28"),
        ("2028", "2028-02-29"),
    ]  # fmt: skip
    assert told("month", "2028-01-30", "2028-03-01") == [("2028-01", "2028-01-30"), ("2028-02", "2028-02-29")]


def test_a_quarter_is_the_one_in_which_it_is_due() -> None:
    assert told("quarter", "2025-11-30", "2026-12-31") == [
        ("2025-Q4", "2025-11-30"), ("2026-Q1", "2026-02-28"), ("2026-Q2", "2026-05-30"), ("2026-Q3", "2026-08-30"),
        ("2026-Q4", "2026-11-30"),
    ]  # fmt: skip


def test_weeks_are_numbered_as_by_iso_8601_over_the_turn_of_the_year() -> None:
    assert told("week", "2026-12-30", "2027-01-13") == [
        ("2026-W53", "2026-12-30"), ("2027-W01", "2027-01-06"), ("2027-W02", "2027-01-13"),
    ]  # fmt: skip
    first = next(series("week", "2026-12-30", "2027-01-13").occurrences())
    assert first.begins == day("2026-12-28")


@pytest.mark.parametrize(
    ("every", "begins"),
    [("week", "2026-05-11"), ("month", "2026-05-01"), ("quarter", "2026-04-01"), ("year", "2026-01-01")],
)
def test_a_period_begins_when_the_calendar_s_period_does(every: str, begins: str) -> None:
    assert next(series(every, "2026-05-15", "2026-05-15").occurrences()).begins == day(begins)


def test_the_last_day_is_itself_in_the_series_and_the_day_before_it_is_not() -> None:
    assert len(told("month", "2026-01-15", "2026-03-15")) == 3
    assert len(told("month", "2026-01-15", "2026-03-14")) == 2
    assert told("month", "2026-01-15", "2026-01-14") == []


def test_the_end_of_the_calendar_ends_a_series() -> None:
    assert told("year", "9998-03-01", "9999-12-31") == [("9998", "9998-03-01"), ("9999", "9999-03-01")]
    assert len(told("week", "9999-12-30", "9999-12-31")) == 1
    assert next(Series(Every.WEEK, dt.date.min, dt.date.max).occurrences()).begins == dt.date.min


@pytest.mark.parametrize(("weeks", "is_too_long"), [(MOST - 1, False), (MOST, True)])
def test_a_series_is_bounded(weeks: int, is_too_long: bool) -> None:
    of = Series(Every.WEEK, day("2026-01-01"), day("2026-01-01") + dt.timedelta(weeks=weeks))
    assert of.is_too_long() is is_too_long
    assert len(list(of.occurrences())) == weeks + 1


@given(EVERY, DAYS, st.integers(0, 900))
def test_occurrences_ascend_with_distinct_names_within_the_series(every: Every, start: dt.date, length: int) -> None:
    of = Series(every, start, start + dt.timedelta(days=length))
    found = list(of.occurrences())
    assert found[0].due == start
    assert [one.due for one in found] == sorted({one.due for one in found})
    assert len({one.name for one in found}) == len(found)
    assert all(one.begins <= one.due <= of.until for one in found)
    assert all(before.due < after.begins for before, after in itertools.pairwise(found))
    assert all(of.named(one.name) == one for one in found)


@given(DAYS, st.integers(0, 900), st.sampled_from([(Every.MONTH, 1), (Every.QUARTER, 3), (Every.YEAR, 12)]))
def test_there_is_one_per_period_on_the_same_day_or_the_last_of_its_month(
    start: dt.date, length: int, each: tuple[Every, int]
) -> None:
    every, months = each
    until = start + dt.timedelta(days=length)
    found = list(Series(every, start, until).occurrences())
    for number, one in enumerate(found):
        months_later = (one.due.year - start.year) * 12 + one.due.month - start.month
        assert months_later == number * months
        assert one.due.day == min(start.day, calendar.monthrange(one.due.year, one.due.month)[1])
    whole = ((until.year - start.year) * 12 + until.month - start.month) // months
    assert whole <= len(found) <= whole + 1


@given(EVERY, DAYS, st.integers(0, 900), st.integers(1, 400))
def test_a_longer_series_begins_like_the_shorter_one(every: Every, start: dt.date, length: int, more: int) -> None:
    until = start + dt.timedelta(days=length)
    found = list(Series(every, start, until).occurrences())
    assert list(Series(every, start, until + dt.timedelta(days=more)).occurrences())[: len(found)] == found


@pytest.mark.parametrize(
    ("every", "said", "name"),
    [
        ("month", "2026-04", "2026-04"), ("month", "2026-4", "2026-04"), ("month", "2026年4月", "2026-04"),
        ("month", "2026年04月份", "2026-04"), ("month", "4月", "2026-04"), ("month", "四月份", "2026-04"),
        ("month", "４月", "2026-04"), ("month", "十二月", "2026-12"), ("week", "2026-W14", "2026-W14"),
        ("week", "2026-w14", "2026-W14"), ("week", "第14周", "2026-W14"), ("week", "2026年第十四周", "2026-W14"),
        ("quarter", "2026-Q2", "2026-Q2"), ("quarter", "二季度", "2026-Q2"), ("quarter", "2026年第2季度", "2026-Q2"),
        ("year", "2026", "2026"), ("year", "2026年", "2026"), ("month", " 2026-04 ", "2026-04"),
    ],
)  # fmt: skip
def test_an_occurrence_is_meant_as_people_say_it(every: str, said: str, name: str) -> None:
    assert meant(series(every, "2026-01-02", "2026-12-31"), said).name == name


@pytest.mark.parametrize("said", ["2027-04", "13月", "2026-W14", "", "4", "2026-04-30", "上个月", "2026-04\x00"])
def test_a_name_that_fits_no_occurrence_is_refused_with_those_there_are(said: str) -> None:
    with pytest.raises(Unmeant, match="they are 2026-01 to 2026-12, every month"):
        meant(series("month", "2026-01-31", "2026-12-31"), said)


def test_a_name_that_fits_two_occurrences_needs_the_year() -> None:
    with pytest.raises(Unmeant, match="may be any of 2026-11, 2027-11; give the year too"):
        meant(series("month", "2026-11-30", "2027-12-31"), "11月")


def test_every_period_has_its_words() -> None:
    assert list(EVERY_WORDS) == list(Every)
