"""Days as people say them: today's words, and what counts from another day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model import spoken_days
from yiananlib.model.deadline_words import NoSuchDay, Unreadable
from yiananlib.model.vocabulary import Class

TODAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("said", "day"),
    [("今天", "2026-03-05"), (" 今日 ", "2026-03-05"), ("明天", "2026-03-06"), ("后天", "2026-03-07"),
     ("昨日", "2026-03-04"), ("前天", "2026-03-03"), ("Today", "2026-03-05"), ("6月30日", "2026-06-30"),
     ("昨天", "2026-03-04"), ("Yesterday", "2026-03-04"), ("大前天", "2026-03-02"), ("tomorrow", "2026-03-06"),
     ("明日", "2026-03-06"), ("大后天", "2026-03-08"), ("3天后", "2026-03-08"), ("2日后", "2026-03-07"),
     ("2周后", "2026-03-19"), ("3天前", "2026-03-02"), ("1个星期前", "2026-02-26"),
     ("6月底", "2026-06-30"), ("2026-06-15", "2026-06-15"), ("20260615", "2026-06-15")],
)  # fmt: skip
def test_a_day_is_one_by_today(said: str, day: str) -> None:
    assert spoken_days.day(said, TODAY) == dt.date.fromisoformat(day)
    assert spoken_days.due(said, TODAY, dt.date(2025, 1, 1)).due == dt.date.fromisoformat(day)


@pytest.mark.parametrize("said", ["46086", "15", "6.30", "长期坚持", "10日内", "", "yesterday?", "6月"])
def test_a_day_must_be_one(said: str) -> None:
    with pytest.raises(Unreadable):
        spoken_days.day(said, TODAY)


def test_a_deadline_counts_from_the_day_on_which_it_begins_and_its_year_is_today_s() -> None:
    begins = dt.date(2025, 12, 30)
    assert spoken_days.due("15日内", TODAY, begins).due == dt.date(2026, 1, 14)
    assert spoken_days.due("立行立改", TODAY, begins).due == dt.date(2026, 1, 2)
    assert spoken_days.due("6月底前", TODAY, begins).due == dt.date(2026, 6, 30)
    assert spoken_days.due("2026年底前，并长期坚持", TODAY, begins).keep


@pytest.mark.parametrize("said", ["46086", "15", "长期坚持", "6月前", "", "尽快"])
def test_a_deadline_must_have_a_last_day(said: str) -> None:
    with pytest.raises(Unreadable):
        spoken_days.due(said, TODAY, TODAY)


def test_a_day_that_the_calendar_does_not_have_is_told_apart() -> None:
    with pytest.raises(NoSuchDay):
        spoken_days.day("2月30日", TODAY)


@pytest.mark.parametrize(
    ("said", "counts"), [("10日内", True), ("立行立改", True), ("月底", True), ("6月底", False), ("明天", False)]
)
def test_phrases_that_count_from_another_day_are_recognized(said: str, counts: bool) -> None:
    assert spoken_days.counts(said, TODAY) is counts


@pytest.mark.parametrize(
    ("said", "class_"),
    [("立行立改", Class.IMMEDIATE), ("立行立改，长期坚持", Class.IMMEDIATE), ("6月底，长期坚持", Class.ONGOING),
     ("6月底", None)],
)  # fmt: skip
def test_a_deadline_may_say_the_class(said: str, class_: Class | None) -> None:
    assert spoken_days.class_of(spoken_days.due(said, TODAY, TODAY)) is class_


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)), st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)))
def test_a_day_is_the_same_whenever_it_is_said(day: dt.date, today: dt.date) -> None:
    assert spoken_days.day(day.isoformat(), today) == day == spoken_days.due(day.isoformat(), today, today).due


@pytest.mark.parametrize(
    "said", ["本周八", "周五", "下下周一", "本周", "上周", "1000天后", "10日前", "0月底", "个月底", "本月"]
)
def test_a_day_that_today_does_not_settle_is_not_guessed(said: str) -> None:
    with pytest.raises(Unreadable):
        spoken_days.day(said, TODAY)


@pytest.mark.parametrize("said", ["上月底", "上月1日", "3天前", "昨天", "上周一"])
def test_no_day_lies_before_the_first(said: str) -> None:
    with pytest.raises(NoSuchDay):
        spoken_days.day(said, dt.date(1, 1, 1))


@pytest.mark.parametrize("said", ["下月底", "下月1日", "3天后", "明天", "下周一"])
def test_no_day_lies_after_the_last(said: str) -> None:
    with pytest.raises(NoSuchDay):
        spoken_days.day(said, dt.date(9999, 12, 31))


@given(st.dates(dt.date(2000, 1, 3), dt.date(2099, 1, 1)), st.integers(0, 6))
def test_a_week_begins_on_monday(today: dt.date, weekday: int) -> None:
    days = [spoken_days.day(f"{which}周{'一二三四五六日'[weekday]}", today) for which in "上本下"]
    assert {day.weekday() for day in days} == {weekday}
    assert [day.isocalendar()[:2] for day in days] == [
        (today + dt.timedelta(days=7 * step)).isocalendar()[:2] for step in (-1, 0, 1)
    ]


@pytest.mark.parametrize(("said", "day"), [("本月底", "2026-03-31"), ("下月底", "2026-04-30"), ("月底", "2025-12-31")])
def test_the_end_of_a_month_counts_from_today_and_not_from_the_finding(said: str, day: str) -> None:
    assert spoken_days.due(said, TODAY, dt.date(2025, 12, 30)).due == dt.date.fromisoformat(day)
