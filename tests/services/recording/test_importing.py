"""Importing foreign sheets: shown first, recorded as one, and the second time nothing is new."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.builders import HEAD as UNIT_HEAD
from tests.builders import INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.imports import HEAD, ROWS, brought, outcomes, said, sheet
from tests.services.ledgers import Desk, tree
from tests.services.repositories import Repository
from yiananlib.errors import LedgerInvalid, NoSuchRecord, NotAuthorised, UsageProblem
from yiananlib.model.entries import Noted, Numbered, Progressed, Registered
from yiananlib.model.measures import Completed
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Choice, Imported, import_file
from yiananlib.services.verifying import verify
from yiananlib.store import kinds

NEW, CHANGED, SAME = Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED
DOUBTFUL, REFUSED = Outcome.DOUBTFUL, Outcome.REFUSED
PRIVATE = ("李大明", "13800001111", "11010519491231002X")


def problems(desk: Desk) -> list[str]:
    return [f"{org}/{name}" for org in desk.ledger.org_names() for name in desk.ledger.problem_names(org)]


def test_a_sheet_is_shown_then_recorded_and_the_second_time_nothing_is_new(desk: Desk) -> None:
    before = tree(desk.root)
    shown = brought(desk, HEAD, *ROWS)
    assert (outcomes(shown), shown.applied, tree(desk.root) == before) == ([NEW, NEW], False, True)
    assert [(row.id, row.org, row.title, row.due) for row in shown.rows] == [
        (None, "zjj", "抽查12个项目，5个变更先干后批", dt.date(2026, 6, 15)),
        (None, "czj", "抽查接待单据26份，9份无公函", dt.date(2026, 5, 20)),
    ]
    done = brought(desk, HEAD, *ROWS, apply=True)
    assert (done.applied, outcomes(done)) == (True, [NEW, NEW])
    assert [f"{row.org}/{row.id}" for row in done.rows] == sorted(problems(desk), reverse=True)
    state = desk.state(str(done.rows[0].id))
    assert (state.head.class_, state.head.kind, state.head.leader, state.head.owner) == (
        "phased", "other", UNIT_HEAD, LIAISON,
    )  # fmt: skip
    assert [m.planned.text for m in state.measures] == ["补办手续", "修订办法"]
    registered = state.entries[0]
    assert isinstance(registered, Registered)
    assert (registered.by, registered.fingerprint is not None, registered.term) == (OFFICE, True, None)
    after = tree(desk.root)
    assert outcomes(brought(desk, HEAD, *ROWS)) == [SAME, SAME]
    assert outcomes(brought(desk, HEAD, *ROWS, apply=True)) == [SAME, SAME]
    assert tree(desk.root) == after
    assert verify.verify(desk.ledger).in_order


def test_it_is_one_commit(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    before = repo.git("rev-list", "--count", "HEAD")
    found = import_file(repo.ledger, repo.context(OFFICE), sheet(repo, HEAD, *ROWS), Choice(), apply=True)
    assert found.uncommitted is None
    assert int(repo.git("rev-list", "--count", "HEAD")) == int(before) + 1
    assert repo.git("log", "-1", "--format=%s").endswith(": 导入")
    assert repo.git("status", "--porcelain").strip() == ""
    assert [f for f in repo.findings("HEAD~1..HEAD") if f.level == "error"] == []


@pytest.mark.parametrize(
    "row", [("某局", *ROWS[0][1:]), ("住建局", "李大明先干后批，李大明同志", "x", "2026-06-15", "")]
)
def test_nothing_is_recorded_while_a_row_is_refused_unless_it_is_left_out_by_name(
    desk: Desk, row: tuple[str, ...]
) -> None:
    before = tree(desk.root)
    found = brought(desk, HEAD, *ROWS, row, apply=True)
    assert (outcomes(found), found.applied, found.in_error) == ([NEW, NEW, REFUSED], False, True)
    assert tree(desk.root) == before
    assert brought(desk, HEAD, *ROWS, row, apply=True, skip=("4",)).applied
    assert len(problems(desk)) == 2


def test_refused_rows_are_left_out_together_and_doubtful_ones_are_not(desk: Desk) -> None:
    desk.problem(symptom="抽查12个项目，5个变更先干后批了")
    bad = ("某局", *ROWS[0][1:])
    found = brought(desk, HEAD, *ROWS, bad, apply=True, refused=True)
    assert (outcomes(found), found.applied, found.in_error) == ([DOUBTFUL, NEW, REFUSED], False, False)
    assert brought(desk, HEAD, *ROWS, bad, apply=True, refused=True, skip=("2",)).applied
    assert len(problems(desk)) == 2


@pytest.mark.parametrize("skip", ["9", "x", "2-y", "b!2", ""])
def test_a_row_that_is_not_there_cannot_be_left_out(desk: Desk, skip: str) -> None:
    with desk.refuses(UsageProblem):
        brought(desk, HEAD, *ROWS, skip=(skip,))


def test_rows_are_left_out_one_by_one_in_spans_and_by_sheet(desk: Desk) -> None:
    for skip in (("2", "3"), ("2-3",), ("2，3",), ("台账!2", "台账!3")):
        assert [row.skipped for row in brought(desk, HEAD, *ROWS, skip=skip).rows] == [True, True]


def test_only_what_is_new_or_only_changes_are_recorded_where_that_is_asked(desk: Desk) -> None:
    brought(desk, HEAD, ROWS[0], apply=True)
    more = (*ROWS[0][:2], "3.抽查", *ROWS[0][3:])
    assert brought(desk, HEAD, more, ROWS[1], apply=True, only=NEW).applied
    assert len(problems(desk)) == 2
    assert outcomes(brought(desk, HEAD, more, ROWS[1])) == [CHANGED, SAME]
    assert brought(
        desk, HEAD, more, ("财政局", "另一个问题", "x", "6月底", ""), apply=True, only=CHANGED, year=2026
    ).applied
    assert len(problems(desk)) == 2
    assert outcomes(brought(desk, HEAD, more, ROWS[1])) == [SAME, SAME]


def test_a_problem_is_known_by_its_id_then_by_its_number_then_by_its_text(desk: Desk) -> None:
    head = ("编号", *HEAD)
    brought(desk, head, ("A-7", *ROWS[0]), apply=True)
    (ref,) = problems(desk)
    other_text = ("住建局", "换了一种说法，完全不一样了", *ROWS[0][2:])
    assert outcomes(brought(desk, head, ("A-7", *other_text))) == [CHANGED]
    assert outcomes(brought(desk, head, (ref.partition("/")[2], *other_text))) == [CHANGED]
    assert outcomes(brought(desk, head, (ref, *ROWS[0]))) == [SAME]
    assert outcomes(brought(desk, head, (None, *ROWS[0]))) == [SAME]
    assert outcomes(brought(desk, head, ("A-8", *ROWS[0]))) == [DOUBTFUL]
    assert outcomes(brought(desk, head, (ref.partition("/")[2], *ROWS[1]))) == [REFUSED]


def test_an_official_number_is_given_by_the_office_and_names_the_problem_then(desk: Desk) -> None:
    head = ("编号", *HEAD)
    brought(desk, head, ("2026-017", *ROWS[0]), apply=True)
    assert [e.number for e in desk.state("2026-017").entries if isinstance(e, Numbered)] == ["2026-017"]
    assert outcomes(brought(desk, head, ("2026-17", "住建局", "全新的说法，一个字也不一样", *ROWS[0][2:]))) == [CHANGED]


def test_a_problem_registered_by_hand_is_known_by_its_text_and_after_an_amendment_too(desk: Desk) -> None:
    ref = desk.problem(symptom=ROWS[0][1], due=dt.date(2026, 6, 15))
    desk.append(ref, "amended", reason="更正", changes={"symptom": "经核实，抽查20个项目，9个先干后批"})
    found = brought(desk, HEAD, (*ROWS[0][:2], "", *ROWS[0][3:]))
    assert [(row.id, row.state) for row in found.rows] == [(ref.partition("/")[2], CHANGED)]
    desk.append(ref, "voided", reason="重复")
    assert outcomes(brought(desk, HEAD, ROWS[0])) == [NEW]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("抽查12个项目，5个变更先干后批了", DOUBTFUL), ("抽查 12个项目,5个变更先干后批。", SAME), ("抽查单据", NEW)],
)
def test_a_problem_similar_to_another_is_asked_about_and_never_merged(desk: Desk, text: str, outcome: Outcome) -> None:
    brought(desk, HEAD, ROWS[0], apply=True)
    found = brought(desk, HEAD, ("住建局", text, *ROWS[0][2:]))
    assert outcomes(found) == [outcome]
    assert (problems(desk)[0] in " ".join(said(found))) is (outcome is DOUBTFUL)
    assert outcomes(brought(desk, HEAD, ("财政局", text, *ROWS[0][2:]))) == [NEW]


def test_two_rows_of_a_sheet_that_are_alike_are_asked_about_and_whoever_answers_is_believed(desk: Desk) -> None:
    twin = ("住建局", "抽查12个项目，5个变更先干后批了", *ROWS[0][2:])
    found = brought(desk, HEAD, ROWS[0], twin)
    assert outcomes(found) == [NEW, DOUBTFUL]
    assert "row 2" in " ".join(said(found))
    answered = (("yian", *HEAD), ("", *ROWS[0]), ("新", *twin))
    assert outcomes(brought(desk, *answered, apply=True)) == [NEW, NEW]
    assert outcomes(brought(desk, *answered)) == [SAME, SAME]
    assert outcomes(brought(desk, HEAD, ROWS[0], ROWS[0])) == [SAME, SAME]


def test_rows_that_are_not_there_any_more_and_cells_that_are_blank_change_nothing(desk: Desk) -> None:
    brought(desk, HEAD, *ROWS, apply=True)
    before = tree(desk.root)
    assert outcomes(brought(desk, HEAD, ROWS[1], apply=True)) == [SAME]
    assert outcomes(brought(desk, HEAD[:2], ROWS[0][:2], apply=True)) == [SAME]
    assert tree(desk.root) == before


def test_changes_become_entries_except_for_the_deadline(desk: Desk) -> None:
    brought(desk, HEAD, ROWS[0], apply=True)
    (ref,) = problems(desk)
    head = (*HEAD, "原因剖析", "整改进展", "备注", "完成情况")
    row = (*ROWS[0], "政令意识不强", "已清查5个项目", "上会研究", "已整改")
    found = brought(desk, head, row, apply=True)
    assert (outcomes(found), found.applied) == ([CHANGED], True)
    state = desk.state(ref)
    assert state.head.root_cause == "政令意识不强"
    assert [e.note for e in state.entries if isinstance(e, (Progressed, Noted))] == ["备注: 上会研究", "已清查5个项目"]
    assert all(m.completed for m in state.measures)
    assert outcomes(brought(desk, head, row)) == [SAME]
    later = brought(desk, HEAD, (*ROWS[0][:3], "2026-09-30", ROWS[0][4]))
    assert outcomes(later) == [REFUSED]
    assert "yian extend" in " ".join(said(later))


def test_what_the_unit_says_is_recorded_for_its_liaison_where_the_office_types(desk: Desk) -> None:
    head = (*HEAD, "整改进展", "完成情况", "整改完成日期")
    brought(desk, head, (*ROWS[0], "已清查", "已整改", "2026-03-01"), apply=True)
    entries = desk.state(problems(desk)[0]).entries
    assert [(e.by, e.for_) for e in entries if isinstance(e, (Progressed, Completed))] == [(OFFICE, LIAISON)] * 3
    assert [(e.by, e.for_) for e in entries[:2]] == [(OFFICE, None)] * 2
    assert [e.note for e in entries if isinstance(e, Completed)] == [
        "completed on 2026-03-01, according to the sheet"
    ] * 2
    brought(desk, head, (*ROWS[1], "已清退", "", ""), apply=True, by=OTHER)
    entries = desk.state(problems(desk)[0]).entries
    assert {(e.by, e.for_) for e in entries} == {(OTHER, None)}


def test_done_without_a_measure_is_progress_and_is_said_once(desk: Desk) -> None:
    rows = (("责任单位", "问题", "时限", "状态"), ("住建局", "甲乙丙丁", "2026-06-15", "已完成"))
    brought(desk, *rows, apply=True)
    assert outcomes(brought(desk, *rows)) == [SAME]
    assert [e.note for e in desk.state(problems(desk)[0]).entries if isinstance(e, Progressed)] == [
        "rectified, according to the sheet"
    ]


def test_what_is_struck_off_in_a_sheet_stays_open_here(desk: Desk) -> None:
    found = brought(desk, (*HEAD, "是否销号"), (*ROWS[0], "是"), apply=True)
    assert "closes nothing" in " ".join(said(found))
    assert desk.state(problems(desk)[0]).status == "registered"


CARRIED = (*HEAD, "发现时间", "是否销号", "销号时间", "整改进展")
STRUCK = (
    "住建局",
    "去年的问题已经销号",
    "补办手续",
    "2025-12-31",
    "",
    "2025-09-01",
    "是",
    "2025-12-20",
    "已整改到位了",
)


def test_what_was_closed_before_the_ledger_began_is_carried_over_by_the_office(desk: Desk) -> None:
    open_ = (*ROWS[1], "", "否", "", "")
    found = brought(desk, CARRIED, STRUCK, open_, apply=True, document="县委办〔2026〕2号")
    assert found.applied
    state = desk.state(str(found.rows[0].id))
    assert (state.status, state.closes, state.problem.entries[1].kind) == ("closed", (), "carried-over")
    assert [e.note for e in state.entries if isinstance(e, Noted)] == ["补办手续", "已整改到位了"]
    assert desk.state(str(found.rows[1].id)).status == "registered"
    assert outcomes(brought(desk, CARRIED, STRUCK, open_, document="县委办〔2026〕2号")) == [SAME, SAME]
    assert verify.verify(desk.ledger).in_order


@pytest.mark.parametrize(
    ("row", "by", "reason"),
    [
        ((*STRUCK[:7], "", ""), OFFICE, "it was closed, but the day is missing"),
        ((*STRUCK[:7], "2026-03-12", ""), OFFICE, "closed through the gate"),
        ((*STRUCK[:7], "2025-08-01", ""), OFFICE, "before it was found"),
        (STRUCK, LIAISON, "the office"),
    ],
)
def test_nothing_else_is_carried_over(desk: Desk, row: tuple[str, ...], by: str, reason: str) -> None:
    found = brought(desk, CARRIED, row, by=by, document="县委办〔2026〕2号")
    assert outcomes(found) == [REFUSED]
    assert reason in " ".join(said(found))


def test_a_problem_closed_after_the_ledger_began_is_not_carried_over(desk: Desk) -> None:
    desk.problem()
    desk.on("2026-04-01")
    row = (*STRUCK[:3], "2026-05-01", "", "2026-01-01", "是", "2026-03-20", "")
    found = brought(desk, CARRIED, row, document="县委办〔2026〕2号")
    assert (outcomes(found), "began on 2026-03-12" in " ".join(said(found))) == ([REFUSED], True)


def test_an_import_needs_the_same_authority_as_any_recording(desk: Desk) -> None:
    assert outcomes(brought(desk, HEAD, *ROWS, by=LIAISON)) == [NEW, REFUSED]
    assert outcomes(brought(desk, HEAD, *ROWS, by=INSPECTOR)) == [REFUSED, REFUSED]
    found = brought(desk, HEAD, ROWS[0], for_=UNIT_HEAD, apply=True)
    assert {(e.by, e.for_) for e in desk.state(str(found.rows[0].id)).entries} == {(OFFICE, UNIT_HEAD)}
    with desk.refuses(NotAuthorised):
        brought(desk, HEAD, *ROWS, by="zjj/nobody")


def test_a_preview_without_an_officer_is_judged_as_if_the_office_recorded_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    found = brought(desk, HEAD, *ROWS, by=None)
    assert (outcomes(found), found.by) == ([NEW, NEW], OFFICE)
    with desk.refuses(UsageProblem):
        brought(desk, HEAD, *ROWS, by=None, apply=True)


@pytest.mark.parametrize(
    ("due", "reason"),
    [("2026-03-11", "before"), ("2045-01-01", "too far away"), ("1999-01-01", "before"), ("", "no deadline")],
)
def test_a_deadline_is_one_that_the_campaign_allows(desk: Desk, due: str, reason: str) -> None:
    found = brought(desk, HEAD, (*ROWS[0][:3], due, ""))
    assert outcomes(found) == [REFUSED]
    assert reason in " ".join(said(found))


def test_names_and_numbers_of_people_reach_no_file_of_the_ledger(desk: Desk, tmp_path: Path) -> None:
    mapping = tmp_path / "映射.toml"
    mapping.write_text('[people]\n"李大明" = "zjj/jianguan"\n', encoding="utf-8")
    head = (*HEAD, "责任人", "联系电话", "检查人", "整改进展")
    clean = (
        "住建局",
        "李大明审批的12个项目先干后批",
        "由李大明补办",
        "2026-06-15",
        "",
        "李大明 13800001111",
        "13800001111",
        "李大明",
        "李大明已补办",
    )
    bad = ("住建局", "另一个问题，联系13800001111", "x", "2026-06-15", "", "11010519491231002X", "", "", "")
    found = brought(desk, head, clean, bad, apply=True, mapping=str(mapping), refused=True)
    assert (outcomes(found), found.applied) == ([NEW, REFUSED], True)
    written = b"".join(tree(desk.root).values()).decode()
    assert [word for word in PRIVATE if word in written] == []
    assert "职务 jianguan已补办" in written
    assert "映射" in desk.ledger.names(kinds.MAPPING)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [("问题类型名称", "上报问题数", "整改完成数", "整改率"), ("甲", 3, 2, 0.5)],
            ("has statistics, not problems: yian computes such figures itself"),
        ),
        ([("天气", "温度"), ("晴", 20)], "No table of problems"),
        ([()], "No table of problems"),
    ],
)
def test_what_lists_no_problems_is_refused_whole(desk: Desk, rows: list[tuple[Any, ...]], reason: str) -> None:
    with desk.refuses(UsageProblem, match=reason):
        brought(desk, *rows)


def test_a_file_or_a_sheet_that_is_not_there_or_is_none_is_told(desk: Desk, tmp_path: Path) -> None:
    with desk.refuses(UsageProblem):
        import_file(desk.ledger, desk.context(OFFICE), tmp_path / "x.csv", Choice(), apply=False)
    with desk.refuses(UsageProblem, match="no sheet"):
        brought(desk, HEAD, *ROWS, sheet="另一张")
    with desk.refuses(NoSuchRecord):
        brought(desk, HEAD, *ROWS, org="nowhere")
    (tmp_path / "y.xlsx").write_bytes(b"PK\x03\x04")
    with desk.refuses(LedgerInvalid):
        import_file(desk.ledger, desk.context(OFFICE), tmp_path / "y.xlsx", Choice(), apply=False)


def test_the_unit_is_said_by_an_option_above_the_table_or_by_the_name_of_the_sheet(desk: Desk) -> None:
    head, row = HEAD[1:], ROWS[0][1:]
    assert outcomes(brought(desk, head, row)) == [REFUSED]
    assert brought(desk, head, row, org="czj").rows[0].org == "czj"
    assert brought(desk, ("填报单位：财政局", "", ""), head, row).rows[0].org == "czj"
    path = sheet(desk, head, row, name="财政局.csv")
    found = import_file(desk.ledger, desk.context(OFFICE), path, Choice(), apply=False)
    assert isinstance(found, Imported)
    assert found.rows[0].org == "czj"


def test_what_is_closed_here_is_left_as_it_is(desk: Desk) -> None:
    ref = desk.closed(symptom=ROWS[0][1])
    found = brought(desk, (*HEAD, "整改进展"), (*ROWS[0], "又有进展"))
    assert [(row.id, row.state) for row in found.rows] == [(ref.partition("/")[2], SAME)]


def test_bare_numbers_are_days_as_the_workbook_counts_them(desk: Desk, tmp_path: Path) -> None:
    for from_1904, zero in ((False, dt.date(1899, 12, 30)), (True, dt.date(1904, 1, 1))):
        path = tmp_path / "台账.xlsx"
        book = xlsxwriter.Workbook(path, {"date_1904": from_1904})
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, (*ROWS[0][:3], (dt.date(2026, 6, 15) - zero).days, *ROWS[0][4:]))
        book.close()
        found = import_file(desk.ledger, desk.context(OFFICE), path, Choice(), apply=False)
        assert (outcomes(found), found.rows[0].due) == ([NEW], dt.date(2026, 6, 15))
        assert any("1904" in one for one in found.said) is from_1904


def test_errors_and_formulas_without_a_result_refuse_their_rows_and_are_counted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS, ROWS[0]):
        book.active.append(list(row))
    book.active["D2"], book.active["C3"] = "=TODAY()+30", "#REF!"
    book.active["C3"].data_type = "e"
    book.save(path)
    found = import_file(desk.ledger, desk.context(OFFICE), path, Choice(), apply=False)
    assert outcomes(found) == [REFUSED, REFUSED, NEW]
    assert [(p.column, p.value) for row in found.rows[:2] for p in row.problems][:2] == [
        (HEAD[3], "=TODAY()+30"), (HEAD[2], "#REF!"),
    ]  # fmt: skip
    assert any("has 2 cells with an error" in one for one in found.said)
