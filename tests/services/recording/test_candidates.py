"""Where nobody says who records, those are named who may: by the rules by which it would be refused."""

import contextlib
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT
from tests.services.imports import HEAD as SHEET
from tests.services.imports import ROWS, sheet
from tests.services.ledgers import FIELDS, STANDARDS, Desk, tree
from tests.services.noticing import issue
from tests.services.recording.test_unit_rows import PROGRESS, row
from tests.services.repositories import Repository
from tests.services.unit_books import filled
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model import calling
from yiananlib.model.vocabulary import Answer, Verdict
from yiananlib.services.recording import (
    begin,
    candidates,
    close_out,
    evidence_folder,
    examine,
    explaining,
    numbering,
    rectify,
    redate,
    register,
    slips,
    supervise,
)
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.importing import Choice, import_file
from yiananlib.services.recording.supporting import Words
from yiananlib.services.recording.together import together
from yiananlib.services.sharing.readers import bring as bring_book

FORM = r"Give --by ORG/OFFICER, or run `yian as ORG/OFFICER` once in this clone"
Record = Callable[[Desk, Context, str], Any]

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
def test_exactly_those_who_may_record_are_named(desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 99)
    ref = desk.submitted()
    before = tree(desk.root)
    with pytest.raises(UsageProblem, match=FORM) as refused:
        RECORD[name](desk, desk.context(None), ref)
    assert tree(desk.root) == before
    said = refused.value.message
    named = {by for by in everybody(desk) if f"({by})" in said}
    may = set()
    for by in everybody(desk):
        with contextlib.suppress(NotAuthorised):
            with contextlib.suppress(UsageProblem, NotAllowed):
                RECORD[name](desk, desk.context(by), ref)
            may.add(by)
        for path, data in before.items():
            desk.write(path, data)
    assert named == may
    assert named


def test_matters_rounds_and_registers_name_them_too(desk: Desk) -> None:
    nobody = desk.context(None)
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
        begin.add_org(desk.ledger, desk.context(None), "jtj", title="教体局")


def test_a_missing_record_is_reported_instead_of_candidates(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        rectify.note(desk.ledger, desk.context(None), "zzzzzz", "x")


def test_only_a_limited_number_of_candidates_is_named(desk: Desk) -> None:
    ref = desk.problem()
    with pytest.raises(UsageProblem) as refused:
        rectify.note(desk.ledger, desk.context(None), ref, "x")
    assert refused.value.message.count("/") == candidates.MOST + 2
    assert " …" in refused.value.message
    assert calling.together("县教体局", "局长") == "县教体局局长"
    assert calling.together("Education Bureau", "Director") == "Education Bureau Director"


def names(desk: Desk, record: Callable[[], Any]) -> set[str]:
    """Return who may, by what is said where nobody says who records; nothing is written."""
    before = tree(desk.root)
    with pytest.raises(UsageProblem, match=FORM) as refused:
        record()
    assert tree(desk.root) == before
    return set(re.findall(r"\(([a-z]+/[\w-]+)\)", str(refused.value).partition("Allowed:")[2]))


SUPERVISION = {OFFICE, INSPECTOR}


def test_a_redated_answer_names_the_office_and_the_inspectors(desk: Desk) -> None:
    desk.on("2036-03-12")
    reply = examine.Reply("p01", Answer.CLEAR, "无")
    examine.answer(desk.ledger, desk.context(LIAISON), "zjj", "2026", [reply])
    round_ = desk.ledger.round("zjj", "2026")
    assert round_ is not None
    desk.on("2026-03-12")
    call = (round_.answers[0].id, dt.date(2026, 3, 12), "时钟快了十年")
    assert names(desk, lambda: redate.redate(desk.ledger, desk.context(None), "zjj/2026", *call)) == SUPERVISION


def test_an_answer_to_lint_names_whoever_may_answer_for_all_of_it(desk: Desk) -> None:
    refs = [desk.problem(), desk.problem("czj", OTHER, leader="head", owner="head", support=None)]
    nobody = desk.context(None)

    def accept(*named: str) -> set[str]:
        return names(desk, lambda: explaining.accept(desk.ledger, nobody, "no-verb", named, "原文如此"))

    assert accept(*refs) == {PARENT, *SUPERVISION}
    assert accept(refs[1]) == {OTHER, HEAD.replace("zjj", "czj"), PARENT, *SUPERVISION}


def test_an_import_names_whoever_may_record_all_of_its_rows(desk: Desk) -> None:
    nobody = desk.context(None)

    def bring(*rows: tuple[str, ...], **more: Any) -> set[str]:
        path = sheet(desk, SHEET, *rows)
        return names(desk, lambda: import_file(desk.ledger, nobody, path, Choice(**more), apply=True))

    assert bring(*ROWS) == {PARENT, OFFICE}
    assert {OTHER, OFFICE} <= bring(ROWS[1])
    assert INSPECTOR not in bring(ROWS[1])
    assert bring(ROWS[1], document="县委办〔2026〕2号") == {OFFICE}


def test_the_workbook_of_a_unit_names_the_unit_those_above_it_and_the_office(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    path = filled(desk, row(ref.partition("/")[2], **{PROGRESS: "已补办"}))
    found = names(desk, lambda: bring_book(desk.ledger, desk.context(None), path, Choice(), apply=True))
    assert {ref.partition("/")[0] for ref in found} <= {"zjj", "gov", "office"}
    assert LIAISON in found


def test_undoing_names_only_the_officer_who_recorded(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    repo.problem(by=HEAD)
    assert names(repo, lambda: slips.undo(repo.ledger, repo.context(None))) == {HEAD}


def test_a_folder_of_evidence_names_those_of_the_problems_in_it(desk: Desk, tmp_path: Path) -> None:
    ref = desk.problem("czj", OTHER, leader="head", owner="head", support=None)
    folder = tmp_path / "佐证"
    folder.mkdir()
    (folder / f"{ref.partition('/')[2]} 照片.pdf").write_bytes(b"x")
    found = names(
        desk, lambda: evidence_folder.add_folder(desk.ledger, desk.context(None), folder, Words(), (), apply=True)
    )
    assert {ref.partition("/")[0] for ref in found} == {"czj", "gov", "office"}
