import datetime as dt
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, Story, make_campaign
from yiananlib.model.campaign import Deadlines
from yiananlib.model.deadline import lamp, overdue_days, submitted_on
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Lamp

SETTINGS: Final = Deadlines()


def day(n: int) -> dt.date:
    """Return the day `n` days after the deadline; before it for a negative one."""
    return DUE + dt.timedelta(days=n)


def registered(**head: Any) -> Story:
    return Story(**head).has("registered")


def lamp_on(state: State, n: int) -> Lamp | None:
    return lamp(state, day(n), SETTINGS)


# -- overdue


@pytest.mark.parametrize(("n", "days"), [(-1, 0), (0, 0), (1, 1), (2, 2), (365, 365)])
def test_the_due_day_itself_is_not_overdue(n: int, days: int) -> None:
    assert overdue_days(registered().state, day(n)) == days


def test_nothing_is_overdue_before_it_is_registered() -> None:
    story = Story()
    story.add("registered", on=day(10))
    assert overdue_days(story.state, day(9)) == 0
    assert overdue_days(story.state, day(10)) == 10


@pytest.mark.parametrize(("n", "days"), [(-1, 0), (0, 0), (1, 20)])
def test_a_submission_on_the_due_day_stops_the_clock(n: int, days: int) -> None:
    story = registered()
    story.add("submitted", on=day(n))
    assert overdue_days(story.state, day(20)) == days


@pytest.mark.parametrize(("n", "days"), [(0, 0), (1, 20)])
def test_a_pass_keeps_the_day_of_the_submission(n: int, days: int) -> None:
    story = registered()
    story.add("submitted", on=day(n))
    story.add("reviewed:pass", on=day(10))
    assert overdue_days(story.state, day(20)) == days


def test_a_pass_that_lapsed_keeps_the_day_of_the_submission() -> None:
    story = registered()
    story.add("submitted", on=day(0))
    story.add("reviewed:pass", on=day(5))
    story.add("evidenced", on=day(7), measure=None)
    assert submitted_on(story.state, day(20)) == day(0)
    assert overdue_days(story.state, day(20)) == 0


@pytest.mark.parametrize("step", ["reviewed:return", "withdrawn"])
def test_a_problem_that_came_back_after_the_due_day_is_overdue_again(step: str) -> None:
    story = registered()
    story.add("submitted", on=day(0))
    story.add(step, on=day(3))
    assert [overdue_days(story.state, day(n)) for n in (2, 3, 4)] == [0, 3, 4]
    story.add("submitted", on=day(5))
    assert overdue_days(story.state, day(6)) == 6


def test_a_closed_problem_is_not_overdue() -> None:
    story = registered()
    story.add("submitted", on=day(4))
    story.add("reviewed:pass", on=day(5))
    story.add("closed", on=day(6))
    assert [overdue_days(story.state, day(n)) for n in (3, 5, 6, 90)] == [3, 5, 0, 0]


def test_a_voided_problem_is_not_overdue() -> None:
    story = registered()
    story.add("voided", on=day(4))
    assert [overdue_days(story.state, day(n)) for n in (3, 4)] == [3, 0]


def test_a_problem_that_was_opened_again_counts_from_its_deadline() -> None:
    story = registered().has("submitted", "reviewed:pass", "closed")
    story.add("reopened", on=day(30))
    assert [overdue_days(story.state, day(n)) for n in (29, 30)] == [0, 30]


def test_more_time_counts_from_the_day_it_was_granted() -> None:
    story = registered().has("extension-requested")
    story.add("extension-granted", request=story.ids[1], on=day(5), until=day(30))
    assert [overdue_days(story.state, day(n)) for n in (4, 5, 30, 31)] == [4, 0, 0, 1]


def test_a_submission_is_in_time_by_the_deadline_in_force() -> None:
    story = registered().has("extension-requested")
    story.add("extension-granted", request=story.ids[1], until=day(30))
    story.add("submitted", on=day(30))
    assert overdue_days(story.state, day(40)) == 0


def test_an_amendment_moves_no_deadline() -> None:
    assert overdue_days(registered().has("amended").state, day(1)) == 1


# -- submissions


def test_a_submission_is_in_force_from_its_day_until_it_is_taken_back() -> None:
    story = registered()
    story.add("submitted", on=day(-10))
    story.add("withdrawn", on=day(-5))
    story.add("submitted", on=day(-1))
    found = [submitted_on(story.state, day(n)) for n in (-11, -10, -6, -5, -2, -1, 9)]
    assert found == [None, day(-10), day(-10), None, None, day(-1), day(-1)]


# -- lamps


@pytest.mark.parametrize(
    ("n", "colour"),
    [
        (-60, Lamp.GREEN),
        (-16, Lamp.GREEN),
        (-15, Lamp.BLUE),
        (-8, Lamp.BLUE),
        (-7, Lamp.YELLOW),
        (0, Lamp.YELLOW),
        (1, Lamp.RED),
    ],
)
def test_the_lamp_turns_as_the_deadline_comes(n: int, colour: Lamp) -> None:
    assert lamp_on(registered().state, n) is colour


def test_the_days_of_the_lamps_are_the_campaigns() -> None:
    settings = make_campaign(deadlines={"yellow": 0, "blue": 30}).deadlines
    state = registered().state
    colours = [lamp(state, day(n), settings) for n in (-31, -30, -1, 0)]
    assert colours == [Lamp.GREEN, Lamp.BLUE, Lamp.BLUE, Lamp.YELLOW]


def test_a_closed_problem_has_its_own_lamp() -> None:
    story = registered()
    story.has("submitted", "reviewed:pass").add("closed", on=day(-2))
    assert [lamp_on(story.state, n) for n in (-2, 90)] == [Lamp.CLOSED, Lamp.CLOSED]


def test_a_voided_problem_has_no_lamp() -> None:
    assert lamp_on(registered().has("voided").state, 0) is None


def test_there_is_no_lamp_before_registration() -> None:
    assert lamp(registered().state, FOUND - dt.timedelta(days=1), SETTINGS) is None


@pytest.mark.parametrize("n", [-16, -15, -8])
def test_a_returned_problem_is_yellow(n: int) -> None:
    story = registered().has("submitted", "reviewed:return")
    assert lamp_on(story.state, n) is Lamp.YELLOW


def test_a_returned_problem_is_red_once_it_is_overdue() -> None:
    assert lamp_on(registered().has("submitted", "reviewed:return").state, 1) is Lamp.RED


@pytest.mark.parametrize(("later", "colour"), [(0, Lamp.GREEN), (1, Lamp.YELLOW)])
def test_a_late_measure_makes_a_problem_yellow(later: int, colour: Lamp) -> None:
    story = registered()
    story.add("planned", due=day(-40))
    assert lamp_on(story.state, -40 + later) is colour


def test_a_measure_is_late_from_its_day_until_it_is_completed() -> None:
    story = registered()
    story.add("planned", due=day(-50), on=day(-40))
    story.add("completed", on=day(-30))
    colours = [lamp_on(story.state, n) for n in (-41, -40, -31, -30)]
    assert colours == [Lamp.GREEN, Lamp.YELLOW, Lamp.YELLOW, Lamp.GREEN]


@pytest.mark.parametrize("n", [-7, 0, 1, 30])
@pytest.mark.parametrize("steps", [("submitted",), ("submitted", "reviewed:pass")])
def test_the_clock_stands_still_while_others_review(n: int, steps: tuple[str, ...]) -> None:
    story = registered()
    story.add("planned", due=day(-50))
    assert lamp_on(story.has(*steps).state, n) is Lamp.GREEN


def test_a_late_submission_is_red() -> None:
    story = registered()
    story.add("submitted", on=day(1))
    assert lamp_on(story.state, 1) is Lamp.RED


def test_a_day_in_the_past_shows_what_stood_then() -> None:
    story = registered().has("extension-requested")
    story.add("submitted", on=day(2))
    story.add("reviewed:return", on=day(4))
    story.add("extension-granted", request=story.ids[1], on=day(6), until=day(30))
    story.add("submitted", on=day(29))
    story.add("reviewed:pass", on=day(31))
    story.add("closed", on=day(33))
    days = (-20, -10, 0, 1, 3, 5, 6, 28, 29, 32, 33)
    assert [lamp_on(story.state, n) for n in days] == [
        Lamp.GREEN,
        Lamp.BLUE,
        Lamp.YELLOW,
        Lamp.RED,
        Lamp.RED,
        Lamp.RED,
        Lamp.YELLOW,
        Lamp.YELLOW,
        Lamp.GREEN,
        Lamp.GREEN,
        Lamp.CLOSED,
    ]


@given(st.integers(-100, 100), st.sampled_from(["noted", "submitted", "voided", "progressed"]))
def test_red_and_overdue_are_the_same(n: int, step: str) -> None:
    story = registered()
    story.add(step, on=day(-3))
    assert (lamp_on(story.state, n) is Lamp.RED) is (overdue_days(story.state, day(n)) > 0)
