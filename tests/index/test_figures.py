"""Every figure of design.md section 4 on the days around its boundaries, and against a second count."""

import datetime as dt
import statistics
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, LIAISON, OFFICE, Story, make_campaign, record_id
from tests.index.held import counted, held
from tests.services.histories import histories
from tests.services.recount import Diary, look, recount
from yiananlib.index import conditions, figures, queries
from yiananlib.index.figures import DEFINITIONS, Figures, rate
from yiananlib.index.values import Row
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import Lamp

DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def count(on: dt.date, *stories: Story) -> Figures:
    return counted(held(story.problem for story in stories), on)


def row_of(story: Story, on: dt.date, **deadlines: int) -> Row:
    (row,) = queries.rows(held([story.problem], campaign=make_campaign(deadlines=deadlines)), on, None)
    return row


def overdue_days(story: Story, on: dt.date) -> int:
    return row_of(story, on).overdue_days


def measured(**head: Any) -> Story:
    return Story(**head).has("registered", "planned")


def granted(on: dt.date, until: dt.date, *, asked: dt.date = FOUND) -> Story:
    """A problem that was given more time on the day `on`, asked for on `asked`."""
    story = measured()
    request = story.add("extension-requested", on=asked, until=until)
    story.add("extension-granted", on=on, request=request.id, until=until)
    return story


def closed(on: dt.date, *, submitted: dt.date | None = None, **fields: Any) -> Story:
    story = measured()
    story.add("submitted", on=submitted or on)
    story.add("reviewed:pass", on=on)
    story.add("closed", on=on, **fields)
    return story


# total


def test_a_problem_counts_from_the_day_it_was_registered() -> None:
    story = measured()
    assert count(FOUND - DAY, story).total == 0
    assert count(FOUND, story).total == 1


def test_a_voided_problem_counts_until_the_day_before() -> None:
    story = measured()
    story.add("voided", on=day("04-01"))
    before, after = count(day("03-31"), story), count(day("04-01"), story)
    assert (before.total, before.open, before.voided) == (1, 1, 0)
    assert (after.total, after.open, after.voided) == (0, 0, 1)
    assert after.closure_rate is None


def test_an_entry_counts_from_the_day_it_took_effect_not_from_the_day_it_was_recorded() -> None:
    story = measured()
    story.add("submitted", on=day("05-01"))
    story.add("reviewed:pass", on=day("05-20"))
    story.add("closed", on=day("05-20"))
    story.add("looked-back:held", on=day("06-30"))
    story.add("reopened", on=day("06-10"))
    assert count(day("06-09"), story).closed == 1
    assert count(day("06-10"), story).closed == 0


# closed, completed


def test_a_problem_is_closed_from_the_day_of_its_close() -> None:
    story = closed(day("05-01"))
    before, after = count(day("04-30"), story), count(day("05-01"), story)
    assert (before.closed, before.open, before.closure_rate) == (0, 1, 0.0)
    assert (after.closed, after.open, after.closure_rate) == (1, 0, 1.0)


def test_a_reopened_problem_is_open_again() -> None:
    story = closed(day("05-01"))
    story.add("looked-back:slipped", on=day("06-01"))
    assert count(day("05-31"), story).closed == 1
    assert count(day("06-01"), story).closed == 0
    assert count(day("06-01"), story).rectifying == 1


def test_a_problem_is_completed_when_the_last_of_its_measures_is() -> None:
    story = measured()
    story.add("planned", number=2)
    story.add("completed", measure=1, on=day("05-10"))
    story.add("completed", measure=2, on=day("05-20"))
    assert count(day("05-19"), story).completed == 0
    assert count(day("05-20"), story).completed == 1
    assert count(day("05-20"), story).completion_rate == 1.0


def test_what_the_unit_completed_is_verified_once_somebody_else_passed_it() -> None:
    story = measured()
    story.add("completed", on=day("05-01"))
    story.add("submitted", on=day("05-02"))
    story.add("reviewed:pass", on=day("05-03"))
    assert [(f.completed, f.verified, f.verified_rate) for f in (count(day(d), story) for d in ("05-02", "05-03"))] == [
        (1, 0, 0.0),
        (1, 1, 1.0),
    ]
    story.add("closed", on=day("05-04"))
    assert count(day("05-04"), story).verified == 1
    story.add("reopened", on=day("06-04"))
    assert count(day("06-04"), story).verified == 0


def test_more_than_half_of_the_measures_is_nearly_completed_and_half_or_all_is_not() -> None:
    story = measured()
    for number in (2, 3, 4):
        story.add("planned", number=number)
    for number in (1, 2, 3, 4):
        story.add("completed", measure=number, on=day(f"05-0{number}"))
    assert [count(day(f"05-0{n}"), story).nearly for n in (1, 2, 3, 4)] == [0, 0, 1, 0]
    assert count(day("05-04"), story).completed == 1


def test_a_problem_without_measures_is_not_completed() -> None:
    assert count(FOUND, Story().has("registered")).completed == 0


def test_a_measure_added_later_makes_it_incomplete_again() -> None:
    story = measured()
    story.add("completed", on=day("05-10"))
    story.add("planned", number=2, on=day("05-12"))
    assert count(day("05-11"), story).completed == 1
    assert count(day("05-12"), story).completed == 0


def test_a_reopened_problem_needs_measures_of_its_new_round() -> None:
    story = measured()
    story.add("completed", on=day("05-01"))
    story.has("submitted", "reviewed:pass", "closed")
    story.add("reopened", on=day("06-01"))
    assert count(day("05-31"), story).completed == 1
    assert count(day("06-01"), story).completed == 0


# overdue


def test_the_due_day_itself_is_not_overdue_and_the_next_is() -> None:
    story = measured()
    assert (count(DUE, story).overdue, overdue_days(story, DUE)) == (0, 0)
    assert (count(DUE + DAY, story).overdue, overdue_days(story, DUE + DAY)) == (1, 1)
    assert overdue_days(story, DUE + 30 * DAY) == 30


@pytest.mark.parametrize(
    ("days", "length"),
    [(1, "1-7"), (7, "1-7"), (8, "8-30"), (30, "8-30"), (31, "31-90"), (90, "31-90"), (91, "91+"), (400, "91+")],
)
def test_what_is_overdue_is_counted_by_how_long(days: int, length: str) -> None:
    found = count(DUE + days * DAY, measured())
    assert found.lateness == {name: int(name == length) for name in ("1-7", "8-30", "31-90", "91+")}
    assert sum(count(DUE, measured()).lateness.values()) == 0


def test_what_was_opened_again_late_is_late_since_then() -> None:
    story = closed(DUE + 100 * DAY)
    story.add("reopened", on=DUE + 200 * DAY)
    assert count(DUE + 200 * DAY, story).lateness["1-7"] == 1
    assert count(DUE + 208 * DAY, story).lateness["8-30"] == 1


def test_a_submission_on_the_due_day_stops_the_clock() -> None:
    story = measured()
    story.add("submitted", on=DUE)
    assert count(DUE + 40 * DAY, story).overdue == 0
    story.add("reviewed:pass", on=DUE + 40 * DAY)
    assert count(DUE + 50 * DAY, story).overdue == 0


def test_a_submission_one_day_late_does_not() -> None:
    story = measured()
    story.add("submitted", on=DUE + DAY)
    assert count(DUE + DAY, story).overdue == 1
    assert overdue_days(story, DUE + 9 * DAY) == 9


@pytest.mark.parametrize("step", ["reviewed:return", "withdrawn"])
def test_a_timely_submission_that_came_to_nothing_is_overdue_after_all(step: str) -> None:
    story = measured()
    story.add("submitted", on=DUE)
    story.add(step, on=DUE + 5 * DAY)
    assert count(DUE + 4 * DAY, story).overdue == 0
    assert overdue_days(story, DUE + 5 * DAY) == 5


def test_a_pass_that_lapsed_keeps_the_day_of_its_submission() -> None:
    story = measured()
    story.add("submitted", on=DUE)
    story.add("reviewed:pass", on=DUE + DAY)
    story.add("evidenced", on=DUE + 3 * DAY)
    assert count(DUE + 3 * DAY, story).submitted == 1
    assert count(DUE + 3 * DAY, story).overdue == 0


def test_a_closed_problem_is_not_overdue_whenever_it_was_closed() -> None:
    late = closed(DUE + 10 * DAY)
    assert overdue_days(late, DUE + 9 * DAY) == 9
    assert count(DUE + 10 * DAY, late).overdue == 0


def test_an_extension_moves_the_deadline_from_the_day_it_was_granted() -> None:
    story = granted(DUE + 5 * DAY, until=DUE + 30 * DAY)
    assert overdue_days(story, DUE + 4 * DAY) == 4
    assert overdue_days(story, DUE + 5 * DAY) == 0
    assert overdue_days(story, DUE + 30 * DAY) == 0
    assert overdue_days(story, DUE + 31 * DAY) == 1


def test_a_denied_extension_moves_nothing() -> None:
    story = measured()
    request = story.add("extension-requested", until=DUE + 30 * DAY)
    story.add("extension-denied", request=request.id)
    assert count(DUE + DAY, story).overdue == 1
    assert count(DUE + DAY, story).extended == 0


def test_a_voided_problem_is_not_overdue() -> None:
    story = measured()
    story.add("voided", on=DUE + DAY)
    assert count(DUE + DAY, story).overdue == 0


def test_days_after_a_reopening_are_counted_from_the_later_of_the_deadline_and_the_reopening() -> None:
    before, after = closed(DUE - 20 * DAY), closed(DUE - 20 * DAY)
    before.add("reopened", on=DUE - 10 * DAY)
    after.add("reopened", on=DUE + 10 * DAY)
    assert [overdue_days(before, DUE + n * DAY) for n in (0, 1, 12)] == [0, 1, 12]
    assert [overdue_days(after, DUE + n * DAY) for n in (9, 10, 11, 12)] == [0, 0, 1, 2]
    on_the_day = row_of(after, DUE + 10 * DAY)
    assert (on_the_day.overdue, on_the_day.lamp, on_the_day.days_left) == (True, Lamp.RED, -10)
    assert count(DUE + 10 * DAY, after).overdue == 1


# due soon


def test_a_problem_is_due_soon_from_seven_days_before_to_the_due_day() -> None:
    story = measured()
    found = [count(DUE + n * DAY, story).due_soon for n in (-8, -7, 0, 1)]
    assert found == [0, 1, 1, 0]


def test_what_is_submitted_is_not_due_soon_and_what_is_returned_is() -> None:
    story = measured()
    story.add("submitted", on=DUE - 5 * DAY)
    assert count(DUE - 5 * DAY, story).due_soon == 0
    story.add("reviewed:return", on=DUE - 4 * DAY)
    assert count(DUE - 4 * DAY, story).due_soon == 1


# on time


def test_the_on_time_rate_looks_at_those_whose_deadline_is_past() -> None:
    story = measured()
    assert count(DUE, story).on_time_of == 0
    assert count(DUE, story).on_time_rate is None
    assert count(DUE + DAY, story).on_time_of == 1
    assert count(DUE + DAY, story).on_time_rate == 0.0


@pytest.mark.parametrize(("late", "rate_"), [(0, 1.0), (1, 0.0)])
def test_closed_on_the_due_day_is_on_time_and_a_day_later_is_not(late: int, rate_: float) -> None:
    assert count(DUE + 9 * DAY, closed(DUE + late * DAY)).on_time_rate == rate_


def test_submitted_on_the_due_day_is_on_time_once_it_is_passed() -> None:
    story = closed(DUE + 20 * DAY, submitted=DUE)
    assert count(DUE + 19 * DAY, story).on_time_rate == 0.0
    assert count(DUE + 20 * DAY, story).on_time_rate == 1.0


def test_a_returned_submission_does_not_make_the_next_one_timely() -> None:
    story = measured()
    story.add("submitted", on=DUE)
    story.add("reviewed:return", on=DUE + DAY)
    story.add("submitted", on=DUE + 2 * DAY)
    story.add("reviewed:pass", on=DUE + 3 * DAY)
    assert count(DUE + 3 * DAY, story).on_time == 0


def test_a_pass_that_lapsed_and_was_given_again_is_of_the_same_submission() -> None:
    story = measured()
    story.add("submitted", on=DUE)
    story.add("reviewed:pass", on=DUE)
    story.add("progressed", on=DUE + DAY)
    story.add("reviewed:pass", on=DUE + 9 * DAY)
    assert count(DUE + 9 * DAY, story).on_time == 1


def test_the_second_on_time_rate_counts_extensions() -> None:
    story = granted(DUE, until=DUE + 30 * DAY)
    story.add("submitted", on=DUE + 30 * DAY)
    story.add("reviewed:pass", on=DUE + 31 * DAY)
    found = count(DUE + 31 * DAY, story)
    assert (found.on_time, found.on_time_of) == (0, 1)
    assert (found.on_time_extended, found.on_time_extended_of) == (1, 1)


def test_what_was_closed_in_time_and_is_open_again_is_not_in_time() -> None:
    story = closed(DUE)
    story.add("reopened", on=DUE + 10 * DAY)
    assert [count(DUE + n * DAY, story).on_time_rate for n in (9, 10)] == [1.0, 0.0]


def test_only_the_submission_after_a_reopening_counts() -> None:
    early, late = closed(DUE - 20 * DAY), closed(DUE - 20 * DAY)
    for story, submitted in ((early, DUE), (late, DUE + DAY)):
        story.add("reopened", on=DUE - 10 * DAY)
        story.add("submitted", on=submitted)
        story.add("reviewed:pass", on=DUE + 2 * DAY)
        story.add("closed", on=DUE + 3 * DAY)
        assert count(DUE + DAY, story).on_time == 0
    for on in (DUE + 2 * DAY, DUE + 3 * DAY):
        assert [count(on, story).on_time for story in (early, late)] == [1, 0]
        assert [count(on, story).on_time_extended for story in (early, late)] == [1, 0]


# ageing, days to close


@pytest.mark.parametrize(
    ("age", "name"),
    [(0, "0-29"), (29, "0-29"), (30, "30-59"), (59, "30-59"), (60, "60-89"), (89, "60-89"), (90, "90+")],
)
def test_open_problems_are_sorted_by_days_since_they_were_found(age: int, name: str) -> None:
    found = count(FOUND + age * DAY, measured()).ageing
    assert {k for k, n in found.items() if n} == {name}
    assert list(found) == ["0-29", "30-59", "60-89", "90+"]


def test_closed_problems_have_no_age() -> None:
    assert sum(count(day("05-01"), closed(day("05-01"))).ageing.values()) == 0


def test_days_to_close_run_from_found_to_the_first_close() -> None:
    again = closed(FOUND + 10 * DAY)
    again.add("reopened", on=FOUND + 20 * DAY)
    again.add("submitted", on=FOUND + 30 * DAY)
    again.has("reviewed:pass", "closed")
    stories = [again, closed(FOUND + 40 * DAY), closed(FOUND + 13 * DAY), measured()]
    found = count(FOUND + 60 * DAY, *stories)
    assert found.close_days_of == 3
    assert found.close_days_mean == 21.0
    assert found.close_days_median == 13.0
    assert count(FOUND + 25 * DAY, again).close_days_of == 0


# reopened, extended, waived


def test_the_reopen_rate_is_of_those_ever_closed() -> None:
    again = closed(day("05-01"))
    again.add("reopened", on=day("06-01"))
    stories = [again, closed(day("05-01")), measured()]
    before, after = count(day("05-31"), *stories), count(day("06-01"), *stories)
    assert (before.reopened, before.ever_closed, before.reopen_rate) == (0, 2, 0.0)
    assert (after.reopened, after.ever_closed, after.reopen_rate) == (1, 2, 0.5)


def test_what_came_back_counts_from_its_registration_until_it_is_voided() -> None:
    again = Story(recurs=record_id(7)).has("registered")
    before, after = count(FOUND - DAY, again, measured()), count(FOUND, again, measured())
    assert (before.recurred, after.recurred) == (0, 1)
    again.add("voided", on=FOUND + DAY)
    assert count(FOUND + DAY, again, measured()).recurred == 0


def test_the_extension_rate_counts_problems_and_the_mean_their_days() -> None:
    story = granted(day("04-01"), until=DUE + 20 * DAY)
    request = story.add("extension-requested", until=DUE + 30 * DAY)
    story.add("extension-granted", on=day("05-01"), request=request.id, until=DUE + 30 * DAY)
    before, once, twice = (count(day(d), story, measured()) for d in ("03-31", "04-01", "05-01"))
    assert (before.extended, before.extension_days_mean) == (0, None)
    assert (once.extended, once.extension_rate, once.extension_days_mean) == (1, 0.5, 20.0)
    assert (twice.extended, twice.extension_rate, twice.extension_days_mean) == (1, 0.5, 30.0)


def test_every_close_counts_and_every_one_with_a_waiver() -> None:
    story = closed(day("05-01"), waived={"rule": "一事一议"})
    story.add("reopened", on=day("06-01"))
    story.has("submitted", "reviewed:pass")
    story.add("closed", on=day("07-01"))
    assert count(day("06-30"), story).waived_rate == 1.0
    found = count(day("07-01"), story)
    assert (found.closes, found.waived, found.waived_rate) == (2, 1, 0.5)


def test_closes_that_one_officer_typed_are_counted_and_those_of_one_who_was_alone() -> None:
    story = Story().has("registered", "planned")
    typed = {"by": OFFICE, "for": LIAISON}
    story.add("completed", on=day("04-20"), **typed)
    story.add("submitted", on=day("04-21"), **typed)
    story.add("reviewed:pass", on=day("04-22"))
    story.add("closed", on=day("05-01"), sole=True)
    assert (count(day("04-30"), story).one_hand, count(day("04-30"), story).sole) == (0, 0)
    for when in ("05-01", "06-01"):
        found = count(day(when), story, closed(day("05-01")))
        assert (found.closes, found.one_hand, found.sole) == (2, 1, 1)


# look-backs


def test_a_look_back_is_due_on_the_ninetieth_day() -> None:
    story = closed(day("05-01"))
    assert count(day("05-01") + 89 * DAY, story).look_backs_due == 0
    found = count(day("05-01") + 90 * DAY, story)
    assert (found.look_backs_due, found.look_backs_done, found.look_back_rate) == (1, 0, 0.0)
    assert found.held_rate is None


def test_a_look_back_made_early_is_due_and_done() -> None:
    story = closed(day("05-01"))
    story.add("looked-back:held", on=day("05-20"))
    before, after = count(day("05-19"), story), count(day("05-20"), story)
    assert (before.look_backs_due, before.look_backs_done) == (0, 0)
    assert (after.look_backs_due, after.look_backs_done, after.look_backs_held) == (1, 1, 1)


def test_the_last_look_back_of_a_close_decides_whether_it_held() -> None:
    story = closed(day("05-01"))
    story.add("looked-back:held", on=day("05-20"))
    story.add("looked-back:slipped", on=day("06-20"))
    assert count(day("06-19"), story).held_rate == 1.0
    assert count(day("06-20"), story).held_rate == 0.0


def test_a_close_that_was_opened_again_otherwise_asks_for_no_look_back() -> None:
    story = closed(day("05-01"))
    story.add("reopened", on=day("05-20"))
    assert count(day("12-31"), story).look_backs_due == 0


def yearly(on: dt.date, *stories: Story, again: int = 365) -> tuple[int, int, int]:
    campaign = make_campaign(deadlines={"look_back_again_days": again})
    found = counted(held((story.problem for story in stories), campaign=campaign), on)
    return found.look_backs_due, found.look_backs_done, found.look_backs_held


def test_where_look_backs_come_again_each_counts_and_the_next_is_due_a_year_after_the_last() -> None:
    story = closed(day("05-01"))
    assert yearly(day("05-01") + 89 * DAY, story) == (0, 0, 0)
    assert yearly(day("05-01") + 90 * DAY, story) == (1, 0, 0)
    first, second = day("08-20"), day("08-20") + 400 * DAY
    story.add("looked-back:held", on=first)
    assert yearly(first, story) == yearly(first + 364 * DAY, story) == (1, 1, 1)
    assert yearly(first + 365 * DAY, story) == (2, 1, 1)
    story.add("looked-back:held", on=second)
    assert yearly(second - DAY, story) == (2, 1, 1)
    assert yearly(second, story) == yearly(second + 364 * DAY, story) == (2, 2, 2)
    assert yearly(second + 365 * DAY, story) == (3, 2, 2)
    assert yearly(second + 365 * DAY, story, again=0) == (1, 1, 1), "without the setting one at each close"


def test_a_close_that_ends_asks_for_no_further_look_back_but_for_what_was_due_before() -> None:
    first = day("08-20")
    slipped = closed(day("05-01"))
    slipped.add("looked-back:held", on=first)
    slipped.add("looked-back:slipped", on=first + 30 * DAY)
    assert yearly(first + 900 * DAY, slipped) == (2, 2, 1)
    for days, due in ((364, 1), (365, 2)):
        ended = closed(day("05-01"))
        ended.add("looked-back:held", on=first)
        ended.add("reopened", on=first + days * DAY)
        assert yearly(first + 900 * DAY, ended) == (due, 1, 1)


def test_a_look_back_on_the_last_of_february_comes_again_so_many_days_later() -> None:
    story = closed(dt.date(2027, 11, 1))
    story.add("looked-back:held", on=dt.date(2028, 2, 29))
    assert yearly(dt.date(2029, 2, 27), story) == (1, 1, 1)
    assert yearly(dt.date(2029, 2, 28), story) == (2, 1, 1)


# 核定


def test_a_registration_is_accepted_from_the_day_of_its_first_number_on() -> None:
    story, other, late = measured(id="aaaaaa"), measured(id="bbbbbb"), measured(id="cccccc")
    story.add("numbered", on=FOUND + 5 * DAY)
    story.add("numbered", on=FOUND + 9 * DAY, number="2026-018")
    late.add("numbered", on=FOUND + 9 * DAY, number="2026-019")

    def told(days: int) -> tuple[int, float | None, int | None]:
        found = count(FOUND + days * DAY, story, other, late)
        return found.unaccepted, found.unaccepted_days_median, found.unaccepted_days_longest

    assert told(-1) == (0, None, None)
    assert told(0) == (3, 0.0, 0)
    assert told(4) == (3, 4.0, 4)
    assert told(5) == (2, 5.0, 5)
    assert told(9) == (1, 9.0, 9)


def test_what_is_closed_or_voided_waits_for_no_acceptance() -> None:
    voided = measured(id="bbbbbb")
    voided.add("voided", on=FOUND + 5 * DAY)
    stories = closed(FOUND + 5 * DAY), voided
    assert count(FOUND + 4 * DAY, *stories).unaccepted == 2
    assert count(FOUND + 5 * DAY, *stories).unaccepted == 0


def test_a_number_that_the_rules_refuse_accepts_nothing() -> None:
    story = measured()
    story.add("numbered", on=FOUND + DAY, id=story.entries[0].id)
    assert count(FOUND + 2 * DAY, story).unaccepted == 1


# nothing to count


def test_every_rate_without_a_denominator_is_none() -> None:
    found = count(FOUND)._asdict()
    assert [k for k, v in found.items() if v is None] == [
        "closure_rate", "completion_rate", "verified_rate", "on_time_rate", "on_time_rate_extended", "close_days_mean",
        "close_days_median", "reopen_rate", "extension_rate", "extension_days_mean", "waived_rate",
        "look_back_rate", "held_rate", "duty_rate", "backdated_days_mean", "waiting_days_median",
        "waiting_days_longest", "unaccepted_days_median", "unaccepted_days_longest",
    ]  # fmt: skip
    assert rate(0, 0) is None
    assert rate(0, 3) == 0.0


def test_every_row_is_counted_and_every_value_is_told_by_a_row_or_beside_one() -> None:
    counted = {*figures.COUNTS, *figures.SUMS, *figures.LOOK_BACKS, *figures.BACKDATED}
    fields = set(Figures._fields)
    for row in figures.FIGURES:
        if row.name != "coverage":
            assert {row.name, row.told, row.whole or row.told} <= fields
            assert row.name in counted or row.is_share or not row.counts or row.name in ("ageing", "lateness")
    named = {name for row in figures.FIGURES for name in (row.name, row.told, row.whole)}
    beside = {
        "waiting", "unaccepted", "backdated", "contested", "blocked", "extension_days_mean", "close_days_median",
    }  # fmt: skip
    assert {name for name in fields - named if not name.startswith(tuple(beside))} == set()


def test_units_are_ranked_by_shares_alone() -> None:
    assert figures.RANKED
    for name in figures.RANKED:
        row = figures.BY_NAME[name]
        assert row.whole
        assert row.definition


def test_no_count_belongs_to_two_figures() -> None:
    brought = [name for row in figures.FIGURES for each in (row.counts, row.sums, row.looks, row.late) for name in each]
    assert len(brought) == len(set(brought))


def test_every_rate_has_a_definition_to_be_printed() -> None:
    rates = {name for name in Figures._fields if name.endswith("_rate") or "_rate_" in name}
    assert rates <= set(DEFINITIONS)


# lamps


def lamps(story: Story, *days: int, **deadlines: int) -> list[Lamp | None]:
    """Return the lamps so many days after the deadline."""
    return [row_of(story, DUE + n * DAY, **deadlines).lamp for n in days]


def test_the_lamp_turns_as_the_deadline_comes() -> None:
    found = lamps(Story().has("registered"), -60, -16, -15, -8, -7, 0, 1)
    assert found == [Lamp.GREEN, Lamp.GREEN, Lamp.BLUE, Lamp.BLUE, Lamp.YELLOW, Lamp.YELLOW, Lamp.RED]


def test_the_days_of_the_lamps_are_the_campaign_s() -> None:
    found = lamps(Story().has("registered"), -31, -30, -1, 0, yellow=0, blue=30)
    assert found == [Lamp.GREEN, Lamp.BLUE, Lamp.BLUE, Lamp.YELLOW]


def test_a_closed_problem_has_its_own_lamp_and_a_voided_one_none() -> None:
    assert lamps(closed(DUE - 2 * DAY), -2, 90) == [Lamp.CLOSED, Lamp.CLOSED]
    story = measured()
    story.add("voided", on=DUE)
    assert lamps(story, 0, 90) == [None, None]


def test_a_returned_problem_is_yellow_until_it_is_red() -> None:
    story = Story().has("registered", "submitted", "reviewed:return")
    assert lamps(story, -16, -15, -8, 0, 1) == [Lamp.YELLOW] * 4 + [Lamp.RED]


def test_a_measure_is_late_from_the_day_after_its_own_until_it_is_completed() -> None:
    story = Story().has("registered")
    story.add("planned", due=DUE - 50 * DAY)
    story.add("completed", on=DUE - 30 * DAY)
    assert lamps(story, -50, -49, -31, -30) == [Lamp.GREEN, Lamp.YELLOW, Lamp.YELLOW, Lamp.GREEN]


@pytest.mark.parametrize("steps", [("submitted",), ("submitted", "reviewed:pass")])
def test_the_clock_stands_still_while_others_review(steps: tuple[str, ...]) -> None:
    story = Story().has("registered")
    story.add("planned", due=DUE - 50 * DAY)
    assert lamps(story.has(*steps), -15, -7, 0, 1, 30) == [Lamp.GREEN] * 5


def test_a_late_submission_is_red() -> None:
    story = measured()
    story.add("submitted", on=DUE + DAY)
    assert lamps(story, 1) == [Lamp.RED]


def test_a_day_in_the_past_shows_what_stood_then() -> None:
    story = Story().has("registered", "extension-requested")
    story.add("submitted", on=DUE + 2 * DAY)
    story.add("reviewed:return", on=DUE + 4 * DAY)
    story.add("extension-granted", request=story.ids[1], on=DUE + 6 * DAY, until=DUE + 30 * DAY)
    story.add("submitted", on=DUE + 29 * DAY)
    story.add("reviewed:pass", on=DUE + 31 * DAY)
    story.add("closed", on=DUE + 33 * DAY)
    found = lamps(story, -20, -10, 0, 1, 3, 5, 6, 28, 29, 32, 33)
    assert "".join(str(lamp)[0] for lamp in found) == "gbyrrryyggc"


# the first and the last day that there are


def test_on_the_first_day_nothing_is_registered() -> None:
    found = count(dt.date.min, closed(day("05-01")), measured())
    assert (found.total, found.open, found.voided) == (0, 0, 0)


def test_on_the_last_day_everything_stands_as_it_stood_last() -> None:
    story = closed(day("05-01"))
    story.add("looked-back:held", on=day("05-20"))
    unending = measured(due=dt.date.max)
    unending.add("numbered")
    assert count(dt.date.max, story, unending) == count(dt.date.max - DAY, story, unending)
    found = count(dt.date.max, story, unending)
    assert (found.look_backs_done, found.held_rate, found.due_soon, found.overdue) == (1, 1.0, 1, 0)
    assert count(dt.date.max, measured(due=dt.date.max - DAY)).overdue == 1


def test_what_was_found_on_the_first_day_is_not_older_than_it_is() -> None:
    story = Story(found=dt.date.min)
    story.add("registered", on=dt.date.min + DAY)
    assert count(dt.date.min + 29 * DAY, story).ageing["0-29"] == 1
    assert count(dt.date.min + 30 * DAY, story).ageing["30-59"] == 1


# the whole

days = st.one_of(
    st.integers(-3, 400).map(lambda n: FOUND + n * DAY), st.sampled_from([dt.date.min, dt.date.max, dt.date.max - DAY])
)


@given(problems=st.lists(histories(), min_size=1, max_size=3), asked=st.lists(days, min_size=1, max_size=4))
def test_the_figures_equal_a_second_count_from_the_definitions(problems: list[Problem], asked: list[dt.date]) -> None:
    for again in (0, 40):
        index = held(problems, campaign=make_campaign(deadlines={"look_back_again_days": again}))
        for on in asked:
            assert counted(index, on)._asdict() == recount(problems, on, look_again=again)


@given(problem=histories())
def test_the_figures_equal_a_second_count_on_each_day_on_which_something_happens(problem: Problem) -> None:
    index = held([problem])
    deadlines = {problem.head.due, *(getattr(e, "until", DUE) for e in problem.entries)}
    turns = {e.on + n * DAY for e in problem.entries for n in (-1, 0, 89, 90)}
    for on in turns | {due + n * DAY for due in deadlines for n in (-8, -7, 0, 1)}:
        assert counted(index, on)._asdict() == recount([problem], on), on


@given(problem=histories(), on=days)
def test_lamp_and_days_overdue_equal_a_second_look(problem: Problem, on: dt.date) -> None:
    row = next(queries.rows(held([problem]), on, None), None)
    seen = look(problem, on)
    assert (row and (row.lamp, row.overdue_days)) == seen
    assert seen is None or (seen[0] == "red") is (seen[1] > 0)


@given(problems=st.lists(histories(), min_size=1, max_size=2), later=st.integers(0, 400))
def test_the_last_interval_is_the_one_that_holds_any_later_day(problems: list[Problem], later: int) -> None:
    index = held(problems)
    (newest,) = index.connection.execute("SELECT max(day) FROM newest").fetchone()
    on = dt.date.fromisoformat(newest) + later * DAY
    assert index.standing(on) == conditions.STANDING_LAST
    assert index.standing(dt.date.fromisoformat(newest) - DAY) == conditions.STANDING
    found = []
    for standing in (conditions.STANDING, conditions.STANDING_LAST):
        statement = f"SELECT problems.problem, spans.* FROM {standing} ORDER BY 1"  # noqa: S608 - our own tables
        found.append(index.connection.execute(statement, {"day": on.isoformat()}).fetchall())
    assert found[0] == found[1]
    assert len(found[0]) == len(problems)


@given(problem=histories())
def test_open_today_equals_open_yesterday_plus_and_minus_the_changes(problem: Problem) -> None:
    last = max(e.on for e in problem.entries) + DAY
    index = held([problem])
    balance = Counter[dt.date]()
    for on, old, new in Diary(problem).changes:
        balance[on] += new == "registered" or (old, new) == ("closed", "rectifying")
        balance[on] -= new in ("closed", "voided", "transferred")
    for on in {FOUND, last, *balance, *(on + DAY for on in balance)}:
        assert counted(index, on).open == counted(index, on - DAY).open + balance[on]


@given(st.lists(st.integers(-5, 400), min_size=1, max_size=30))
def test_the_median_is_that_of_the_statistics_module(values: list[int]) -> None:
    found = figures.figures(Counter(), Counter(values), Counter(values), Counter(values))
    assert found.close_days_median == found.unaccepted_days_median == statistics.median(values)
    assert found.close_days_mean == pytest.approx(statistics.fmean(values))
