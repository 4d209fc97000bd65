"""Requests for more time, and measures, as of a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, OWNER, Story
from tests.index.held import held
from tests.services.histories import histories
from yiananlib.index import queue
from yiananlib.model import papers
from yiananlib.model.entries import Entry
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import Status

DAY = dt.timedelta(days=1)
OPEN = (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED)


@given(problems=st.lists(histories(), min_size=1, max_size=3), day=st.integers(0, 400).map(lambda n: FOUND + n * DAY))
def test_what_is_undecided_is_what_folding_the_day_finds(problems: list[Problem], day: dt.date) -> None:
    index = held(problems)
    expected = []
    for problem in problems:
        # what sets a day right is read first, whenever it was recorded
        dated = zip(problem.entries, fold(problem).entries, strict=True)
        told = Problem(problem.org, problem.head, tuple(e for e, d in dated if d.on <= day or d.kind == "redated"))
        state = fold(told)
        if told.entries and state.status not in (Status.CLOSED, Status.VOIDED):
            expected += [(request.id, request.until, state.due) for request in state.requests]
    assert sorted((r.request, r.until, r.due) for r in queue.requests(index, day)) == sorted(expected)


def test_a_request_waits_from_its_day_until_it_is_decided() -> None:
    story = Story().has("registered")
    asked = story.add("extension-requested", on=FOUND + 5 * DAY)
    story.add("extension-denied", on=FOUND + 8 * DAY, request=asked.id)
    found = [len(list(queue.requests(held([story.problem]), FOUND + n * DAY))) for n in (4, 5, 7, 8, 9)]
    assert found == [0, 1, 1, 0, 0]


def test_a_request_is_of_no_other_unit_and_of_no_closed_problem() -> None:
    story = Story().has("registered", "extension-requested")
    index = held([story.problem])
    assert len(list(queue.requests(index, FOUND, ["zjj"]))) == 1
    assert list(queue.requests(index, FOUND, ["czj"])) == []
    story.has("submitted", "reviewed:pass", "closed")
    assert list(queue.requests(held([story.problem]), FOUND)) == []


@pytest.mark.parametrize(("days", "waits"), [(-8, False), (-7, True), (0, True), (1, True), (300, True)])
def test_a_measure_waits_from_a_week_before_it_is_due(days: int, waits: bool) -> None:
    story = Story().has("registered", "planned")
    due = dt.date(2026, 5, 31)
    found = list(queue.measures(held([story.problem]), due + days * DAY))
    assert [(m.number, m.owner, m.due, m.title) for m in found] == (
        [(1, OWNER, due, story.head.title)] if waits else []
    )


def test_a_measure_that_is_done_or_submitted_waits_no_more() -> None:
    story = Story().has("registered", "planned")
    story.add("completed", on=DUE)
    index = held([story.problem])
    assert [len(list(queue.measures(index, day))) for day in (DUE - DAY, DUE)] == [1, 0]
    submitted = Story().has("registered", "planned", "submitted")
    assert list(queue.measures(held([submitted.problem]), DUE)) == []


def test_measures_are_of_one_owner_or_of_all() -> None:
    story = Story().has("registered", "planned")
    story.add("planned", number=2, owner="zjj/deputy-1", due=dt.date(2026, 5, 1))
    index = held([story.problem])
    assert [m.number for m in queue.measures(index, DUE)] == [2, 1]
    assert [m.number for m in queue.measures(index, DUE, owner=OWNER)] == [1]
    assert list(queue.measures(index, DUE, ["czj"])) == []


def by(day: dt.date, problem: Problem) -> tuple[Entry, ...]:
    """Return the entries that had taken effect, those of a clock that ran ahead on the day that another gives."""
    counted = fold(problem).entries
    return tuple(
        e for e, as_counted in zip(problem.entries, counted, strict=True) if as_counted.on <= day or e.kind == "redated"
    )


@given(problems=st.lists(histories(), min_size=1, max_size=2), day=st.integers(0, 400).map(lambda n: FOUND + n * DAY))
def test_what_is_in_force_is_what_folding_the_day_says(problems: list[Problem], day: dt.date) -> None:
    index = held(problems)
    tables = index.standing(day)
    statement = f"SELECT endorsed, submission, publicised, asked FROM {tables} ORDER BY problems.problem"  # noqa: S608 - our own text
    found = index.connection.execute(statement, {"day": day.isoformat()}).fetchall()
    folded = [fold(Problem(p.org, p.head, by(day, p))) for p in problems]
    folded = [state for state in folded if state.moves]
    assert len(found) == len(folded)
    for numbers, state in zip(found, folded, strict=True):
        entries = state.problem.entries
        in_force = (state.endorsed, state.submission, state.publicised, *(state.requests or (None,)))
        assert [n is not None for n in numbers] == [e is not None for e in in_force], entries


@given(
    made=st.lists(
        st.tuples(st.integers(0, 20), st.none() | st.integers(0, 30), st.sampled_from([None, 1, 2])), max_size=6
    ),
    closing=st.booleans(),
    day=st.integers(0, 40),
)
def test_what_has_expired_is_what_folding_the_day_finds(
    made: list[tuple[int, int | None, int | None]], closing: bool, day: int
) -> None:
    story = Story(**{"class": "ongoing"}).has("registered", "planned")
    story.add("planned", number=2)
    for number, (on, until, measure) in enumerate(sorted(made, key=lambda one: one[0])):
        last = FOUND + until * DAY if until is not None else None
        story.add(
            "evidenced", on=FOUND + on * DAY, valid_until=last, measure=measure, file=f"{number:016}-a.pdf",
            sha256=f"{number:064}",
        )  # fmt: skip
    if closing:
        story.add("completed", on=FOUND + 21 * DAY)
        story.add("completed", measure=2)
        story.has("submitted", "reviewed:pass", "closed")
    now = FOUND + day * DAY
    told = fold(Problem(story.org, story.head, tuple(e for e in story.entries if e.on <= now)))
    waits = told.status not in (Status.SUBMITTED, Status.PASSED)
    expected = {(paper.file, paper.valid_until) for paper in papers.expired(told, now)} if waits else set()
    found = held([story.problem])
    assert {(one.file, one.since) for one in queue.expired(found, now)} == expected
    closed = expected if told.status is Status.CLOSED else set()
    assert {(one.file, one.since) for one in queue.expired(found, now, closed_only=True)} == closed
