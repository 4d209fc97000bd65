"""The one place that reads the clock and makes random bytes."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.cli import clock
from yiananlib.errors import UsageProblem

SHANGHAI = ZoneInfo("Asia/Shanghai")


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert clock.day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2026-6-15", "20260615", "2026-06-31", "2026-06-15 ", "2026年6月15日", "２０２６-06-15", "2026-W01-1"]
)
def test_a_day_in_any_other_form_is_not_guessed_at(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the standard library's own words
        clock.day(text)


def test_the_clock_is_replaced_by_a_day_or_a_time() -> None:
    assert clock.now({"YIAN_NOW": "2026-03-12"}, SHANGHAI).isoformat() == "2026-03-12T09:00:00+08:00"
    assert clock.now({"YIAN_NOW": "2026-03-12T01:30:00Z"}, SHANGHAI).isoformat() == "2026-03-12T09:30:00+08:00"


@pytest.mark.parametrize("text", ["2026-03-12T09:30", "now", "2026-02-30", "2026-13-01T00:00:00+08:00"])
def test_a_time_without_an_offset_or_sense_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match=re.escape(f"YIAN_NOW is “{text}")):
        clock.now({"YIAN_NOW": text}, SHANGHAI)


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "9999-12-31", "1969-12-31"])
def test_a_year_that_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="between the years 1970 and 9998"):
        clock.now({"YIAN_NOW": text}, SHANGHAI)


@pytest.mark.parametrize("environ", [{}, {"YIAN_NOW": ""}])
def test_otherwise_it_is_the_present(environ: dict[str, str]) -> None:
    found = clock.now(environ, SHANGHAI)
    assert abs(found - clock.now({}, dt.UTC)) < dt.timedelta(minutes=1)
    assert found.utcoffset() == dt.timedelta(hours=8)


def test_a_seed_gives_the_same_bytes_for_the_same_purpose() -> None:
    seed = {"YIAN_SEED": "x"}
    assert clock.entropy(seed, "a") == clock.entropy(seed, "a")
    assert clock.entropy(seed, "a") != clock.entropy(seed, "b")


def test_without_a_seed_no_two_are_the_same() -> None:
    assert clock.entropy({}, "a") != clock.entropy({}, "a")
    assert len(clock.entropy({}, "a")) >= 6
