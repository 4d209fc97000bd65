"""A meeting: which steps may follow, and that nobody attends twice."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import HEAD as CHAIR
from tests.builders import INSPECTOR, LIAISON, OFFICE, START, make_orgs
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
def test_no_more_attend_than_were_expected(attended: int, due: int, made_up: list[int]) -> None:
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


def with_aims(*aims: str, chair: str | None = None) -> Matter:
    """Return a meeting with these aims that was held."""
    meeting = told(held(1, 1))
    head = HEAD.model_copy(update={"aims": aims, "chair": chair})
    return Matter("zjj", head, meeting.entries, kind="meeting")


def followed(meeting: Matter, kind: str, by: str = LIAISON, **fields: Any) -> Matter:
    """Return the meeting with one entry more."""
    n = len(meeting.entries)
    stamped = {"id": f"0000{n:02x}", "at": START + dt.timedelta(minutes=n), "by": by, "kind": kind, **fields}
    return meeting.followed_by(KIND.entries[kind].model_validate(stamped))


def test_only_an_aim_of_the_meeting_has_a_result() -> None:
    meeting = with_aims("sweat", "lessons")
    assert matters.fold(followed(meeting, "concluded", aim="sweat", result="互提意见14条")).faults == ()
    (fault,) = matters.fold(followed(meeting, "concluded", aim="soul", result="无")).faults
    assert fault.reason == "“touched to the soul” is none of its aims; there are: red faces and sweat, lessons drawn"


ORGS = make_orgs()
ALL = ["self", "duty", "work"]


@pytest.mark.parametrize(
    ("passed", "marks", "opinion", "refused"),
    [
        (True, ALL, None, ""),
        (True, ALL[:2], None, "the analysis leaves out work; to pass the member anyway, give the reason"),
        (True, [], "首次任职，无分管工作", ""),
        (False, ALL, None, "say why the member has not passed"),
        (False, [], "未联系分管工作", ""),
    ],
)
def test_a_member_who_did_not_pass_or_left_something_out_is_given_reasons(
    passed: bool, marks: list[str], opinion: str | None, refused: str
) -> None:
    said = {"opinion": opinion} if opinion else {}
    entry = followed(with_aims(), "appraised", member="zjj/jianguan", passed=passed, marks=marks, **said)
    faults = matters.fold(entry).faults
    assert [fault.reason.startswith(refused) for fault in faults] == ([True] if refused else [])


@pytest.mark.parametrize(
    ("by", "member", "refused"),
    [
        (CHAIR, "zjj/jianguan", ""),
        (OFFICE, "zjj/jianguan", ""),
        (INSPECTOR, "zjj/jianguan", ""),
        (LIAISON, "zjj/jianguan", "neither chairs it nor is of the office or the inspectors"),
        (CHAIR, CHAIR, "somebody else must say whether they have passed"),
    ],
)
def test_a_member_is_judged_by_the_chair_or_by_supervision_and_never_by_themselves(
    by: str, member: str, refused: str
) -> None:
    meeting = with_aims(chair=CHAIR)
    entry = followed(meeting, "appraised", by, member=member, passed=True, marks=ALL).entries[-1]
    reason = matters.unauthorised(meeting, entry, ORGS) or matters.barred(meeting, entry, ORGS)
    assert (reason or "").endswith(refused) or refused in (reason or "")
    assert bool(reason) is bool(refused)


def test_a_meeting_names_its_chair_and_its_members() -> None:
    meeting = followed(with_aims(chair=CHAIR), "appraised", member="zjj/jianguan", passed=True, marks=ALL)
    assert KIND.references(meeting).officers == (CHAIR, "zjj/jianguan")


def test_making_up_for_more_than_were_expected_is_refused_with_all_three_numbers() -> None:
    (fault,) = matters.fold(told(held(5, 7), ("made-up", {"count": 3}))).faults
    assert fault.reason == "3 more would make 8, but only 7 were expected"
