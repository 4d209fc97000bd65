"""Working days of China."""

import datetime as dt

import pytest

from yiananlib.model.working_days import after


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        ("2026-06-15", 0, "2026-06-15"),
        ("2026-06-15", 2, "2026-06-17"),
        ("2026-06-12", 1, "2026-06-15"),  # over a weekend
        ("2025-09-30", 1, "2025-10-09"),  # over the National Day
        ("2025-09-27", 1, "2025-09-28"),  # a Sunday that makes up for it
    ],
)
def test_holidays_are_passed_over_and_days_that_make_up_for_them_count(start: str, count: int, day: str) -> None:
    assert after(dt.date.fromisoformat(start), count) == (dt.date.fromisoformat(day), False)


def test_of_a_year_that_is_not_announced_the_days_of_the_week_count_and_it_is_said() -> None:
    assert after(dt.date(2150, 6, 12), 1) == (dt.date(2150, 6, 15), True)
