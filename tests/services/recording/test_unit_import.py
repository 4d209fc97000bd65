"""The workbook of a unit comes in: shown, recorded as one, and the second time nothing is new."""

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.render.formats.test_xlsx import HOSTILE
from tests.services.ledgers import Desk, asked, new_desk, tree
from tests.services.recording.test_unit_rows import DONE, EFFECT, KEY, NOTE, PROGRESS, SUBMIT, SUBMITTED, row
from tests.services.repositories import Repository
from tests.services.unit_books import filled, handed_in, kept, made, opened, outcomes, written
from tests.strategies import texts
from yiananlib.errors import LedgerInvalid, NotAuthorised, UsageProblem
from yiananlib.model.entries import Endorsed, Evidenced, Progressed, Submitted
from yiananlib.model.text import clean, forbidden
from yiananlib.model.vocabulary import Status
from yiananlib.services.reading.report import report
from yiananlib.services.recording import rectify
from yiananlib.services.recording.importing import Choice
from yiananlib.services.sharing.readers import bring, is_foreign
from yiananlib.services.verifying import verify


@pytest.fixture
def ref(desk: Desk) -> str:
    """The id of a problem with one measure."""
    found = desk.problem()
    desk.measure(found)
    return found.partition("/")[2]


def resaved(path: Path, folder: Path) -> Path:
    """Have LibreOffice open a workbook and save it as its own."""
    if shutil.which("soffice") is None:
        pytest.skip("needs soffice")
    profile = (folder / "profile").as_uri()
    target = folder / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(target),
         str(path)], check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return target / path.name


def test_it_is_taken_by_whoever_is_asked_to_bring_a_file(desk: Desk, ref: str) -> None:
    path = filled(desk, row(ref, **{PROGRESS: "已补办"}))
    found = bring(desk.ledger, desk.context(OFFICE), path, Choice(), apply=True)
    assert (type(found).__name__, found.applied, found.in_error, found.rejects) == ("UnitImported", True, False, None)
    assert not is_foreign(path)


def test_no_change_is_nothing_and_a_second_time_nothing_is_new(desk: Desk, ref: str) -> None:
    before = tree(desk.root)
    found = handed_in(desk, {}, apply=True)
    assert (found.applied, found.imported.counts["unchanged"], tree(desk.root) == before) == (True, 2, True)
    cells = row(ref, **{PROGRESS: "已补办"}) | {(f"{ref}/1", DONE): dt.date(2026, 3, 12)}
    data = written(desk)
    assert handed_in(desk, cells, data=data).applied is False
    assert tree(desk.root) == before
    assert handed_in(desk, cells, data=data, apply=True).applied
    after = tree(desk.root)
    again = handed_in(desk, cells, data=data, apply=True)
    assert (outcomes(again), again.applied, tree(desk.root) == after) == ({}, True, True)
    assert outcomes(handed_in(desk, {})) == {}


def test_it_is_one_commit_that_the_proof_takes(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    refs = [repo.problem(title=title).partition("/")[2] for title in ("甲", "乙")]
    for ref in refs:
        repo.measure(ref)
    before = int(repo.git("rev-list", "--count", "HEAD"))
    cells = {(f"{ref}/1", DONE): repo.now.date() for ref in refs} | row(refs[0], **SUBMITTED)
    sheet = repo.paper("签字.pdf", "签字")
    found = handed_in(repo, cells, apply=True, signed=sheet)
    assert (outcomes(found)[refs[0]], found.uncommitted) == ("changed", None)
    assert int(repo.git("rev-list", "--count", "HEAD")) == before + 1
    assert repo.git("log", "-1", "--format=%s") == "2 个问题: 导入"
    assert repo.git("status", "--porcelain").strip() == ""
    assert [f for f in repo.findings("HEAD~1..HEAD") if f.level == "error"] == []


def test_nothing_is_recorded_while_a_row_is_in_the_way_unless_it_is_left_out(desk: Desk, ref: str) -> None:
    other = desk.problem(title="乙").partition("/")[2]
    cells = row(ref, **{PROGRESS: "已补办", EFFECT: "零补办"}) | row(other, **{PROGRESS: "联系13800001111"})
    cells |= {(f"{ref}/1", NOTE): "已起草"}
    before = tree(desk.root)
    for choice in ({}, {"refused": True}, {"skip": ("整改问题!5",)}):
        found = handed_in(desk, cells, apply=True, **choice)
        assert (found.applied, tree(desk.root) == before) == (False, True)
    rows = {r.id: r.row for r in found.imported.rows if r.sheet == "整改问题"}
    with desk.refuses(UsageProblem):
        handed_in(desk, cells, apply=True, skip=("99",))
    assert handed_in(desk, cells, apply=True, refused=True, skip=(f"整改问题!{rows[ref]}",)).applied
    assert [e.note for e in desk.state(ref).entries if isinstance(e, Progressed)] == ["已起草"]
    assert not any(isinstance(e, Progressed) for e in desk.state(other).entries)


def test_a_measure_that_is_left_out_carries_no_submission(desk: Desk, ref: str) -> None:
    cells = {(f"{ref}/1", DONE): dt.date(2026, 3, 12)} | row(ref, **SUBMITTED)
    sheet = desk.paper("签字.pdf", "签字")
    assert outcomes(handed_in(desk, cells, signed=sheet))[ref] == "changed"
    found = handed_in(desk, cells, signed=sheet, skip=("整改措施!5",))
    assert outcomes(found)[ref] == "refused"


# the signed sheet


def test_the_signed_sheet_is_evidence_and_the_heads_endorsement(desk: Desk, ref: str) -> None:
    cells = {(f"{ref}/1", DONE): dt.date(2026, 3, 12)} | row(ref, **SUBMITTED)
    assert outcomes(handed_in(desk, cells))[ref] == "refused"
    found = handed_in(desk, cells, apply=True, signed=desk.paper("签字.pdf", "签字"))
    assert made(found) == [
        ("submitted", OFFICE, LIAISON), ("endorsed", OFFICE, HEAD), ("completed", OFFICE, LIAISON),
        ("evidenced", OFFICE, LIAISON),
    ]  # fmt: skip
    state = desk.state(ref)
    (evidence,) = [e for e in state.entries if isinstance(e, Evidenced)]
    (endorsed,) = [e for e in state.entries if isinstance(e, Endorsed)]
    assert endorsed.sheet is not None
    assert (evidence.measure, evidence.sha256) == (1, endorsed.sheet.sha256)
    assert (desk.root / "orgs/zjj/evidence" / evidence.file).read_text(encoding="utf-8") == "签字"
    assert verify.verify(desk.ledger).in_order
    desk.review(ref)
    desk.close(ref)
    assert desk.state(ref).status is Status.CLOSED


def test_the_sheet_may_come_later_and_the_same_once(desk: Desk, ref: str) -> None:
    data, cells = written(desk), {(f"{ref}/1", DONE): dt.date(2026, 3, 12)} | row(ref, **SUBMITTED)
    desk.done(ref)
    cells = row(ref, **SUBMITTED)
    assert handed_in(desk, cells, data=data, apply=True).applied
    sheet = desk.paper("签字.pdf", "签字")
    found = handed_in(desk, cells, data=data, apply=True, signed=sheet)
    assert made(found) == [("endorsed", OFFICE, HEAD)]
    after = tree(desk.root)
    again = handed_in(desk, cells, data=data, apply=True, signed=sheet)
    assert (outcomes(again), tree(desk.root) == after) == ({}, True)
    assert any("signed sheet" in text for text in again.imported.said)


def test_a_signed_sheet_that_nothing_needs_is_not_kept(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{PROGRESS: "已补办"}), apply=True, signed=desk.paper("签字.pdf"))
    assert found.applied
    assert not (desk.root / "orgs/zjj/evidence").exists()
    assert any("not recorded" in text for text in found.imported.said)


def test_a_signature_never_undoes_a_pass(desk: Desk, ref: str) -> None:
    data = written(desk)
    desk.done(ref)
    desk.submit(ref)
    desk.review(ref)
    cells = {(f"{ref}/1", DONE): desk.now.date()}
    assert outcomes(handed_in(desk, cells, data=data, apply=True, signed=desk.paper("签字.pdf", "签"))) == {}
    assert desk.state(ref).status is Status.PASSED


def test_only_the_head_signs_or_the_office_for_them(desk: Desk, ref: str) -> None:
    desk.done(ref)
    cells, sheet = row(ref, **SUBMITTED), desk.paper("签字.pdf", "签字")
    assert made(handed_in(desk, cells, by=HEAD, signed=sheet)) == [("submitted", HEAD, None), ("endorsed", HEAD, None)]
    found = handed_in(desk, cells, by=LIAISON, signed=sheet, apply=True)
    assert (outcomes(found), found.applied) == ({ref: "refused"}, False)
    desk.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "deputy"')
    assert outcomes(handed_in(desk, cells, signed=sheet)) == {ref: "refused"}


@pytest.mark.parametrize("content", ["", None])
def test_a_sheet_that_cannot_be_read_is_refused(desk: Desk, ref: str, content: str | None) -> None:
    path = desk.root.parent / "签字.pdf"
    if content is not None:
        path.write_text(content)
    with desk.refuses(UsageProblem):
        handed_in(desk, row(ref, **SUBMITTED), apply=True, signed=path)


# the day on which it came in


def test_a_submission_counts_from_the_day_on_which_the_workbook_came_in(desk: Desk, ref: str) -> None:
    desk.on("2026-06-10").done(ref)
    desk.on("2026-06-20")
    cells = row(ref, **SUBMITTED, **{PROGRESS: "全部补办"})
    found = handed_in(desk, cells, apply=True, received=dt.date(2026, 6, 12))
    assert found.applied
    (entry,) = [e for e in desk.state(ref).entries if isinstance(e, Submitted)]
    assert (entry.received, entry.on, entry.recorded) == (
        dt.date(2026, 6, 12), dt.date(2026, 6, 12), dt.date(2026, 6, 20),
    )  # fmt: skip
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 6, 20))).figures.overdue == 0
    assert verify.verify(desk.ledger).in_order


def test_without_it_a_submission_counts_from_the_day_it_was_recorded(desk: Desk, ref: str) -> None:
    desk.on("2026-06-10").done(ref)
    desk.on("2026-06-20")
    assert handed_in(desk, row(ref, **SUBMITTED), apply=True, on=dt.date(2026, 6, 12)).applied
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 6, 20))).figures.overdue == 1


def test_a_day_that_cannot_be_is_refused(desk: Desk, ref: str) -> None:
    desk.done(ref)
    desk.on("2026-06-20")
    cells = row(ref, **SUBMITTED)
    with desk.refuses(UsageProblem, "future"):
        handed_in(desk, cells, apply=True, received=dt.date(2026, 6, 21))
    found = handed_in(desk, cells, received=dt.date(2026, 6, 12), on=dt.date(2026, 6, 15))
    assert outcomes(found) == {ref: "refused"}
    found = handed_in(desk, cells, by=LIAISON, received=dt.date(2026, 6, 12))
    assert outcomes(found) == {ref: "refused"}
    other = desk.problem(title="乙", due=dt.date(2026, 8, 1), found=dt.date(2026, 6, 1)).partition("/")[2]
    desk.measure(other, due="2026-07-01")
    found = handed_in(desk, {(f"{other}/1", DONE): "2026-06-19"}, received=dt.date(2026, 6, 18))
    assert outcomes(found) == {f"{other}/1": "refused"}
    assert any("Nothing here is submitted; the day of receipt" in text for text in found.imported.said)


# whose it is


def test_the_workbook_of_another_ledger_is_refused(desk: Desk, ref: str, tmp_path: Path) -> None:
    path = kept(desk, written(desk))
    other = new_desk(tmp_path / "other" / "ledger")
    with other.refuses(LedgerInvalid):
        handed_in(other, path, apply=True)
    other.problem(title="碰巧同一编号，因为编号由种子得来")
    with other.refuses(LedgerInvalid):
        handed_in(other, path, apply=True)
    shutil.rmtree(other.root / "orgs/zjj")
    with other.refuses(LedgerInvalid):
        handed_in(other, path, apply=True)


def test_who_records_must_be_known_but_a_preview_is_shown(desk: Desk, ref: str) -> None:
    cells = row(ref, **{PROGRESS: "已补办"})
    found = handed_in(desk, cells, by=None)
    assert (outcomes(found), found.imported.by) == ({ref: "changed"}, OFFICE)
    with desk.refuses(UsageProblem):
        handed_in(desk, cells, by=None, apply=True)
    with desk.refuses(NotAuthorised):
        handed_in(desk, cells, by="zjj/nobody", apply=True)


def test_an_inspector_may_not_record_what_a_unit_says(desk: Desk, ref: str) -> None:
    assert outcomes(handed_in(desk, row(ref, **{PROGRESS: "已补办"}), by=INSPECTOR)) == {ref: "refused"}


@pytest.mark.parametrize(
    "choice",
    [{"mapping": "x"}, {"sheet": "x"}, {"org": "zjj"}, {"year": 2026}, {"document": "x"}],
    ids=lambda choice: next(iter(choice)),
)
def test_options_that_say_nothing_about_it_are_refused(desk: Desk, ref: str, choice: dict[str, object]) -> None:
    path = kept(desk, written(desk))
    with desk.refuses(UsageProblem):
        bring(desk.ledger, desk.context(OFFICE), path, Choice(**choice), apply=True)  # type: ignore[arg-type]  # as named


# whoever saved it


def test_hostile_texts_come_back_as_they_were_whoever_saved_it(desk: Desk, tmp_path: Path) -> None:
    refs = [desk.problem(title=f"问题{n}").partition("/")[2] for n in range(40)]
    texts_ = [text for text in HOSTILE if text.strip() and forbidden(text) is None and len(text) < 1000][
        : 2 * len(refs)
    ]
    for n, ref in enumerate(refs):
        rectify.progress(desk.ledger, desk.context(), ref, texts_[n])
        desk.measure(ref, texts_[len(refs) + n])
    path = kept(desk, written(desk))
    before = tree(desk.root)
    book = openpyxl.load_workbook(path)
    book.save(tmp_path / "openpyxl.xlsx")
    for saved in (path, tmp_path / "openpyxl.xlsx", resaved(path, tmp_path)):
        found = handed_in(desk, saved, apply=True)
        assert (outcomes(found), found.imported.counts["unchanged"]) == ({}, 2 * len(refs)), saved
        assert not [one for one in found.cells.values() if one]
    assert tree(desk.root) == before


def test_what_libreoffice_saved_is_read_as_what_was_filled_in(desk: Desk, ref: str, tmp_path: Path) -> None:
    cells = row(ref, **SUBMITTED, **{PROGRESS: "@1+1 已补办\n第二行"})
    path = filled(desk, cells | {(f"{ref}/1", DONE): dt.date(2026, 3, 12), (f"{ref}/1", NOTE): "001"})
    saved = resaved(path, tmp_path)
    sheet = desk.paper("签字.pdf", "签字")
    found = handed_in(desk, saved, signed=sheet)
    assert outcomes(found) == {ref: "changed", f"{ref}/1": "changed"}
    assert found.cells == handed_in(desk, path, signed=sheet).cells
    assert handed_in(desk, saved, signed=sheet, apply=True).applied
    assert outcomes(handed_in(desk, path, signed=sheet)) == {}


@pytest.mark.parametrize("value", ["=1+1", "=VLOOKUP(A1,B:C,2)", "#N/A"])
def test_a_cell_without_a_value_is_no_text_of_the_unit(desk: Desk, ref: str, value: str) -> None:
    found = handed_in(desk, row(ref, **{PROGRESS: value}), apply=True)
    assert (outcomes(found), found.applied) == ({ref: "refused"}, False)
    assert {said.column for one in found.imported.rows for said in one.problems} == {PROGRESS}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(texts().filter(lambda text: clean(text) != ""), min_size=1, max_size=3))
def test_what_is_exported_and_not_touched_makes_nothing(
    tmp_path_factory: pytest.TempPathFactory, notes: list[str]
) -> None:
    desk = new_desk(tmp_path_factory.mktemp("law") / "ledger")
    ref = desk.problem()
    desk.measure(ref)
    for n, note in enumerate(notes):
        rectify.progress(desk.ledger, desk.context(), ref, note, 1 if n == 1 else None)
    before = tree(desk.root)
    buffer = io.BytesIO()
    opened(written(desk)).save(buffer)
    for data in (written(desk), buffer.getvalue()):
        found = handed_in(desk, kept(desk, data), apply=True)
        assert (outcomes(found), tree(desk.root) == before) == ({}, True)


def test_the_key_of_a_row_cannot_be_another_problems(desk: Desk, ref: str) -> None:
    desk.problem("czj", by="czj/liaison", title="别人的", leader="head", owner="liaison")
    other = desk.ledger.problem_names("czj")[0]
    found = handed_in(desk, {(ref, PROGRESS): "已补办", (ref, SUBMIT): "是", (ref, KEY): other})
    assert outcomes(found) == {other: "refused"}
