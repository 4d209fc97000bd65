"""What people wrote, as days: fields of a problem, and which deadline is what."""

import datetime as dt

import pytest

from yiananlib.errors import UsageProblem
from yiananlib.model.working_days import Year
from yiananlib.services.reading.days import Days

TODAY = dt.date(2026, 3, 12)
ON = dt.date(2026, 3, 10)


@pytest.fixture
def days() -> Days:
    return Days(TODAY, ON)


def test_a_problem_s_deadline_counts_from_its_finding(days: Days) -> None:
    fields = days.problem({"title": "一", "found": "昨天", "due": "15日内"})
    assert fields == {"title": "一", "found": dt.date(2026, 3, 11), "due": dt.date(2026, 3, 26)}


def test_otherwise_a_deadline_counts_from_the_day_of_recording(days: Days) -> None:
    assert days.problem({"due": "15日内"}) == {"found": ON, "due": dt.date(2026, 3, 25)}
    assert days.problem({"due": "6月底前"}) == {"due": dt.date(2026, 6, 30)}


def test_values_that_are_not_text_stay_as_they_are(days: Days) -> None:
    given = {"found": TODAY, "due": 3, "title": ["一"]}
    assert days.problem(given) == given
    assert days.sentences() == []


def test_a_deadline_that_says_the_class_settles_it_where_nobody_else_does(days: Days) -> None:
    assert days.problem({"due": "立行立改"})["class"] == "immediate"
    assert days.problem({"due": "2026年底，长期坚持"})["class"] == "ongoing"
    assert days.problem({"due": "2026年底，长期坚持", "class": "phased"})["class"] == "phased"


@pytest.mark.parametrize(("field", "said"), [("due", "2026-02-30"), ("found", "15日内"), ("due", "长期坚持")])
def test_what_is_no_day_is_told_with_its_field(days: Days, field: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=f"“{field}”: “{said}”.*Nothing was recorded"):
        days.problem({field: said})


def test_deadlines_in_words_are_told_once(days: Days) -> None:
    days.deadline("due", "2026-06-15")
    days.deadline("due", "10日内")
    days.deadline("due", "10日内")
    assert days.sentences() == ["“10日内” is 2026-03-20."]
    assert days.sentences() == []


def test_working_days_not_yet_announced_are_called_provisional(days: Days) -> None:
    days.due("2个工作日", dt.date(2026, 4, 3))
    assert days.sentences() == [
        "“2个工作日” is 2026-04-07, provisionally: a year on the way is not in calendar.toml; Monday to Friday count."
    ]


def test_working_days_are_those_of_the_ledger() -> None:
    days = Days(TODAY, ON, {2026: Year(frozenset([dt.date(2026, 4, 6)]))})
    days.due("2个工作日", dt.date(2026, 4, 3))
    assert days.sentences() == ["“2个工作日” is 2026-04-08."]
