"""A meeting: which steps may follow, and that nobody attends twice."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LIAISON, START
from yiananlib.model import matters
from yiananlib.model.matters import Matter
from yiananlib.model.meetings import KIND, Head, attendance

HEAD = Head.model_validate(
    {"schema": 1, "id": "aaaaaa", "title": "会", "type": "study", "planned": dt.date(2026, 3, 12)}
)


def told(*steps: tuple[str, dict[str, Any]]) -> Matter:
    """Return a meeting that was called, with these steps after it."""
    entries = []
    for n, (kind, fields) in enumerate((("called", {}), *steps)):
        stamped = {"id": f"0000{n:02x}", "at": START + dt.timedelta(minutes=n), "by": LIAISON, "kind": kind, **fields}
        entries.append(KIND.entries[kind].model_validate(stamped))
    return Matter("zjj", HEAD, tuple(entries), kind="meeting")


def held(attended: int, due: int) -> tuple[str, dict[str, Any]]:
    return "held", {"attended": attended, "due": due}


@given(st.integers(0, 20), st.integers(0, 20), st.lists(st.integers(1, 9), max_size=4))
def test_nobody_attends_who_was_not_due(attended: int, due: int, made_up: list[int]) -> None:
    meeting = told(held(attended, due), *(("made-up", {"count": count}) for count in made_up))
    standing = matters.fold(meeting)
    assert bool(standing.faults) == (attended + (sum(made_up) if attended <= due else 0) > due)
    assert standing.status == ("held" if attended <= due else "called")


def test_attendance_counts_those_who_made_up_for_it() -> None:
    assert attendance(matters.fold(told())) is None
    assert attendance(matters.fold(told(held(5, 7)))) == (5, 7)
    assert attendance(matters.fold(told(held(5, 7), ("made-up", {"count": 2})))) == (7, 7)


@pytest.mark.parametrize(
    "steps",
    [
        [("made-up", {"count": 1})],
        [("found", {"text": "x"})],
        [held(1, 1), held(1, 1)],
        [("cancelled", {"reason": "x"}), held(1, 1)],
        [held(1, 1), ("cancelled", {"reason": "x"})],
    ],
)
def test_a_step_out_of_turn_is_a_fault(steps: list[tuple[str, dict[str, Any]]]) -> None:
    assert "is not possible" in matters.fold(told(*steps)).faults[-1].reason


def test_a_meeting_names_the_problems_it_found() -> None:
    meeting = told(held(1, 1), ("found", {"text": "甲", "problem": "k7m2qd"}), ("found", {"text": "乙"}))
    assert KIND.references(meeting).problems == ("k7m2qd",)
    assert matters.fold(meeting).faults == ()
