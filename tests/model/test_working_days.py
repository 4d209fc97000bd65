"""Working days, counted by the years that a ledger holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model.working_days import NONE, Year, after, last_of, within


def day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)


HOLIDAYS = frozenset(dt.date(2025, 10, n) for n in range(1, 9)) | {dt.date(2025, 1, 1)}
YEARS = {2025: Year(HOLIDAYS, frozenset({day("2025-09-28"), day("2025-10-11")})), 2026: Year()}
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 1))


@pytest.mark.parametrize(
    ("start", "count", "until"),
    [
        ("2026-06-15", 0, "2026-06-15"),
        ("2026-06-15", 2, "2026-06-17"),
        ("2026-06-12", 1, "2026-06-15"),  # over a weekend
        ("2025-09-30", 1, "2025-10-09"),  # over the National Day
        ("2025-09-27", 1, "2025-09-28"),  # a Sunday that makes up for it
        ("2025-10-10", 1, "2025-10-11"),
    ],
)
def test_holidays_are_passed_over_and_days_that_make_up_for_them_count(start: str, count: int, until: str) -> None:
    assert after(day(start), count, YEARS) == (day(until), False)


def test_for_a_year_missing_from_the_ledger_weekdays_count_provisionally() -> None:
    assert after(day("2027-06-12"), 1, YEARS) == (day("2027-06-14"), True)
    assert after(day("2025-09-30"), 1, NONE) == (day("2025-10-01"), True)
    assert within(day("2025-10-01"), day("2025-10-07"), NONE) == (5, True)


def test_a_count_over_the_turn_of_the_year_is_provisional_where_either_year_is_missing() -> None:
    assert after(day("2026-12-31"), 1, YEARS) == (day("2027-01-01"), True)
    assert after(day("2024-12-31"), 1, YEARS) == (day("2025-01-02"), False)  # the first day counted is of 2025
    assert within(day("2024-12-31"), day("2025-01-02"), YEARS) == (2, True)


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [("2025-09-28", "2025-09-28", 1), ("2025-10-01", "2025-10-08", 0), ("2025-10-08", "2025-10-11", 3)],
)
def test_a_period_counts_its_first_and_its_last_day(since: str, until: str, count: int) -> None:
    assert within(day(since), day(until), YEARS) == (count, False)


@given(DAYS, st.integers(1, 20))
def test_the_last_of_n_working_days_is_the_first_day_with_n_counted(since: dt.date, count: int) -> None:
    last = last_of(since, count, YEARS)
    assert within(since, last, YEARS)[0] == count
    assert last == since or within(since, last - dt.timedelta(days=1), YEARS)[0] == count - 1


def test_the_calendar_has_an_end() -> None:
    with pytest.raises(OverflowError):
        after(dt.date.max, 1, NONE)
    assert last_of(dt.date(9999, 12, 31), 1, NONE) == dt.date.max  # a Friday


@given(DAYS, st.integers(1, 20))
def test_n_working_days_lie_between_a_day_and_the_nth_working_day_after_it(start: dt.date, count: int) -> None:
    until, _provisional = after(start, count, YEARS)
    assert within(start + dt.timedelta(days=1), until, YEARS)[0] == count
    assert after(start, count - 1, YEARS)[0] < until
