"""Which day it is, and where."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yiananlib.errors import LedgerInvalid
from yiananlib.services.reading.calendar import moment, today, zone


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "/etc/localtime", "x\\0y", ""])
def test_a_time_zone_that_is_none_is_named(name: str) -> None:
    with pytest.raises(LedgerInvalid, match=r"yian\.toml: there is no time zone"):
        zone(name)


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001 - bounds
def test_the_present_is_told_to_the_second_in_the_zone(now: dt.datetime) -> None:
    found = moment("Asia/Shanghai", now.astimezone)
    assert found.microsecond == 0
    assert found.utcoffset() == dt.timedelta(hours=8)
    assert abs(found - now) < dt.timedelta(seconds=1)


@given(st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001 - bounds
@example(dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC))
@example(dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC))
def test_the_present_reads_back_as_it_is_written_though_an_hour_comes_twice(now: dt.datetime) -> None:
    found = moment("Europe/Berlin", now.astimezone)
    assert dt.datetime.fromisoformat(found.isoformat()) == found == now.replace(microsecond=0)
    assert found.utcoffset() == now.astimezone(zone("Europe/Berlin")).utcoffset()


def test_the_day_is_the_campaign_s_not_greenwich_s() -> None:
    late = dt.datetime(2026, 3, 12, 17, 0, tzinfo=dt.UTC)
    assert today("Asia/Shanghai", late.astimezone) == dt.date(2026, 3, 13)
    assert today("Etc/UTC", late.astimezone) == dt.date(2026, 3, 12)
