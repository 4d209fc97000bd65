"""Who has passed and who has not, as documents."""

import datetime as dt

import pytest

from tests.builders import HEAD, LEADER
from tests.services.ledgers import Desk, asked
from yiananlib.index.matter_values import Judged
from yiananlib.render import plain
from yiananlib.render.views.members import members, members_json, rows
from yiananlib.services.reading.members import Member, Members, Unit
from yiananlib.services.reading.members import members as told

DAY = dt.date(2026, 3, 12)
PASSED = Judged(True, DAY, "zjj/m4c9yt", ("self", "duty", "work"), None)
NOT = Judged(False, DAY, "zjj/m4c9yt", ("self",), "未联系分管工作")


@pytest.fixture
def empty(desk: Desk) -> Members:
    return asked(desk.ledger, lambda index: told(index, DAY))


def full(empty: Members, *judged: Judged | None) -> Members:
    team = tuple(Member(officer, one) for officer, one in zip((HEAD, LEADER), judged, strict=True))
    return empty._replace(units=(Unit("zjj", "住建局", team, 2, 14, 16),))


def lines(value: Members) -> list[list[str]]:
    return [line.split() for line in plain.text(members(value)).split("\n")]


def test_a_unit_has_a_row_and_below_it_who_has_not_passed_by_post(empty: Members) -> None:
    found = lines(full(empty, PASSED, NOT))
    post = empty.setting.names[LEADER].split()
    assert ["住建局", "2", "1", *post, "2", "87.50%"] in found
    assert ["住建局", *post, "no,", "on", "2026-03-12", "own", "conduct", "未联系分管工作", "zjj/m4c9yt"] in found


def test_nobody_is_left_where_all_have_passed(empty: Members) -> None:
    text = plain.text(members(full(empty, PASSED, PASSED)))
    assert "Not passed yet" not in text
    assert len(rows(full(empty, PASSED, PASSED)).rows) == 2


def test_who_was_not_judged_has_not_passed(empty: Members) -> None:
    assert ["住建局", *empty.setting.names[HEAD].split(), "not", "judged"] in lines(full(empty, None, PASSED))


def test_in_json_each_member_has_the_last_word_or_none(empty: Members) -> None:
    (unit,) = members_json(full(empty, NOT, None))["by_org"]
    assert (unit["members"], unit["passed"], unit["attendance"]) == (2, 0, 0.875)
    assert [one["judged"] for one in unit["by_member"]] == [NOT._asdict(), None]
