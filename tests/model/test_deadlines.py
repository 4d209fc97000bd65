"""Which days a deadline may be, and which are asked about."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import DUE, FOUND, Story, make_head
from yiananlib.model import deadlines
from yiananlib.model.campaign import Deadlines
from yiananlib.model.measures import Planned
from yiananlib.model.state import State

DAY = dt.timedelta(days=1)
ALLOWED = Deadlines()


@pytest.mark.parametrize(
    ("found", "registered", "due", "said"),
    [
        (FOUND, FOUND, FOUND, None),
        (FOUND, FOUND, FOUND - DAY, "is before 2026-03-12, the day it was found"),
        (FOUND, FOUND, dt.date(1, 1, 1), "is before"),
        (FOUND, FOUND, dt.date(2031, 3, 12), None),
        (FOUND, FOUND, dt.date(2031, 3, 13), "the last day the campaign allows is 2031-03-12"),
        (FOUND, FOUND, dt.date(2062, 6, 15), "too far away"),
        (FOUND, FOUND, dt.date.max, "too far away"),
        (FOUND + DAY, FOUND, DUE, "is after 2026-03-12, the day of registration"),
        (dt.date(2024, 2, 29), FOUND, dt.date(2029, 2, 28), None),
        (dt.date(2024, 2, 29), FOUND, dt.date(2029, 3, 1), "too far away"),
    ],
)
def test_the_days_of_a_problem(found: dt.date, registered: dt.date, due: dt.date, said: str | None) -> None:
    reason = deadlines.of_problem(make_head(found=found, due=due), registered, ALLOWED)
    assert reason is None if said is None else said in str(reason)


def test_the_campaign_sets_how_far_ahead_a_deadline_may_be() -> None:
    head = make_head(due=dt.date(2033, 1, 1))
    assert deadlines.of_problem(head, FOUND, ALLOWED) is not None
    assert deadlines.of_problem(head, FOUND, Deadlines(horizon_years=7)) is None
    assert deadlines.latest(dt.date(9990, 1, 1), Deadlines(horizon_years=100)) == dt.date.max


def measure(state: State, due: dt.date, on: dt.date = FOUND) -> str | None:
    story = Story()
    entry = story.next("planned", on=on, due=due)
    assert isinstance(entry, Planned)
    return deadlines.of_measure(entry, state, ALLOWED)


def test_a_measure_is_due_between_the_finding_and_the_deadline_in_force() -> None:
    story = Story().has("registered")
    state = story.state
    assert [measure(state, day) for day in (FOUND, DUE)] == [None, None]
    assert "is before 2026-03-12" in str(measure(state, FOUND - DAY))
    assert "is after 2026-06-15, the deadline of the problem" in str(measure(state, DUE + DAY))
    request = story.add("extension-requested", until=DUE + 30 * DAY)
    story.add("extension-granted", request=request.id, until=DUE + 30 * DAY)
    assert [measure(story.state, DUE + n * DAY) is None for n in (1, 30, 31)] == [True, True, False]


def test_where_the_deadline_is_past_a_measure_may_be_due_later() -> None:
    state = Story().has("registered").state
    assert measure(state, DUE + 40 * DAY, on=DUE) is not None
    assert measure(state, DUE + 40 * DAY, on=DUE + DAY) is None
    assert "too far away" in str(measure(state, dt.date(2062, 1, 1), on=DUE + DAY))


def test_more_time_ends_within_the_same_bound() -> None:
    state = Story().has("registered").state
    assert deadlines.of_extension(dt.date(2031, 3, 12), state, ALLOWED) is None
    assert deadlines.of_extension(dt.date(2031, 3, 13), state, ALLOWED) is not None


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (FOUND - DAY, "has already passed"),
        (FOUND, None),
        (FOUND + dt.timedelta(days=366), None),
        (FOUND + dt.timedelta(days=367), "more than a year away"),
    ],
)
def test_an_odd_deadline_is_asked_about(due: dt.date, said: str | None) -> None:
    odd = deadlines.odd(due, FOUND)
    assert odd is None if said is None else odd is not None and said in odd.said


def test_odd_days_are_found_anywhere_in_a_proposal() -> None:
    fields = {"found": dt.date(2022, 1, 1), "due": FOUND - DAY}
    measures: list[dict[str, Any]] = [{"due": FOUND - DAY}, {"due": "2026-05-01"}, {}]
    found = list(deadlines.oddities(fields, measures, FOUND, ALLOWED))
    assert [doubt.said.split()[1] for doubt in found] == ["deadline", "day", "deadline"]
    assert list(deadlines.oddities({"due": "明天"}, [], FOUND, ALLOWED)) == []


def test_an_impossible_deadline_is_refused_rather_than_asked_about() -> None:
    assert list(deadlines.oddities({"due": FOUND - DAY}, [], FOUND, ALLOWED)) == []
    assert list(deadlines.oddities({"due": dt.date(2062, 1, 1)}, [], FOUND, ALLOWED)) == []
