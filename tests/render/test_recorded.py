"""What whoever recorded something is told of it."""

import datetime as dt
import re

import pytest

from tests.builders import LIAISON, OFFICE, Story
from tests.services.ledgers import Desk
from yiananlib.cli.table import COMMANDS
from yiananlib.model.campaign import Deadlines
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.render.recorded import aside, following, told
from yiananlib.services.recording import accountability, extension, general, numbering, rectify
from yiananlib.services.recording.problems import Recorded


def test_a_measure_is_told_with_its_number_its_owner_and_its_day(desk: Desk) -> None:
    ref = desk.problem()
    assert told(desk.measure(ref)) == "measure 1: 职务 jianguan, by 2026-05-20"
    assert told(desk.measure(ref, "又一项")) == "measure 2: 职务 jianguan, by 2026-05-20"
    assert told(desk.done(ref, 2)) == "measure 2 done; supporting files: 1"
    assert told(rectify.progress(desk.ledger, desk.context(), ref, "已核验")) == ""
    assert told(rectify.progress(desk.ledger, desk.context(), ref, "已核验", 1)) == "measure 1"


def test_a_deadline_is_told_as_it_is_asked_for_as_it_was_and_as_it_is(desk: Desk) -> None:
    ref = desk.problem()
    until, at = dt.date(2026, 7, 1), desk.context
    asked = told(extension.ask(desk.ledger, at(LIAISON), ref, until, "待评审"))
    assert asked == "asked for more time until 2026-07-01; until a decision, the deadline stays 2026-06-15"
    assert told(extension.grant(desk.ledger, at(OFFICE), ref)) == "deadline 2026-06-15 → 2026-07-01"
    other = desk.problem(title="又一个")
    extension.ask(desk.ledger, at(LIAISON), other, until, "待评审")
    assert told(extension.deny(desk.ledger, at(OFFICE), other, "不足")) == "the deadline stays 2026-06-15"


def test_an_amendment_is_told_as_it_was_and_as_it_is(desk: Desk) -> None:
    ref = desk.problem()
    changes = {"owner": "liaison", "support": ["czj"], "leader": "czj/head"}
    said = told(rectify.amend(desk.ledger, desk.context(), ref, changes, "调整"))
    assert sorted(said.split("; ")) == [
        "Leader: 职务 deputy-1 → 财政局 职务 head",
        "Owner: 职务 jianguan → 职务 liaison",
        "Supporting units: nothing → 财政局",
    ]


def test_a_new_problem_is_told_with_its_deadline_and_a_number_with_itself(desk: Desk) -> None:
    ref = desk.problem()
    assert told(numbering.number(desk.ledger, desk.context(OFFICE), ref)) == "2026-001"
    assert told(rectify.note(desk.ledger, desk.context(), ref, "已电话提醒")) == ""
    assert told(accountability.rate(desk.ledger, desk.context(), desk.closed(), {"change": 4})) == ""


def test_a_general_problem_says_for_what_it_stands_and_each_unit_what_it_found(desk: Desk) -> None:
    one = desk.problem()
    ref = desk.problem("office", OFFICE, leader=OFFICE, owner=OFFICE, title="普遍问题")
    made = general.generalise(desk.ledger, desk.context(OFFICE), ref, [one], ["zjj"])
    assert told(made) == f"stands for {one.partition('/')[2]}; asked: 住建局"
    assert (
        told(general.look_wider(desk.ledger, desk.context(LIAISON), ref, 2, "逐项核对12项")) == "住建局: found 2 more"
    )
    assert told(general.look_wider(desk.ledger, desk.context(LIAISON), ref, 0, "再核对12项")) == "住建局: found nothing"


def test_a_close_says_by_what_it_was_held_and_what_was_waived(desk: Desk) -> None:
    ref = desk.passed()
    closed = desk.close(ref)
    assert isinstance(closed, Recorded)
    (met,) = aside(closed)
    (turn,) = following(closed.state, Deadlines())
    assert met.startswith("Checks of the gate met: triad, cause-depth, measures-done, evidence")
    day = desk.now.date() + dt.timedelta(90)
    assert turn == f"Next, from {day}: `yian look-back {ref}`"


def test_a_look_back_says_what_was_claimed(desk: Desk) -> None:
    ref = desk.closed(goal="变更审批零补办", effect="二季度\n零补办")
    held = desk.look_back(ref, LookBackResult.HELD)
    assert list(aside(held)) == ["Examined against the claim: Goal: 变更审批零补办; Effect: 二季度 零补办"]
    assert list(following(held.state, Deadlines())) == []
    (turn,) = following(held.state, Deadlines(look_back_again_days=365))
    assert turn == f"Next, from {desk.now.date() + dt.timedelta(365)}: `yian look-back {ref}`"
    slipped = desk.look_back(ref, LookBackResult.SLIPPED)
    assert "Effect: 二季度 零补办" in next(aside(slipped))
    (turn,) = following(slipped.state, Deadlines())
    assert turn == f"Next, the unit: `yian add-measure {ref} TEXT --owner OFFICER --due DAY`"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (["registered"], "add-measure"),
        (["registered", "planned"], "done zjj/k7m2qd 1"),
        (["registered", "planned", "completed"], "submit"),
        (["registered", "planned", "completed", "submitted"], "review"),
        (["registered", "submitted", "reviewed:return"], "add-measure"),
        (["registered", "submitted", "reviewed:pass"], "close"),
        (["registered", "submitted", "reviewed:pass", "closed"], "look-back"),
        (["registered", "extension-requested"], "extend"),
        (["registered", "voided"], None),
    ],
)
def test_what_can_be_done_next_is_a_command_that_may_follow(steps: list[str], said: str | None) -> None:
    state = fold(Story().has(*steps).problem)
    lines = list(following(state, Deadlines()))
    if said is None:
        assert lines == []
        return
    assert said in lines[0]
    assert all(re.findall(r"`yian ([\w-]+)", line)[0] in COMMANDS for line in lines)
