"""Where a problem stands over time: intervals in which nothing that is counted changes."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import DUE, FOUND, Story, in_force, story_at
from tests.services.histories import histories
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.standing import FOREVER, Interval, Standing, closes, intervals
from yiananlib.model.state import State
from yiananlib.model.vocabulary import LookBackResult, Status

DAY = dt.timedelta(days=1)
SUPERVISION = frozenset(["office", "jiwei"])


def day(n: int) -> dt.date:
    """Return the day `n` days after the deadline; before it for a negative one."""
    return DUE + n * DAY


def on(state: State, when: dt.date) -> Standing:
    (found,) = [i.standing for i in intervals(state, SUPERVISION) if i.since <= when < i.until]
    return found


def submitted_on(story: Story, *days: int) -> list[dt.date | None]:
    return [on(story.state, day(n)).submitted for n in days]


# the intervals


@given(st.one_of(strategies.problems(), histories()))
def test_intervals_follow_each_other_without_gaps_and_each_differs_from_the_next(problem: Problem) -> None:
    state = fold(problem)
    found = intervals(state, SUPERVISION)
    assert bool(found) is bool(state.moves)
    if found:
        assert (found[0].since, found[-1].until) == (state.moves[0].on, FOREVER)
    for one, other in pairwise(found):
        assert one.since < one.until == other.since
        assert one.standing != other.standing


@given(histories(), st.integers(0, 500))
def test_within_an_interval_the_problem_stands_as_its_moves_and_deadlines_say(problem: Problem, later: int) -> None:
    state = fold(problem)
    when = FOUND + later * DAY
    move = in_force(state.moves, when)
    if move is None:
        return
    found = on(state, when)
    assert (found.status, found.round, found.moved, found.due) == (
        move.status,
        move.round,
        move.on,
        state.due_on(when),
    )
    there = [m for m in state.measures if m.planned.on <= when and m.round == move.round]
    assert found.measures == len(there)
    assert found.measures_done == sum(m.completed is not None and m.completed <= when for m in there)


def test_a_problem_that_was_never_registered_has_no_interval() -> None:
    assert intervals(fold(Problem("zjj", Story().head, ())), SUPERVISION) == []


def test_an_entry_without_effect_begins_no_interval() -> None:
    story = Story().has("registered")
    story.add("noted", on=day(-20))
    assert intervals(story.state, SUPERVISION) == [Interval(FOUND, FOREVER, on(story.state, FOUND))]


def test_two_moves_of_one_day_are_one_interval() -> None:
    assert [i.standing.status for i in intervals(story_at(Status.CLOSED).state, SUPERVISION)] == [Status.CLOSED]


# submissions


def test_a_submission_is_in_force_from_its_day_until_it_is_taken_back() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(-10))
    story.add("withdrawn", on=day(-5))
    story.add("submitted", on=day(-1))
    found = submitted_on(story, -11, -10, -6, -5, -2, -1, 9)
    assert found == [None, day(-10), day(-10), None, None, day(-1), day(-1)]


def test_an_entry_is_in_force_from_its_day_until_the_day_that_ends_it() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(10))
    story.add("withdrawn", on=day(20))
    story.add("submitted", on=day(30))
    at = (9, 10, 11, 19, 20, 29, 30, 99)
    assert [on(story.state, day(n)).submission for n in at] == [None, 1, 1, 1, None, None, 3, 3]


def test_a_pass_that_lapsed_keeps_the_day_of_the_submission() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(0))
    story.add("reviewed:pass", on=day(5))
    story.add("evidenced", on=day(7), measure=None)
    assert submitted_on(story, 0, 6, 7, 20) == [day(0)] * 4


@pytest.mark.parametrize("step", ["reviewed:return", "withdrawn"])
def test_a_returned_or_withdrawn_submission_did_not_hold(step: str) -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(0))
    story.add(step, on=day(3))
    assert submitted_on(story, 2, 3) == [day(0), None]
    story.add("submitted", on=day(5))
    story.add("reviewed:pass", on=day(6))
    assert [on(story.state, day(n)).held for n in (2, 5, 6)] == [None, None, day(5)]


def test_a_submission_holds_while_the_pass_or_the_close_that_it_led_to_is_in_force() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(-9))
    story.add("reviewed:pass", on=day(-8))
    story.add("noted", on=day(-8))
    passed = on(story.state, day(-8)).held
    story.add("closed", on=day(-7))
    story.add("reopened", on=day(-6))
    story.add("submitted", on=day(-5))
    assert passed == day(-9)
    assert [on(story.state, day(n)).held for n in (-7, -6, -5, 90)] == [day(-9), None, None, None]
    story.has("reviewed:pass", "closed")
    assert [on(story.state, day(n)).held for n in (-7, 90)] == [day(-9), day(-5)]


def test_a_lapsed_pass_no_longer_holds() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(-9))
    story.add("reviewed:pass", on=day(-8))
    story.add("evidenced", on=day(-5), measure=None)
    assert [on(story.state, day(n)).held for n in (-8, -6, -5)] == [day(-9), day(-9), None]


# deadlines and measures


def test_more_time_counts_from_the_day_it_was_granted() -> None:
    story = Story().has("registered", "extension-requested")
    story.add("extension-granted", request=story.ids[1], on=day(5), until=day(30))
    found = [on(story.state, day(n)) for n in (4, 5)]
    assert [(s.due, s.extended) for s in found] == [(DUE, False), (day(30), True)]


def test_a_measure_is_late_by_its_own_day_until_it_is_completed() -> None:
    story = Story().has("registered")
    story.add("planned", number=1, due=day(-10))
    story.add("planned", number=2, due=day(-20))
    story.add("planned", number=3, due=day(-6))
    story.add("completed", measure=2, on=day(-15))
    story.add("completed", measure=1, on=day(-5))
    story.add("completed", measure=3, on=day(-4))
    found = [on(story.state, day(n)) for n in (-40, -15, -5, -4)]
    assert [(s.late_from, s.measures_done, s.complete) for s in found] == [
        (day(-20), 0, False),
        (day(-10), 1, False),
        (day(-6), 2, False),
        (None, 3, True),
    ]


def test_a_new_round_asks_for_measures_of_its_own() -> None:
    story = Story().has("registered", "planned", "completed", "submitted", "reviewed:pass", "closed")
    story.add("reopened", on=day(0))
    before, after = on(story.state, day(-1)), on(story.state, day(0))
    assert (before.complete, before.reopened_on, before.round, before.closed_before) == (True, None, 1, None)
    assert (after.complete, after.reopened_on, after.round, after.measures, after.measures_done) == (
        False,
        day(0),
        2,
        0,
        0,
    )
    assert after.closed_before == FOUND


def test_a_problem_closed_again_knows_both_its_closes() -> None:
    story = story_at(Status.CLOSED)
    story.add("reopened", on=day(0))
    story.has("submitted", "reviewed:pass")
    story.add("closed", on=day(9))
    found = on(story.state, day(9))
    assert (found.closed_first, found.closed_before, found.moved, found.reopened_on) == (FOUND, FOUND, day(9), day(0))


# closes


def test_a_close_knows_its_days_its_waiver_and_its_look_backs() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass")
    story.add("closed", on=day(0), waived={"rule": "一事一议"})
    story.add("looked-back:held", on=day(10))
    story.add("looked-back:slipped", on=day(20))
    story.has("submitted", "reviewed:pass")
    story.add("closed", on=day(30))
    first, second = closes(story.state)
    assert (first.on, first.until, first.waived) == (day(0), day(20), True)
    assert first.looks == (
        (day(10), day(20), LookBackResult.HELD),
        (day(20), FOREVER, LookBackResult.SLIPPED),
    )
    assert (second.on, second.until, second.waived, second.looks) == (day(30), FOREVER, False, ())
    last = on(story.state, day(30))
    assert (last.closes, last.waived, last.closed_first) == (2, 1, day(0))


def test_of_two_look_backs_of_one_day_the_later_counts() -> None:
    story = story_at(Status.CLOSED)
    story.add("looked-back:held", on=day(10))
    story.add("looked-back:slipped", on=day(10))
    (close,) = closes(story.state)
    assert close.looks == ((day(10), FOREVER, LookBackResult.SLIPPED),)


@given(histories())
def test_there_is_a_close_for_each_move_to_closed(problem: Problem) -> None:
    state = fold(problem)
    found = closes(state)
    assert [c.on for c in found] == [m.on for m in state.moves if m.status is Status.CLOSED]
    assert all(c.on <= c.until for c in found)
    assert all(since < until for c in found for since, until, _result in c.looks)
    assert sum(len(c.looks) for c in found) <= len(state.look_backs)


def test_an_incomplete_submission_does_not_stop_the_clock() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(-9), incomplete="措施未完")
    assert submitted_on(story, -9, 9) == [None, None]
    story.add("submitted", on=day(-3))
    assert submitted_on(story, -9, -4, -3, 9) == [None, None, day(-3), day(-3)]
    story.has("reviewed:pass")
    assert on(story.state, day(9)).held == day(-3)


def test_a_problem_closed_on_an_incomplete_submission_was_not_in_time() -> None:
    story = Story().has("registered")
    story.add("submitted", on=day(-9), incomplete="措施未完")
    story.has("reviewed:pass", "planned", "reviewed:pass", "closed")
    assert on(story.state, day(9)).held is None


def test_a_waiver_given_at_the_pass_counts_for_the_close() -> None:
    story = Story().has("registered", "submitted")
    story.add("reviewed:pass", waived={"wider": "全县仅此一处"})
    story.add("closed", on=day(1))
    assert closes(story.state)[0].waived
    assert on(story.state, day(1)).waived == 1
    story.add("reopened", on=day(2))
    story.has("submitted", "reviewed:pass", "closed")
    assert [close.waived for close in closes(story.state)] == [True, False]
