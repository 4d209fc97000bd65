"""Measures that come back: what may answer an occurrence, what is missing, and how duties were kept."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LIAISON, OFFICE, Story, make_campaign
from yiananlib.model import closing, recurring
from yiananlib.model.occurrences import Every, Series
from yiananlib.model.recurring import Fallen, Kept, kept
from yiananlib.model.standing import intervals

SUPERVISION = ("office", "jiwei")


def day(said: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{said}")


def story(every: str = "month", first: str = "03-31", due: str = "06-15", **head: Any) -> Story:
    """A problem with a measure that comes back: by default it is due on 31 March, 30 April and 31 May."""
    told = Story(**head).has("registered")
    told.add("planned", every=every, due=day(due), **{"from": day(first)})
    return told


def answer(told: Story, name: str, on: str, **fields: Any) -> None:
    told.add("completed", measure=1, occurrence=name, on=day(on), **fields)


def refusal(told: Story, kind: str = "completed", **fields: Any) -> str:
    said = told.refusal(kind, **{"measure": 1, "on": day("04-30"), **fields})
    assert said is not None
    return said


def test_an_occurrence_is_answered_once() -> None:
    told = story()
    answer(told, "2026-04", "04-20")
    assert "2026-04 was answered on 2026-04-20" in refusal(told, occurrence="2026-04")
    assert "2026-04 was answered on 2026-04-20" in refusal(told, "excused", occurrence="2026-04", by=OFFICE)


def test_an_excused_occurrence_is_not_answered() -> None:
    told = story()
    told.add("excused", occurrence="2026-05", on=day("04-01"))  # beforehand
    assert "2026-05 was already excused on 2026-04-01" in refusal(told, occurrence="2026-05", on=day("05-02"))
    assert "already excused" in refusal(told, "excused", occurrence="2026-05", by=OFFICE)


def test_it_is_answered_from_the_first_day_of_its_period_on_and_ever_after() -> None:
    told = story()
    assert "2026-05 begins on 2026-05-01 and cannot be answered before" in refusal(told, occurrence="2026-05")
    assert told.refusal("completed", measure=1, occurrence="2026-05", on=day("05-01")) is None
    assert told.refusal("completed", measure=1, occurrence="2026-03", on=day("06-10")) is None


@pytest.mark.parametrize("name", ["2026-06", "2026-02", "2026-Q2", "2026-W14", "2026"])
def test_an_occurrence_outside_the_series_is_refused(name: str) -> None:
    assert f"there is no occurrence {name}; they are 2026-03 to 2026-05, every month" in refusal(
        story(), occurrence=name
    )


def test_a_measure_that_does_not_recur_has_no_occurrences() -> None:
    told = Story().has("registered", "planned")
    assert "it does not come back, so it has no occurrence 2026-04" in refusal(told, occurrence="2026-04")
    assert "it does not come back" in refusal(told, "excused", occurrence="2026-04", by=OFFICE)


def test_a_recurring_measure_is_not_completed_as_a_whole() -> None:
    told = story()
    assert "it comes back every month; say which occurrence, such as --occurrence 2026-03" in refusal(told)
    for name in ("2026-03", "2026-04", "2026-05"):
        told.add("excused", occurrence=name)
    assert "no occurrence is left" in refusal(told, on=day("06-01"))


def test_a_late_answer_moves_no_other_occurrence() -> None:
    told = story()
    before = [one for one, _entry in recurring.duties(told.state.measures[0])]
    answer(told, "2026-03", "06-01")
    assert [one for one, _entry in recurring.duties(told.state.measures[0])] == before


def test_it_is_completed_with_its_last_occurrence_and_not_before() -> None:
    told = story()
    answer(told, "2026-05", "05-20")
    answer(told, "2026-03", "05-21")
    assert told.state.measures[0].completed is None
    told.add("excused", occurrence="2026-04", on=day("05-22"))
    assert told.state.measures[0].completed == day("05-22")


def test_an_answer_that_is_retracted_is_open_again() -> None:
    told = story()
    said = told.add("completed", measure=1, occurrence="2026-03", on=day("03-20"))
    told.add("retracted", entry=said.id)
    assert told.state.measures[0].settled == {}
    answer(told, "2026-03", "03-25")
    assert told.state.faults == ()


def test_occurrences_of_a_closed_round_are_not_answered() -> None:
    told = story()
    told.has("submitted", "reviewed:pass", "closed", "reopened")
    assert "measure 1 belongs to round 1, which is closed" in refusal(told, occurrence="2026-03")
    assert "belongs to round 1" in refusal(told, "excused", occurrence="2026-03", by=OFFICE)


def lacking(told: Story, on: str, code: str = "measures-done") -> str | None:
    found = closing.unmet(told.state, make_campaign(), closing.Facts(day(on)), {code})
    return found[0].missing if found else None


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("03-30", None), ("03-31", "measure 1: 2026-03 missing"), ("04-29", "measure 1: 2026-03 missing"),
        ("04-30", "measure 1: 2026-03, 2026-04 missing"), ("06-15", "measure 1: 2026-03, 2026-04, 2026-05 missing"),
    ],
)  # fmt: skip
def test_the_gate_names_what_was_due_by_the_day_that_day_included(on: str, said: str | None) -> None:
    assert lacking(story(), on) == said


def test_answered_and_excused_ones_are_not_missing() -> None:
    told = story()
    answer(told, "2026-03", "03-31")
    told.add("excused", occurrence="2026-04")
    assert lacking(told, "05-30") is None
    assert lacking(told, "05-31") == "measure 1: 2026-05 missing"


def test_occurrences_due_after_the_submission_are_not_required_at_the_close() -> None:
    told = story()
    answer(told, "2026-03", "03-31")
    told.add("submitted", on=day("04-29"))
    assert lacking(told, "06-15") is None


def test_an_ongoing_problem_is_asked_for_all_up_to_its_term() -> None:
    told = story(**{"class": "ongoing"})
    answer(told, "2026-03", "03-31")
    told.add("submitted", on=day("04-29"))
    assert lacking(told, "06-14", "term") == "an ongoing problem runs until 2026-06-15"
    assert lacking(told, "06-15", "term") == "measure 1: 2026-04, 2026-05 missing"
    told.add("excused", occurrence="2026-04")
    told.add("excused", occurrence="2026-05")
    assert lacking(told, "06-15", "term") is None


def duties(told: Story, on: str) -> Kept:
    return next(one.standing.duties for one in reversed(intervals(told.state, SUPERVISION)) if one.since <= day(on))


def test_the_due_day_itself_is_not_missed() -> None:
    assert duties(story(), "03-31") == Kept(0, 0, 0)
    assert duties(story(), "04-01") == Kept(1, 0, 1)
    assert duties(story(), "06-15") == Kept(3, 0, 3)


def test_a_unit_answers_in_time_by_the_day_of_recording_and_the_office_by_the_day_it_vouches_for() -> None:
    told = story()
    told.clock = told.clock.replace(month=4, day=2)
    told.add("completed", measure=1, occurrence="2026-03", on=day("03-31"), by=LIAISON)
    assert duties(told, "04-02") == Kept(1, 0, 1)
    told = story()
    told.clock = told.clock.replace(month=4, day=2)
    told.add("completed", measure=1, occurrence="2026-03", on=day("03-31"), by=OFFICE)
    assert duties(told, "04-02") == Kept(1, 1, 0)


def test_occurrences_due_while_a_problem_is_submitted_or_closed_do_not_count() -> None:
    told = story()
    told.add("submitted", on=day("04-10"))
    assert duties(told, "06-15") == Kept(1, 0, 1)
    told.add("reviewed:return", on=day("05-02"))
    assert duties(told, "06-15") == Kept(2, 0, 2)


def test_an_incomplete_submission_does_not_stop_recurring_measures() -> None:
    told = story()
    told.add("submitted", on=day("04-10"), incomplete="佐证待补")
    assert duties(told, "06-15") == Kept(3, 0, 3)


def test_a_missed_occurrence_is_a_measure_overdue() -> None:
    told = story()
    assert intervals(told.state, SUPERVISION)[-1].standing.late_from == day("03-31")
    answer(told, "2026-03", "04-02")
    assert intervals(told.state, SUPERVISION)[-1].standing.late_from == day("04-30")
    told.add("excused", occurrence="2026-04")
    answer(told, "2026-05", "05-03")
    assert intervals(told.state, SUPERVISION)[-1].standing.late_from is None


SERIES = Series(Every.WEEK, day("01-05"), day("12-31"))
MARKS = st.lists(st.sampled_from(["in time", "late", "missed", "excused"]), max_size=50)


@given(MARKS)
def test_the_longest_run_of_late_or_missed_occurrences_ignores_excused_ones(marks: list[str]) -> None:
    fallen = []
    for one, mark in zip(SERIES.occurrences(), marks, strict=False):
        on = one.due + dt.timedelta(days=mark == "late")
        is_excused = mark == "excused"
        fallen.append(Fallen(one.due, None if is_excused or mark == "missed" else on, on if is_excused else None))
    found = kept(fallen, dt.date.max)
    left = "".join({"in time": "+", "late": "-", "missed": "-"}.get(mark, "") for mark in marks)
    assert found == Kept(len(left), left.count("+"), max(map(len, left.split("+"))))
