"""What the campaign office asks of the index: rows of what moved, what is said alike, who rated."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FOUND, INSPECTOR, LIAISON, OFFICE, PARENT, Story, make_entry, round_of
from tests.index.held import held
from yiananlib.index import conditions, county_queries
from yiananlib.model.rounds import Answered
from yiananlib.model.vocabulary import Answer

DAY = dt.timedelta(days=1)


def closed(name: str = "aaaaaa", on: dt.date = FOUND, **head: Any) -> Story:
    story = Story(id=name, **head).has("registered")
    for step in ("submitted", "reviewed:pass", "closed"):
        story.add(step, on=on)
    return story


def test_moves_are_counted_from_one_evening_to_the_next() -> None:
    story = closed(on=FOUND + DAY)
    story.add("reopened", on=FOUND + 3 * DAY)
    found = list(county_queries.steps(held([story.problem]), FOUND + 3 * DAY, None))
    assert found == [
        county_queries.Step(FOUND, None, "open", 1),
        county_queries.Step(FOUND + DAY, "open", "closed", 1),
        county_queries.Step(FOUND + 3 * DAY, "closed", "open", 1),
    ]
    assert len(list(county_queries.steps(held([story.problem]), FOUND, None))) == 1


def test_a_move_between_open_statuses_is_none() -> None:
    story = Story().has("registered", "planned")
    story.add("progressed", on=FOUND + DAY)
    assert len(list(county_queries.steps(held([story.problem]), FOUND + 9 * DAY, None))) == 1


def test_what_moved_is_told_of_each_organization_from_a_day_on() -> None:
    index = held([closed(on=FOUND + DAY).problem])
    assert list(county_queries.steps_by_org(index, FOUND, FOUND + DAY, None)) == [
        ("zjj", None, "open", 1), ("zjj", "open", "closed", 1),
    ]  # fmt: skip
    assert list(county_queries.steps_by_org(index, FOUND + DAY, FOUND + DAY, None)) == [("zjj", "open", "closed", 1)]
    assert list(county_queries.steps_by_org(index, FOUND, FOUND + DAY, ["czj"])) == []


@pytest.mark.parametrize("name", county_queries.SAID)
def test_problems_can_be_grouped_by_each_thing_they_say(name: str) -> None:
    index = held(
        [closed(linked=["reform"], tags=["line/law"], finding="case-1/3", level=["work"], field="tender").problem]
    )
    (found,) = county_queries.said(index, FOUND, None, name)
    assert found[1:] == ("zjj", 1, FOUND, 0, 1, 0)


def test_an_absent_key_field_or_finding_or_cause_is_not_counted_as_a_value() -> None:
    story = Story(field="none", finding=None, root_cause=None, linked=[], level=[], tags=[]).has("registered")
    index = held([story.problem])
    for name in ("field", "finding", "cause", "linked", "tag", "level"):
        assert list(county_queries.said(index, FOUND, None, name)) == []


def test_a_voided_problem_says_nothing() -> None:
    story = Story().has("registered")
    story.add("voided", on=FOUND + DAY)
    index = held([story.problem])
    assert list(county_queries.said(index, FOUND + DAY, None, "kind")) == []
    assert len(list(county_queries.said(index, FOUND, None, "kind"))) == 1


@pytest.mark.parametrize("kind", ["handled", "held-accountable", "rated"])
def test_the_few_entries_that_are_counted_are_found_by_an_index_of_their_own(kind: str) -> None:
    index = held([Story().has("registered").problem])
    statement = (
        f"EXPLAIN QUERY PLAN SELECT 1 FROM {conditions.STANDING} JOIN entries"  # noqa: S608 - our own tables
        f" ON entries.problem = problems.problem WHERE entries.kind = '{kind}'"
    )
    plan = index.connection.execute(statement, {"day": "2026-05-01"}).fetchall()
    assert any("entries_seldom" in row[3] for row in plan)


@pytest.mark.parametrize(
    ("by", "supervises"),
    [(LIAISON, False), (PARENT, False), (OFFICE, True), (INSPECTOR, True), ("gone/head", False)],
)
def test_office_and_inspectors_supervise_and_anybody_else_is_a_unit(by: str, supervises: bool) -> None:
    story = closed()
    story.add("rated", by=by, scores={"change": 3})
    (found,) = county_queries.ratings(held([story.problem]), FOUND, None)
    assert (found.supervises, found.scores, found.org_name) == (supervises, {"change": 3}, "住建局")


def answered(found: str | None, on: dt.date = FOUND, prompt: str = "p01") -> Answered:
    at = dt.datetime.combine(on, make_entry("registered").at.timetz())
    said = {"answer": Answer.PROBLEM, "problem": found} if found else {"answer": Answer.CLEAR, "reason": "无"}
    return Answered.model_validate(
        {"id": "aaaaaa", "at": at, "by": LIAISON, "subject": "team", "prompt": prompt} | said
    )


def test_a_problem_is_of_the_round_in_which_an_answer_found_it_though_the_answer_was_mended() -> None:
    answers = (answered("aaaaaa"), answered(None, FOUND + DAY), answered("bbbbbb", FOUND + DAY, "p02"))
    opened = round_of({"schema": 1, "opened": FOUND, "subjects": ("team",), "answers": answers})
    problems = [closed().problem, Story(id="bbbbbb").has("registered").problem]
    index = held(problems, rounds={("zjj", "2026-1"): opened})
    assert list(county_queries.found_in_rounds(index, FOUND, None)) == [
        county_queries.Found("2026-1", "zjj", "住建局", 1, 1, 0)
    ]
    (after,) = county_queries.found_in_rounds(index, FOUND + DAY, None)
    assert after == county_queries.Found("2026-1", "zjj", "住建局", 2, 1, 0)
    assert list(county_queries.rounds(index, FOUND, None)) == [("2026-1", FOUND, 1)]
    assert list(county_queries.rounds(index, FOUND - DAY, None)) == []
    assert list(county_queries.rounds(index, FOUND, ["czj"])) == []


def test_a_close_tells_whether_it_ended_and_whether_it_is_due() -> None:
    story = closed()
    story.add("reopened", on=FOUND + 10 * DAY)
    index = held([story.problem])
    (then,) = county_queries.closes(index, FOUND + 9 * DAY, None)
    (now,) = county_queries.closes(index, FOUND + 10 * DAY, None)
    assert (then.until, now.until, then.due, now.due) == (FOUND + 10 * DAY, FOUND + 10 * DAY, False, False)
    (late,) = county_queries.closes(held([closed().problem]), FOUND + 90 * DAY, None)
    assert (late.until, late.due, late.result) == (dt.date.max, True, None)
