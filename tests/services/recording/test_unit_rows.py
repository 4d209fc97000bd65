"""What the cells of a unit's workbook become: entries by the rules of every recording, or what is wrong with them."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import HEAD as UNIT_HEAD
from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, tree
from tests.services.unit_books import handed_in, kept, made, opened, outcomes, place, said, written
from yiananlib.model.entries import Progressed, Submitted
from yiananlib.model.measures import Completed
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.recording import close_out, rectify

PROGRESS, EFFECT, RULE, WIDER, SUBMIT = "整改进展", "整改成效", "建立或修订的制度", "举一反三情况", "申请销号"
NO_RULE, NO_WIDER = "不建章立制的理由", "未举一反三的理由"
NOTE, DONE, KEY = "措施进展", "完成日期", "编号（yian）"
MOMENT = dt.datetime(2026, 5, 8, 9, 30)  # noqa: DTZ001 - a cell has no time zone
SUBMITTED = {EFFECT: "三季度20个项目零补办", RULE: "变更审批办法", WIDER: "全县同查", SUBMIT: "是"}


@pytest.fixture
def ref(desk: Desk) -> str:
    """The id of a problem with one measure."""
    found = desk.problem()
    desk.measure(found)
    desk.on("2026-05-10")
    return found.partition("/")[2]


def row(ref: str, **cells: object) -> dict[tuple[str, str], object]:
    return {(ref, title): value for title, value in cells.items()}


def entries(desk: Desk, ref: str, kind: type[Any]) -> list[Any]:
    return [entry for entry in desk.state(ref).entries if isinstance(entry, kind)]


def test_each_changed_cell_is_an_entry_for_the_units_liaison(desk: Desk, ref: str) -> None:
    cells = {(ref, PROGRESS): "已补办3个", (f"{ref}/1", NOTE): "办法已起草", (f"{ref}/1", DONE): dt.date(2026, 5, 8)}
    found = handed_in(desk, cells)
    assert outcomes(found) == {ref: "changed", f"{ref}/1": "changed"}
    assert sorted(made(found)) == [
        ("completed", OFFICE, LIAISON), ("progressed", OFFICE, LIAISON), ("progressed", OFFICE, LIAISON),
    ]  # fmt: skip
    assert handed_in(desk, cells, apply=True).applied
    (done,) = entries(desk, ref, Completed)
    assert (done.on, done.recorded) == (dt.date(2026, 5, 8), dt.date(2026, 5, 10))
    assert {(e.measure, e.note) for e in entries(desk, ref, Progressed)} == {(None, "已补办3个"), (1, "办法已起草")}
    assert desk.state(ref).status is Status.RECTIFYING


def test_effect_rule_wider_and_submission_are_one_entry(desk: Desk, ref: str) -> None:
    desk.done(ref)
    found = handed_in(desk, row(ref, **SUBMITTED), apply=True)
    assert made(found) == [("submitted", OFFICE, LIAISON)]
    (entry,) = entries(desk, ref, Submitted)
    assert (entry.effect, entry.rule, entry.wider, entry.no_rule) == (
        "三季度20个项目零补办",
        "变更审批办法",
        "全县同查",
        None,
    )
    assert desk.state(ref).status is Status.SUBMITTED


def test_what_the_gate_asks_of_the_unit_is_asked(desk: Desk, ref: str) -> None:
    before = tree(desk.root)
    found = handed_in(desk, row(ref, **SUBMITTED | {EFFECT: "", RULE: ""}), apply=True)
    assert (outcomes(found), found.applied, found.in_error) == ({ref: "refused"}, False, True)
    text = "\n".join(said(found))
    for code in ("measures-done", "evidence", "effect", "rule"):
        assert f"{code}: " in text
    assert tree(desk.root) == before


def test_a_row_is_recorded_whole_or_not_at_all(desk: Desk, ref: str) -> None:
    cells = row(ref, **SUBMITTED, **{PROGRESS: "已补办"}) | {(f"{ref}/1", NOTE): "已起草"}
    found = handed_in(desk, cells, apply=True, refused=True)
    assert (outcomes(found), found.applied) == ({ref: "refused", f"{ref}/1": "changed"}, True)
    assert [e.note for e in entries(desk, ref, Progressed)] == ["已起草"]


def test_an_effect_without_a_submission_is_asked_about(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{EFFECT: "零补办", PROGRESS: "已补办"}), apply=True)
    assert (outcomes(found), found.applied, found.in_error) == ({ref: "doubtful"}, False, False)
    assert any("申请销号" in text for text in said(found))
    found = handed_in(desk, row(ref, **{EFFECT: "零补办", SUBMIT: "否"}))
    assert outcomes(found) == {ref: "doubtful"}


@pytest.mark.parametrize(("one", "other"), [(RULE, NO_RULE), (WIDER, NO_WIDER)])
def test_a_rule_and_a_reason_against_one_contradict_each_other(desk: Desk, ref: str, one: str, other: str) -> None:
    desk.done(ref)
    found = handed_in(desk, row(ref, **SUBMITTED | {other: "已有办法，不需要再订"}))
    assert outcomes(found) == {ref: "refused"}
    assert any(f"contradicts “{one}”" in text for text in said(found))


def test_a_rule_that_is_an_id_must_be_in_the_register(desk: Desk, ref: str) -> None:
    desk.done(ref)
    assert outcomes(handed_in(desk, row(ref, **SUBMITTED | {RULE: "zzzzzz"}))) == {ref: "refused"}


@pytest.mark.parametrize(
    ("value", "said_"),
    [
        ("是", "yes"),
        ("YES", "yes"),
        ("√", "yes"),
        (True, "yes"),
        (1, "yes"),
        ("否", ""),
        ("no", ""),
        (False, ""),
        (0, ""),
    ],
)
def test_yes_and_no_are_read_as_people_write_them(desk: Desk, ref: str, value: object, said_: str) -> None:
    found = handed_in(desk, row(ref, **SUBMITTED | {SUBMIT: value}))
    assert outcomes(found) == {ref: "refused" if said_ else "doubtful"}
    assert ("measures-done" in "\n".join(said(found))) == bool(said_)


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2026, 5, 8), MOMENT, "2026-05-08", "2026.5.8", "2026年5月8日", "5月8日",
        46150, "20260508", " 2026/5/8 ",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_was_saved(desk: Desk, ref: str, value: object) -> None:
    found = handed_in(desk, {(f"{ref}/1", DONE): value})
    (cell,) = found.cells["整改措施", 5]
    assert (cell.held, outcomes(found)) == ("2026-05-08", {f"{ref}/1": "changed"})


@pytest.mark.parametrize(
    "value",
    [
        "2026-05-11", "明天", "已完成", "2026-02-30", 3, True, "长期坚持", "6月底", "今天", "昨天", "5月", "10日内",
        "第一季度", "2026", "05-08-2026年",
    ],
)  # fmt: skip
def test_what_is_no_day_or_lies_ahead_is_refused(desk: Desk, ref: str, value: object) -> None:
    found = handed_in(desk, {(f"{ref}/1", DONE): value})
    assert outcomes(found) == {f"{ref}/1": "refused"}


def test_a_conflict_is_shown_and_records_nothing(desk: Desk, ref: str) -> None:
    data = written(desk)
    rectify.progress(desk.ledger, desk.context(), ref, "另有进展")
    before = tree(desk.root)
    found = handed_in(desk, row(ref, **{PROGRESS: "已补办"}), data=data, apply=True)
    assert (outcomes(found), found.applied) == ({ref: "doubtful"}, False)
    (cell,) = found.cells["整改问题", 5]
    assert (cell.base, cell.now, cell.held, cell.change) == ("", "另有进展", "已补办", "conflict")
    assert tree(desk.root) == before
    assert outcomes(handed_in(desk, row(ref, **{PROGRESS: "另有进展"}), data=data)) == {}
    assert outcomes(handed_in(desk, {}, data=data)) == {}


def test_the_ledger_moves_on_and_an_old_workbook_says_nothing_twice(desk: Desk, ref: str) -> None:
    data = written(desk)
    cells = row(ref, **{PROGRESS: "已补办"})
    assert handed_in(desk, cells, data=data, apply=True).applied
    rectify.progress(desk.ledger, desk.context(), ref, "另有进展")
    found = handed_in(desk, cells, data=data, apply=True)
    assert (outcomes(found), made(found), found.applied) == ({}, [], True)
    assert any("already" in text for text in said(found))


def test_a_submission_that_was_returned_is_not_made_again_by_the_same_workbook(desk: Desk, ref: str) -> None:
    desk.done(ref)
    data = written(desk)
    cells = row(ref, **SUBMITTED)
    assert handed_in(desk, cells, data=data, apply=True).applied
    desk.review(ref, Verdict.RETURN)
    after = tree(desk.root)
    assert outcomes(handed_in(desk, cells, data=data, apply=True)) == {}
    assert tree(desk.root) == after
    again = handed_in(desk, row(ref, **{SUBMIT: "是", EFFECT: "四季度25个项目零补办"}), apply=True)
    assert (outcomes(again), desk.state(ref).status) == ({ref: "changed"}, Status.SUBMITTED)


def test_a_completion_that_was_taken_back_is_not_made_again_by_the_same_workbook(desk: Desk, ref: str) -> None:
    data, cells = written(desk), {(f"{ref}/1", DONE): dt.date(2026, 5, 8)}
    assert handed_in(desk, cells, data=data, apply=True).applied
    desk.append(ref, "retracted", entry=entries(desk, ref, Completed)[0].id, reason="录入有误")
    assert outcomes(handed_in(desk, cells, data=data)) == {}
    assert outcomes(handed_in(desk, cells)) == {f"{ref}/1": "changed"}


@pytest.mark.parametrize("bring", ["submitted", "passed", "closed", "voided"])
def test_changes_to_a_record_settled_since_are_refused_with_the_lifecycle_s_reason(desk: Desk, bring: str) -> None:
    ref = desk.problem().partition("/")[2]
    desk.measure(ref)
    desk.done(ref)
    data = written(desk)
    if bring == "voided":
        close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复登记")
    else:
        desk.endorse(ref)
        desk.submit(ref)
        if bring != "submitted":
            desk.review(ref)
        if bring == "closed":
            desk.close(ref)
    cells = row(ref, **SUBMITTED, **{PROGRESS: "又有进展"})
    found = handed_in(desk, cells, data=data, apply=True)
    assert not found.applied
    assert outcomes(found) == {ref: "refused" if bring == "voided" else "doubtful"}
    found = handed_in(desk, row(ref, **{PROGRESS: "又有进展"}), data=data)
    settled = bring in ("closed", "voided")
    assert outcomes(found) == {ref: "refused" if settled else "changed"}
    assert any(f"while the problem is {bring}" in text for text in said(found)) == settled
    assert outcomes(handed_in(desk, {}, data=data)) == {}


def test_a_locked_cell_that_was_changed_is_told_by_name(desk: Desk, ref: str) -> None:
    found = handed_in(desk, row(ref, **{"整改时限": dt.date(2027, 1, 1), PROGRESS: "已补办"}), apply=True)
    assert (outcomes(found), found.applied) == ({ref: "refused"}, False)
    (problem,) = [one for r in found.imported.rows for one in r.problems]
    assert (problem.column, problem.value) == ("整改时限", "2027-01-01")
    assert "2026-06-15" in problem.said
    assert outcomes(handed_in(desk, row(ref, **{"整改时限": "2026年6月15日", "序号": 9}))) == {}
    assert outcomes(handed_in(desk, row(ref, 责任人="李某"))) == {ref: "refused"}


def test_rows_that_appear_twice_or_do_not_belong_to_the_workbook_are_refused(desk: Desk, ref: str) -> None:
    book = opened(written(desk))
    page = book.worksheets[0]
    first = place(book, ref, PROGRESS).row
    for column in range(1, 14):
        page.cell(first + 5, column).value = page.cell(first, column).value
    page.cell(first + 6, 3).value = "手工加的问题"
    page.cell(first + 7, 2).value, page.cell(first + 7, 3).value = "zzzzzz", "不在表里的编号"
    path = desk.root.parent / "重复.xlsx"
    book.save(path)
    found = handed_in(desk, path)
    assert found.imported.counts == {"new": 0, "changed": 0, "unchanged": 1, "doubtful": 0, "refused": 4}
    assert sum("more than once" in text for text in said(found)) == 2
    assert sum("yian add-problem" in text for text in said(found)) == 2


def test_an_emptied_cell_takes_nothing_back(desk: Desk, ref: str) -> None:
    rectify.progress(desk.ledger, desk.context(), ref, "已补办")
    found = handed_in(desk, row(ref, **{PROGRESS: None}))
    assert (outcomes(found), made(found)) == ({}, [])
    assert any("emptied" in text for text in said(found))


@pytest.mark.parametrize(
    "text", ["联系电话13800001111", "身份证11010519491231002X", "经李大明同志核实", "已办\u202e结"]
)
def test_what_may_not_reach_a_record_is_refused(desk: Desk, ref: str, text: str) -> None:
    found = handed_in(desk, row(ref, **{PROGRESS: text}))
    assert (outcomes(found), made(found)) == ({ref: "refused"}, [])


def test_completions_are_made_by_their_days_whatever_the_order_of_the_rows(desk: Desk, ref: str) -> None:
    desk.measure(ref, "第二条措施")
    desk.measure(ref, "第三条措施")
    days = {3: dt.date(2026, 4, 1), 1: dt.date(2026, 5, 1), 2: dt.date(2026, 4, 20)}
    cells = {(f"{ref}/{n}", DONE): day for n, day in days.items()} | {(f"{ref}/3", NOTE): "先办"}
    assert handed_in(desk, cells, apply=True).applied
    assert [(e.measure, e.on) for e in entries(desk, ref, Completed)] == sorted(days.items(), key=lambda i: i[1])


def test_the_unit_itself_records_in_its_own_name_and_others_may_not(desk: Desk, ref: str) -> None:
    cells = row(ref, **{PROGRESS: "已补办"})
    assert made(handed_in(desk, cells, by=LIAISON)) == [("progressed", LIAISON, None)]
    assert made(handed_in(desk, cells, by="gov/liaison")) == [("progressed", "gov/liaison", None)]
    for by in ("czj/liaison", "jiwei/liaison"):
        found = handed_in(desk, cells, by=by)
        assert (outcomes(found), made(found)) == ({ref: "refused"}, [])
    assert made(handed_in(desk, cells, for_=UNIT_HEAD)) == [("progressed", OFFICE, UNIT_HEAD)]
    assert outcomes(handed_in(desk, cells, for_="czj/liaison")) == {ref: "refused"}


def test_a_unit_without_a_liaison_needs_to_be_told_for_whom(desk: Desk, ref: str) -> None:
    desk.edit("orgs/zjj/org.toml", 'role = "liaison"', 'role = "staff"')
    cells = row(ref, **{PROGRESS: "已补办"})
    found = handed_in(desk, cells)
    assert set(outcomes(found).values()) == {"refused"}
    assert any("--for" in text for text in said(found))
    assert outcomes(handed_in(desk, cells, for_=UNIT_HEAD)) == {ref: "changed"}


def test_a_problem_that_came_back_is_not_told_by_an_old_workbook(desk: Desk) -> None:
    ref = desk.problem().partition("/")[2]
    desk.measure(ref)
    data = written(desk)
    desk.done(ref)
    desk.endorse(ref)
    desk.submit(ref)
    desk.review(ref)
    desk.close(ref)
    desk.look_back(ref, LookBackResult.SLIPPED)
    found = handed_in(desk, {(f"{ref}/1", DONE): dt.date(2026, 3, 12)}, data=data)
    assert outcomes(found) == {}
    assert outcomes(handed_in(desk, row(ref, **{PROGRESS: "重新整改"}), data=data)) == {ref: "changed"}


def test_a_history_that_no_longer_matches_is_reported(desk: Desk, ref: str) -> None:
    rectify.progress(desk.ledger, desk.context(), ref, "会被撤回")
    desk.problem(title="乙")
    path = kept(desk, written(desk))
    desk.edit(desk.file_of(f"zjj/{ref}"), "会被撤回", "被改写了")
    found = handed_in(desk, path)
    assert outcomes(found) == {ref: "refused", f"{ref}/1": "refused"}
    assert any("another state" in text for text in said(found))


def test_a_reason_may_stand_in_the_place_of_a_rule_and_of_looking_elsewhere(desk: Desk, ref: str) -> None:
    desk.done(ref)
    cells = SUBMITTED | {RULE: None, NO_RULE: "已有办法，不需要再订", WIDER: None, NO_WIDER: "只此一个项目，没有同类"}
    assert handed_in(desk, row(ref, **cells), apply=True).applied
    (entry,) = entries(desk, ref, Submitted)
    assert (entry.rule, entry.no_rule, entry.no_wider) == (None, "已有办法，不需要再订", "只此一个项目，没有同类")


def test_a_returned_problem_has_its_texts_and_one_of_them_may_be_emptied(desk: Desk, ref: str) -> None:
    desk.submit(ref)
    desk.review(ref, Verdict.RETURN)
    found = handed_in(desk, row(ref, **{RULE: None, NO_RULE: "不需要再订立新办法", SUBMIT: "是"}), apply=True)
    assert (outcomes(found), found.applied) == ({ref: "changed"}, True)
    assert entries(desk, ref, Submitted)[-1].no_rule == "不需要再订立新办法"
