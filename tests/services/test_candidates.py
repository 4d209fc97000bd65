"""Where nobody says who records, those are named who may: by the rules by which it would be refused."""

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import FIELDS, STANDARDS, Desk, tree
from tests.services.noticing import issue
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model.vocabulary import Answer, Verdict
from yiananlib.services import begin, candidates, close_out, examine, numbering, rectify, register, supervise
from yiananlib.services.occasion import Occasion
from yiananlib.services.together import together

FORM = r"Say --by ORG/OFFICER, or once for this clone `yian as ORG/OFFICER`"
Record = Callable[[Desk, Occasion, str], Any]

RECORD: dict[str, Record] = {
    "progress": lambda d, o, ref: rectify.progress(d.ledger, o, ref, "x"),
    "endorse": lambda d, o, ref: close_out.endorse(d.ledger, o, ref),
    "review": lambda d, o, ref: close_out.review(d.ledger, o, ref, Verdict.PASS, opinion="x", standards=STANDARDS),
    "number": lambda d, o, ref: numbering.number(d.ledger, o, ref),
    "close": lambda d, o, ref: close_out.close(d.ledger, o, ref, {}),
    "note": lambda d, o, ref: rectify.note(d.ledger, o, ref, "x"),
    "several": lambda d, o, ref: together(d.ledger, o, [ref], lambda at, who, one: rectify.progress(at, who, one, "x")),
}


def everybody(desk: Desk) -> list[str]:
    return [f"{name}/{officer.id}" for name, org in desk.ledger.orgs().items() for officer in org.officers]


@pytest.mark.parametrize("name", RECORD)
def test_those_are_named_to_whom_it_is_not_refused(desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 99)
    ref = desk.submitted()
    before = tree(desk.root)
    with pytest.raises(UsageProblem, match=FORM) as refused:
        RECORD[name](desk, desk.occasion(None), ref)
    assert tree(desk.root) == before
    said = refused.value.message
    named = {by for by in everybody(desk) if f"({by})" in said}
    may = set()
    for by in everybody(desk):
        with contextlib.suppress(NotAuthorised):
            with contextlib.suppress(UsageProblem, NotAllowed):
                RECORD[name](desk, desk.occasion(by), ref)
            may.add(by)
        for path, data in before.items():
            desk.write(path, data)
    assert named == may
    assert named


def test_matters_rounds_and_registers_name_them_too(desk: Desk) -> None:
    nobody = desk.occasion(None)
    notice = issue(desk)
    given = {"title": "督办", "demand": "报结果", "due": dt.date(2026, 3, 20)}
    cases: list[tuple[Callable[[], Any], str, str]] = [
        (lambda: supervise.reply(desk.ledger, nobody, notice, "x"), LIAISON, OFFICE),
        (lambda: supervise.issue(desk.ledger, nobody, "zjj", given), OFFICE, LIAISON),
        (
            lambda: examine.answer(desk.ledger, nobody, "zjj", "2026", [examine.Reply("p01", Answer.CLEAR, "无")]),
            LIAISON,
            INSPECTOR,
        ),
        (lambda: register.add_problems(desk.ledger, nobody, [register.Proposal("zjj", FIELDS)]), LIAISON, INSPECTOR),
    ]
    for record, may, may_not in cases:
        with pytest.raises(UsageProblem, match=FORM) as refused:
            record()
        assert (f"({may})" in refused.value.message, f"({may_not})" in refused.value.message) == (True, False)


def test_definitions_name_the_office(desk: Desk) -> None:
    with desk.refuses(NotAuthorised, r"\(office/liaison\).*--by ORG/OFFICER"):
        begin.add_org(desk.ledger, desk.occasion(None), "jtj", title="教体局")


def test_what_is_not_there_is_told_instead(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        rectify.note(desk.ledger, desk.occasion(None), "zzzzzz", "x")


def test_so_many_are_named_and_no_more(desk: Desk) -> None:
    ref = desk.problem()
    with pytest.raises(UsageProblem) as refused:
        rectify.note(desk.ledger, desk.occasion(None), ref, "x")
    assert refused.value.message.count("/") == candidates.MOST + 2
    assert " …" in refused.value.message
    assert candidates.called("县教体局", "局长") == "县教体局局长"
    assert candidates.called("Education Bureau", "Director") == "Education Bureau Director"
