"""Who has passed, and how many came."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import HEAD, LEADER, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.registers import meeting
from yiananlib.errors import NotAuthorised
from yiananlib.services.reading.members import Unit, members
from yiananlib.services.recording import meetings

ALL = ("self", "duty", "work")


def units(desk: Desk, day: dt.date | None = None, org: str | None = None) -> dict[str, Unit]:
    found = asked(desk.ledger, lambda index: members(index, day or desk.now.date(), org))
    return {unit.org: unit for unit in found.units}


def judge(desk: Desk, ref: str, member: str, by: str = OFFICE, *, passed: bool = True, **said: Any) -> None:
    marks = ALL if passed else ()
    meetings.appraise(desk.ledger, desk.context(by), ref, member, passed=passed, marks=marks, **said)


def test_nobody_has_passed_before_somebody_said_so(desk: Desk) -> None:
    unit = units(desk)["zjj"]
    assert [(member.officer, member.judged) for member in unit.members] == [(HEAD, None), (LEADER, None)]
    assert (unit.passed, unit.held, unit.attendance) == (0, 0, None)


def test_the_last_word_counts_from_its_day_at_whatever_meeting(desk: Desk) -> None:
    first = meeting(desk)
    judge(desk, first, "head", passed=False, opinion="未联系分管工作")
    second = meeting(desk.on("2026-03-20"))
    judge(desk, second, "head")
    found = {day: units(desk, dt.date.fromisoformat(day))["zjj"] for day in ("2026-03-11", "2026-03-19", "2026-03-20")}
    assert [unit.members[0].passed for unit in found.values()] == [False, False, True]
    assert [getattr(unit.members[0].judged, "meeting", None) for unit in found.values()] == [None, first, second]


def test_answering_the_checklist_passes_nobody_and_the_liaison_cannot_say_so(desk: Desk) -> None:
    ref = meeting(desk)
    with pytest.raises(NotAuthorised, match="neither chairs it nor"):
        judge(desk, ref, "head", by=LIAISON)
    assert units(desk)["zjj"].passed == 0


def test_who_came_and_who_made_up_for_it_are_counted_over_all_meetings(desk: Desk) -> None:
    ref = meeting(desk, held=(5, 7))
    meeting(desk, held=(8, 9), type="study")
    meeting(desk, held=None)
    meetings.make_up(desk.ledger, desk.context(LIAISON), ref, 1)
    unit = units(desk)["zjj"]
    assert (unit.held, unit.came, unit.due, unit.attendance) == (2, 14, 16, 14 / 16)
    assert units(desk, dt.date(2026, 3, 11))["zjj"].held == 0


def test_an_organization_is_asked_with_all_below_it(desk: Desk) -> None:
    assert "zjj" in units(desk)
    assert set(units(desk, org="zjj")) == {"zjj"}
