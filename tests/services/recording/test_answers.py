"""Objections and waits as services record them."""

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.found import only
from tests.services.ledgers import Desk, tree
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model.vocabulary import Follow
from yiananlib.services.recording import answers, close_out
from yiananlib.store import layout


def test_the_files_of_an_objection_are_copied_once_each_and_found_by_verify(desk: Desk) -> None:
    ref = desk.problem()
    papers = [desk.paper(), desk.paper("三定方案.pdf", "职责"), desk.paper()]
    done = answers.contest(desk.ledger, desk.context(HEAD), ref, "不属我局监管", papers)
    (entry,) = done.entries
    assert entry.kind == "contested"
    assert len(entry.evidence) == 2
    for sheet in entry.evidence:
        assert (desk.root / layout.evidence_file("zjj", sheet.file)).stat().st_size == sheet.size


def test_a_refused_objection_leaves_no_file(desk: Desk) -> None:
    ref = desk.problem()
    before = tree(desk.root)
    with pytest.raises(NotAuthorised):
        answers.contest(desk.ledger, desk.context(LIAISON), ref, "不属我局监管", [desk.paper()])
    with pytest.raises(UsageProblem):
        answers.contest(desk.ledger, desk.context(HEAD), ref, "不属我局监管", [desk.root / "nothing"])
    assert tree(desk.root) == before


def test_only_undecided_objections_are_decided(desk: Desk) -> None:
    ref = desk.problem()
    with pytest.raises(NotAllowed, match="there is no undecided objection"):
        answers.uphold(desk.ledger, desk.context(OFFICE), ref, Follow.VOID, "属实")
    answers.contest(desk.ledger, desk.context(HEAD), ref, "不属我局监管")
    answers.dismiss(desk.ledger, desk.context(INSPECTOR), ref, "与核查不符")
    with pytest.raises(NotAllowed, match="there is no undecided objection"):
        answers.dismiss(desk.ledger, desk.context(OFFICE), ref, "与核查不符")


def test_the_office_itself_acts_on_an_upheld_objection(desk: Desk) -> None:
    ref = desk.problem()
    answers.contest(desk.ledger, desk.context(HEAD), ref, "不属我局监管")
    done = answers.uphold(desk.ledger, desk.context(OFFICE), ref, Follow.VOID, "属实")
    assert done.state.status == "registered"
    assert desk.state(ref).upheld is not None
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "异议成立")
    assert desk.state(ref).upheld is None


def test_an_organization_is_named_as_people_call_it_and_must_be_there(desk: Desk) -> None:
    ref = desk.problem()
    done = answers.block(desk.ledger, desk.context(), ref, "财政局", "评审意见")
    (entry,) = done.entries
    assert entry.kind == "blocked"
    assert (entry.org, done.names["czj"]) == ("czj", "财政局")
    with pytest.raises(NoSuchRecord):
        answers.block(desk.ledger, desk.context(), ref, "没有的单位", "x")


def test_whoever_is_waited_for_ends_their_own_and_no_other(desk: Desk) -> None:
    ref = desk.problem()
    for org in ("czj", "gov"):
        answers.block(desk.ledger, desk.context(), ref, org, "x")
    with pytest.raises(UsageProblem, match="czj, gov"):
        answers.clear(desk.ledger, desk.context(), ref)
    with pytest.raises(NotAuthorised):
        answers.clear(desk.ledger, desk.context(OTHER), ref, "gov")
    answers.clear(desk.ledger, desk.context(OTHER), ref)
    with pytest.raises(NotAllowed, match="it does not wait for czj"):
        answers.clear(desk.ledger, desk.context(), ref, "czj")
    answers.clear(desk.ledger, desk.context(), ref)
    with pytest.raises(NotAllowed, match="it waits for no other organization"):
        answers.clear(desk.ledger, desk.context(), ref)


def test_verify_names_a_wait_for_an_organization_that_is_not_there(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "blocked", LIAISON, org="nowhere", needs="x")
    found = only(desk)
    assert (found.code, "nowhere" in found.message) == ("reference", True)
