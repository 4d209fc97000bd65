"""Setting a clock right that ran ahead, in every kind of record, and what the proof says of it."""

import datetime as dt

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, START
from tests.services import noticing, registers
from tests.services.ledgers import Desk
from tests.services.repositories import Repository
from yiananlib.errors import Ambiguous, NoSuchRecord, NotAllowed, NotAuthorised
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import close_out, examine, rectify
from yiananlib.services.recording.redate import Corrected, redate
from yiananlib.services.verifying.verify import verify

FUTURE = "2036-01-01"
DAY = START.date()


def on_a_problem(desk: Desk) -> tuple[str, str]:
    ref = desk.problem()
    desk.on(FUTURE)
    return ref, rectify.progress(desk.ledger, desk.context(), ref, "进展").state.problem.entries[-1].id


def on_a_notice(desk: Desk) -> tuple[str, str]:
    ref = noticing.issue(desk, due=desk.now.date() + dt.timedelta(days=9))
    desk.on(FUTURE)
    return ref, noticing.reply(desk, ref).standing.matter.entries[-1].id


def on_a_round(desk: Desk) -> tuple[str, str]:
    desk.on(FUTURE)
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [examine.Reply("p01", Answer.CLEAR, "已对照")])
    round_ = desk.ledger.round("zjj", "2026-1")
    assert round_ is not None
    return "zjj/2026-1", round_.answers[-1].id


def codes(desk: Desk) -> list[str]:
    return [f.code for f in verify(desk.ledger, now=START + dt.timedelta(days=9)).findings if f.code != "setup"]


@pytest.mark.parametrize("stick", [on_a_problem, on_a_notice, on_a_round])
def test_a_record_of_any_kind_is_in_order_again(desk: Desk, stick: object) -> None:
    ref, entry = stick(desk)  # type: ignore[operator]
    desk.on("2026-03-20")
    assert codes(desk) == ["ahead"]
    redate(desk.ledger, desk.context(OFFICE), ref, entry[:5], DAY, "电脑时钟快了十年")
    assert codes(desk) == []


def test_before_it_nothing_is_recorded_and_afterwards_everything(desk: Desk) -> None:
    ref, entry = on_a_problem(desk)
    desk.on("2026-03-20")
    with desk.refuses(NotAllowed, f"yian redate {ref} {entry} --day DAY"):
        rectify.progress(desk.ledger, desk.context(), ref, "再进展")
    redate(desk.ledger, desk.context(INSPECTOR), ref, entry, DAY, "电脑时钟快了十年")
    rectify.progress(desk.ledger, desk.context(), ref, "再进展")
    assert close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复登记").state.status == "voided"


def test_an_answer_counts_from_the_day_that_is_given(desk: Desk) -> None:
    ref, entry = on_a_round(desk)
    desk.on("2026-03-20")
    found = redate(desk.ledger, desk.context(OFFICE), ref, entry, DAY, "电脑时钟快了十年")
    assert isinstance(found, Corrected)
    assert (found.round.began, [a.on for a in found.round.dated]) == (DAY, [DAY])
    assert found.round.answered(["p01"], DAY) == 1
    assert desk.ledger.round("zjj", "2026-1") == found.round


@pytest.mark.parametrize("stick", [on_a_problem, on_a_notice, on_a_round])
def test_only_supervision_redates_and_only_if_the_clock_was_wrong(desk: Desk, stick: object) -> None:
    ref, entry = stick(desk)  # type: ignore[operator]
    desk.on("2026-03-20")
    with desk.refuses(NotAuthorised):
        redate(desk.ledger, desk.context(LIAISON), ref, entry, DAY, "快了")
    with desk.refuses(NotAllowed):
        redate(desk.ledger, desk.context(OFFICE), ref, entry, dt.date(2026, 3, 21), "还没到")
    with desk.refuses(NoSuchRecord):
        redate(desk.ledger, desk.context(OFFICE), ref, "zzzzzz", DAY, "没有")
    redate(desk.ledger, desk.context(OFFICE), ref, entry, DAY, "快了")
    right = desk.problem()
    with desk.refuses(NotAllowed, "its clock was not wrong"):
        redate(desk.ledger, desk.context(OFFICE), right, desk.state(right).problem.entries[0].id, DAY, "没错")


def test_a_beginning_that_several_entries_have_is_ambiguous(desk: Desk) -> None:
    ref, entry = on_a_problem(desk)
    desk.append(ref, "noted", LIAISON, id=entry[:3] + "000", note="同头")
    desk.on("2026-03-20")
    with desk.refuses(Ambiguous):
        redate(desk.ledger, desk.context(OFFICE), ref, entry[:3], DAY, "快了")


def test_a_case_has_no_entries(desk: Desk) -> None:
    name = registers.case(desk)
    with desk.refuses(NoSuchRecord):
        redate(desk.ledger, desk.context(OFFICE), name, "abc", DAY, "快了")


@pytest.mark.parametrize("stick", [on_a_problem, on_a_notice, on_a_round])
def test_the_proof_accepts_what_was_set_right(repo: Repository, stick: object) -> None:
    now = repo.now
    repo.commit(LIAISON)
    ref, entry = stick(repo)  # type: ignore[operator]
    repo.now = now + dt.timedelta(days=1)  # by git's clock it is no such day
    repo.commit(LIAISON)
    assert [(f.code, f.level) for f in repo.findings() if f.code == "ahead"] == [("ahead", Level.ERROR)]
    repo.recorded(OFFICE, lambda: redate(repo.ledger, repo.context(OFFICE), ref, entry, now.date(), "快了"))
    assert [(f.code, f.level) for f in repo.findings() if f.code == "ahead"] == [("ahead", Level.WARNING)]


def test_the_office_types_for_the_inspectors_in_a_round_as_elsewhere(desk: Desk) -> None:
    ref, entry = on_a_round(desk)
    desk.on("2026-03-20")
    found = redate(desk.ledger, desk.context(OFFICE)._replace(for_=INSPECTOR), ref, entry, DAY, "快了")
    assert isinstance(found, Corrected)
    assert (found.correction.by, found.correction.principal) == (OFFICE, INSPECTOR)
    assert codes(desk) == []
