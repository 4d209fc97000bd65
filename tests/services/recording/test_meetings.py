"""Meetings: called, held, made up for, cancelled; and what they find enters the list."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OTHER, PARENT
from tests.services.ledgers import FIELDS, Desk
from tests.services.registers import case, meeting
from yiananlib.errors import Ambiguous, NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model.matters import fold
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import examine, meetings
from yiananlib.services.recording.examine import Reply
from yiananlib.services.recording.register import Proposal, add_problems
from yiananlib.services.verifying.verify import verify


def test_a_meeting_goes_its_way(desk: Desk) -> None:
    case(desk)
    ref = meeting(desk, held=None, aims=("sweat",), case="case-1", material="film", source="县纪委监委")
    assert meetings.hold(desk.ledger, desk.context(), ref, meetings.Attendance(5, 7, "两名出差", "概要"))
    assert meetings.make_up(desk.ledger, desk.context(), ref, 2, "补学").standing.status == "held"
    with desk.refuses(NotAllowed, "1 more would make 8, but only 7 were expected"):
        meetings.make_up(desk.ledger, desk.context(), ref, 1)
    assert verify(desk.ledger).findings == ()


def test_a_meeting_is_cancelled_until_it_was_held(desk: Desk) -> None:
    ref = meeting(desk, held=None)
    assert meetings.cancel(desk.ledger, desk.context(), ref, "并入下月").standing.status == "cancelled"
    with desk.refuses(NotAllowed, "is not possible after “cancelled”"):
        meetings.hold(desk.ledger, desk.context(), ref, meetings.Attendance(1, 1))


def test_no_more_attend_than_were_expected(desk: Desk) -> None:
    with desk.refuses(NotAllowed, "8 attended, but only 7 were expected"):
        meeting(desk, held=(8, 7))


def test_a_problem_found_at_a_meeting_is_entered_there_too(desk: Desk) -> None:
    ref = meeting(desk)
    found = desk.problem(meeting=ref)
    head = desk.ledger.find_problem(found).head
    assert (head.meeting, head.source) == (ref.partition("/")[2], "meeting")
    entry = desk.ledger.find_matter("meeting", ref).entries[-1]
    assert (entry.kind, entry.text, entry.problem) == ("found", head.title, head.id)
    assert desk.ledger.find_problem(desk.problem(meeting=ref, source="opinion")).head.source == "opinion"
    assert len(desk.ledger.find_matter("meeting", ref).entries) == 4
    assert verify(desk.ledger).findings == ()


def test_of_many_problems_each_is_entered_once(desk: Desk) -> None:
    ref = meeting(desk)
    proposals = [Proposal("zjj", {**FIELDS, "title": title, "meeting": ref}) for title in ("甲", "乙")]
    add_problems(desk.ledger, desk.context(), proposals)
    assert [e.text for e in desk.ledger.find_matter("meeting", ref).entries[2:]] == ["甲", "乙"]


def test_a_problem_that_an_answer_finds_at_a_meeting_is_entered_too(desk: Desk) -> None:
    ref = meeting(desk)
    reply = Reply("p01", Answer.PROBLEM, None, Proposal("zjj", {**FIELDS, "meeting": ref}))
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply])
    assert desk.ledger.find_matter("meeting", ref).entries[-1].kind == "found"


def test_a_meeting_that_did_not_take_place_finds_nothing(desk: Desk) -> None:
    ref = meeting(desk, held=None)
    with desk.refuses(NotAllowed, "“found” is not possible after “called”"):
        desk.problem(meeting=ref)
    with desk.refuses(NoSuchRecord, "no meeting “zzzzzz”"):
        desk.problem(meeting="zzzzzz")


def test_who_may_not_record_in_a_meeting_registers_nothing_from_it(desk: Desk) -> None:
    given = {"type": "study", "title": "县里", "planned": desk.now.date()}
    above = meetings.add_meeting(desk.ledger, desk.context(PARENT), "gov", given, meetings.Attendance(1, 1))
    with desk.refuses(NotAuthorised, "住建局职务 liaison (zjj/liaison) may not do this"):
        desk.problem(meeting=above.standing.matter.ref)
    assert desk.problem(by=PARENT, meeting=above.standing.matter.ref)


def test_what_was_found_may_be_a_problem_that_is_there_or_none(desk: Desk) -> None:
    ref, problem = meeting(desk), desk.problem()
    linked = meetings.find(desk.ledger, desk.context(), ref, "把关不严", problem).standing.matter.entries[-1]
    assert linked.problem == problem.partition("/")[2]
    assert fold(meetings.find(desk.ledger, desk.context(), ref, "当场说明").standing.matter).faults == ()
    with desk.refuses(NoSuchRecord):
        meetings.find(desk.ledger, desk.context(), ref, "x", "zzzzzz")


@pytest.mark.parametrize(
    "fields", [{"due": 0}, {"type": "party"}, {"planned": "soon"}, {"aims": ("X",)}, {"title": " "}]
)
def test_a_field_that_cannot_be_used_is_refused(desk: Desk, fields: dict[str, Any]) -> None:
    with desk.refuses(UsageProblem):
        meeting(desk, **fields)


def test_a_meeting_is_about_a_case_that_is_there(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord, "no case “case-1”"):
        meeting(desk, case="case-1")


def test_others_leave_the_meetings_of_an_organization_alone(desk: Desk) -> None:
    with desk.refuses(NotAuthorised):
        meeting(desk, by=OTHER)


def test_a_prefix_of_two_meetings_is_ambiguous(desk: Desk) -> None:
    first = meeting(desk)
    desk.on("2026-03-13")
    name = first.partition("/")[2]
    text = (desk.root / f"orgs/zjj/meetings/{name}.toml").read_text(encoding="utf-8")
    twin = name[:5] + ("0" if name[5] != "0" else "1")
    desk.write(f"orgs/zjj/meetings/{twin}.toml", text.replace(f'id = "{name}"', f'id = "{twin}"'))
    with desk.refuses(Ambiguous):
        meetings.cancel(desk.ledger, desk.context(LIAISON), name[:5], "x")
    assert meetings.make_up(desk.ledger, desk.context(LIAISON, dt.date(2026, 3, 12)), name, 1).uncommitted is None
