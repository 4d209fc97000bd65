"""Which day it is, and where."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.errors import LedgerInvalid
from yiananlib.services.calendar import moment, today, zone


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


def test_the_day_is_the_campaign_s_not_greenwich_s() -> None:
    late = dt.datetime(2026, 3, 12, 17, 0, tzinfo=dt.UTC)
    assert today("Asia/Shanghai", late.astimezone) == dt.date(2026, 3, 13)
    assert today("Etc/UTC", late.astimezone) == dt.date(2026, 3, 12)
