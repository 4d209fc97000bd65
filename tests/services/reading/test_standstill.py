"""Who is waited for: how many wait, and how long."""

import datetime as dt

import pytest

from yiananlib.index.standstill import Wait
from yiananlib.services.reading.standstill import OfNamed, by_named, median_days


def waits(named: str, *days: int) -> list[Wait]:
    day = dt.date(2026, 3, 1)
    return [Wait("zjj", "k7m2qd", "住建局", "t", "000000", named, named, "n", day, n, day) for n in days]


@pytest.mark.parametrize(("days", "median"), [((), None), ((0,), 0.0), ((1, 4), 2.5), ((9, 1, 2), 2.0)])
def test_the_median_is_that_of_the_days(days: tuple[int, ...], median: float | None) -> None:
    assert median_days(waits("czj", *days)) == median


def test_there_is_a_row_per_organization_waited_for_with_the_most_waits_first() -> None:
    found = by_named([*waits("czj", 3), *waits("gov", 1, 2), *waits("jtj", 9)])
    assert found == (
        OfNamed("gov", "gov", 2, 1.5, 2),
        OfNamed("jtj", "jtj", 1, 9.0, 9),
        OfNamed("czj", "czj", 1, 3.0, 3),
    )
    assert by_named([]) == ()
