"""Answers to what `yian lint` found."""

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT
from tests.services.ledgers import Desk
from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem
from yiananlib.model.entries import Explained
from yiananlib.model.vocabulary import LookBackResult, Status
from yiananlib.services.recording import close_out
from yiananlib.services.recording.explaining import accept


def last(desk: Desk, ref: str) -> Explained:
    entry = desk.ledger.find_problem(ref).entries[-1]
    assert isinstance(entry, Explained)
    return entry


def test_the_answer_stands_in_each_problem_once(desk: Desk) -> None:
    first, second = desk.problem(), desk.problem(title="另一件")
    recorded = accept(desk.ledger, desk.context(), "same-effect", [first, second, first], "同一项目的两处")
    assert [r.state.problem.ref for r in recorded] == [first, second]
    for ref in (first, second):
        assert (last(desk, ref).code, last(desk, ref).reason) == ("same-effect", "同一项目的两处")
        assert len(desk.ledger.find_problem(ref).entries) == 2


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, OFFICE, INSPECTOR])
def test_those_concerned_may_answer(desk: Desk, by: str) -> None:
    ref = desk.problem()
    accept(desk.ledger, desk.context(by), "no-verb", [ref], "见附件")
    assert last(desk, ref).by == by


def test_where_one_may_not_be_answered_none_is(desk: Desk) -> None:
    own = desk.problem("czj", by=OTHER, leader="head", owner="head")
    other = desk.problem()
    with desk.refuses(NotAuthorised):
        accept(desk.ledger, desk.context(OTHER), "same-effect", [own, other], "一")
    with desk.refuses(NoSuchRecord):
        accept(desk.ledger, desk.context(), "same-effect", [other, "zzzzzz"], "一")
    with desk.refuses(UsageProblem):
        accept(desk.ledger, desk.context(), "same-word", [other], "一")
    with desk.refuses(UsageProblem):
        accept(desk.ledger, desk.context(), "same-effect", [other], " ")


def test_an_answer_moves_nothing_and_a_pass_stands(desk: Desk) -> None:
    ref = desk.passed()
    accept(desk.ledger, desk.context(), "at-once", [ref], "立行立改")
    assert desk.state(ref).status is Status.PASSED
    desk.close(ref)
    assert desk.state(ref).status is Status.CLOSED
    accept(desk.ledger, desk.context(), "at-once", [ref], "再说一遍")
    desk.look_back(ref, LookBackResult.HELD)
    assert desk.state(ref).faults == ()


def test_a_voided_problem_can_be_answered_for(desk: Desk) -> None:
    ref = desk.problem()
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复")
    accept(desk.ledger, desk.context(), "same-measure", [ref], "已撤销")
    assert desk.state(ref).status is Status.VOIDED
