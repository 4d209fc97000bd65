"""The plan of look-backs, on the days around its boundaries and from end to end."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, OFFICE, Story, make_campaign
from tests.index.held import counted, held
from tests.services.histories import histories
from tests.services.ledgers import Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.index.sync import Index
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.services.reading.look_backs import AHEAD, Plan, look_backs
from yiananlib.services.reading.report import report

DAY = dt.timedelta(days=1)


def closed(name: str = "aaaaaa") -> Story:
    return Story(id=name).has("registered", "submitted", "reviewed:pass", "closed")


def told(*stories: Story) -> Index:
    return held([story.problem for story in stories])


def sizes(plan: Plan) -> tuple[int, int, int]:
    return len(plan.waiting), len(plan.coming), len(plan.done)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, (0, 0, 0)),
        (0, (0, 0, 0)),
        (59, (0, 0, 0)),
        (60, (0, 1, 0)),
        (89, (0, 1, 0)),
        (90, (1, 0, 0)),
        (400, (1, 0, 0)),
    ],
)
def test_a_close_is_coming_thirty_days_before_it_is_due_after_ninety(days: int, expected: tuple[int, ...]) -> None:
    assert AHEAD == 30
    plan = look_backs(told(closed()), FOUND + days * DAY)
    assert sizes(plan) == expected
    for look in (*plan.waiting, *plan.coming):
        assert (look.due, look.days_left) == (FOUND + 90 * DAY, 90 - days)


def test_how_long_to_wait_is_the_campaign_s() -> None:
    index = held([closed().problem], campaign=make_campaign(deadlines={"look_back_days": 10}))
    assert look_backs(index, FOUND + 10 * DAY).waiting[0].due == FOUND + 10 * DAY


def test_where_they_come_again_each_is_named_and_the_next_is_coming_and_then_waits() -> None:
    story = closed()
    story.add("looked-back:held", on=FOUND + 100 * DAY)
    story.add("looked-back:held", on=FOUND + 470 * DAY)
    campaign = make_campaign(deadlines={"look_back_again_days": 365})
    index = held([story.problem, closed("bbbbbb").problem], campaign=campaign)
    found = {
        days: [
            [(look.id, (look.due - FOUND).days, look.result) for look in part]
            for part in (plan.waiting, plan.coming, plan.done)
        ]
        for days in (464, 465, 470, 805, 834, 835)
        for plan in [look_backs(index, FOUND + days * DAY)]
    }
    other, one, two = ("bbbbbb", 90, None), ("aaaaaa", 90, "held"), ("aaaaaa", 465, "held")
    assert found == {
        464: [[other], [("aaaaaa", 465, None)], [one]],
        465: [[other, ("aaaaaa", 465, None)], [], [one]],
        470: [[other], [], [two, one]],
        805: [[other], [("aaaaaa", 835, None)], [two, one]],
        834: [[other], [("aaaaaa", 835, None)], [two, one]],
        835: [[other, ("aaaaaa", 835, None)], [], [two, one]],
    }


@given(problem=histories(), days=st.integers(-3, 400))
def test_waiting_and_done_are_what_the_report_counts_where_they_come_again(problem: Problem, days: int) -> None:
    index = held([problem], campaign=make_campaign(deadlines={"look_back_again_days": 40}))
    plan, figures = look_backs(index, FOUND + days * DAY), counted(index, FOUND + days * DAY)
    assert (len(plan.waiting) + len(plan.done), len(plan.done)) == (figures.look_backs_due, figures.look_backs_done)
    assert plan.results()["held"] == figures.look_backs_held


@pytest.mark.parametrize("result", LookBackResult)
def test_a_look_is_done_with_its_result_from_its_day_on(result: LookBackResult) -> None:
    story = closed()
    story.add(f"looked-back:{result}", on=FOUND + 95 * DAY)
    index = told(story)
    assert sizes(look_backs(index, FOUND + 94 * DAY)) == (1, 0, 0)
    plan = look_backs(index, FOUND + 95 * DAY)
    assert sizes(plan) == (0, 0, 1)
    assert (plan.done[0].result, plan.done[0].on) == (result, FOUND + 95 * DAY)
    assert plan.results() == {r.value: int(r is result) for r in LookBackResult}


def test_a_close_that_was_opened_again_before_it_was_due_is_none_and_after_it_is_missed() -> None:
    soon, late = closed(), closed("bbbbbb")
    soon.add("reopened", on=FOUND + 89 * DAY)
    late.add("reopened", on=FOUND + 90 * DAY)
    plan = look_backs(told(soon, late), FOUND + 100 * DAY)
    assert [(look.ref, look.missed) for look in plan.waiting] == [("zjj/bbbbbb", True)]
    assert sizes(look_backs(told(soon), FOUND + 80 * DAY)) == (0, 1, 0)


def test_the_longest_waiting_stands_first_and_of_those_done_the_last() -> None:
    stories = []
    for n, name in enumerate(("aaaaaa", "bbbbbb", "cccccc", "dddddd")):
        story = Story(id=name).has("registered")
        for step in ("submitted", "reviewed:pass", "closed"):
            story.add(step, on=FOUND + (9 - n) * DAY)
        if n > 1:
            story.add("looked-back:held", on=FOUND + (50 + n) * DAY)
        stories.append(story)
    plan = look_backs(told(*stories), FOUND + 200 * DAY)
    assert [look.id for look in plan.waiting] == ["bbbbbb", "aaaaaa"]
    assert [look.id for look in plan.done] == ["dddddd", "cccccc"]


@given(problems=st.lists(histories(), min_size=1, max_size=3), day=st.integers(0, 400))
def test_waiting_and_done_are_what_the_report_counts(problems: list[Problem], day: int) -> None:
    index = held(problems)
    on = FOUND + day * DAY
    plan = look_backs(index, on)
    figures = counted(index, on)
    assert len(plan.waiting) + len(plan.done) == figures.look_backs_due
    assert (len(plan.done), plan.results()["held"]) == (figures.look_backs_done, figures.look_backs_held)


LAST = dt.date(9998, 12, 30)
"""The last day on which something is recorded, wherever that is."""


def test_a_close_at_the_end_of_time_is_due_as_any_other() -> None:
    story = Story().has("registered")
    for step in ("submitted", "reviewed:pass", "closed"):
        story.add(step, on=LAST)
    assert look_backs(told(story), LAST + 75 * DAY).coming[0].due == LAST + 90 * DAY


def test_an_organization_is_told_with_all_below_it() -> None:
    index = told(closed())
    day = FOUND + 90 * DAY
    assert [sizes(look_backs(index, day, org)) for org in ("gov", "zjj", "czj")] == [(1, 0, 0), (1, 0, 0), (0, 0, 0)]
    with pytest.raises(NoSuchRecord):
        look_backs(index, day, "nowhere")


def test_a_slipped_look_back_opens_a_second_round_and_the_first_close_stays(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-06-20").look_back(ref, LookBackResult.SLIPPED)
    assert (desk.state(ref).round, desk.state(ref).status) == (2, "rectifying")
    middle = asked(desk.ledger, lambda index: report(index, dt.date(2026, 6, 20)).figures)
    assert (middle.closed, middle.open, middle.ever_closed, middle.reopened) == (0, 1, 1, 1)
    assert (middle.on_time, middle.on_time_of, middle.closes) == (0, 1, 1)
    assert (middle.look_backs_due, middle.look_backs_done, middle.look_backs_held) == (1, 1, 0)

    desk.on("2026-07-01")
    measure = desk.measure(ref, "每季抽查", "2026-07-20")
    number = measure.state.measures[-1].planned.number
    desk.done(ref, number, "复查12个项目")
    desk.endorse(ref)
    desk.submit(ref, "复查零补办")
    desk.review(ref)
    desk.close(ref)

    after = asked(desk.ledger, lambda index: report(index, dt.date(2026, 7, 1)).figures)
    assert (after.closed, after.closes, after.reopened, after.ever_closed) == (1, 2, 1, 1)
    assert (after.close_days_mean, after.on_time, after.on_time_of) == (0.0, 0, 1)
    then = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12)).figures)
    assert (then.closed, then.closes, then.reopened) == (1, 1, 0)

    plan = asked(desk.ledger, lambda index: look_backs(index, dt.date(2026, 9, 29)))
    assert [(look.number, look.closed, look.days_left) for look in plan.waiting] == [(2, dt.date(2026, 7, 1), 0)]
    assert [(look.number, look.result) for look in plan.done] == [(1, "slipped")]
    desk.on("2026-10-08").look_back(ref, LookBackResult.HELD, by=OFFICE)
    last = asked(desk.ledger, lambda index: look_backs(index, dt.date(2026, 10, 8)))
    assert (last.waiting, last.results()) == ((), {"held": 1, "incomplete": 0, "slipped": 1})
