"""Which years a clock can show."""

import datetime as dt

import pytest

from yiananlib.model import years


@pytest.mark.parametrize("year", [years.FIRST, 2026, years.LAST])
def test_every_possible_year_leaves_room_for_offsets_and_days_around_it(year: int) -> None:
    assert years.are_possible(year)
    for offset in (-24, 24):
        zone = dt.timezone(dt.timedelta(hours=offset, minutes=-1 if offset > 0 else 1))
        for moment in (dt.datetime(year, 1, 1, tzinfo=dt.UTC), dt.datetime(year, 12, 31, 23, 59, 59, tzinfo=dt.UTC)):
            assert moment.astimezone(zone) == moment
            assert moment + dt.timedelta(days=300) > moment - dt.timedelta(days=300)


@pytest.mark.parametrize("year", [0, 1, years.FIRST - 1, years.LAST + 1, dt.MAXYEAR])
def test_a_year_at_an_end_of_the_calendar_is_none(year: int) -> None:
    assert not years.are_possible(year)
