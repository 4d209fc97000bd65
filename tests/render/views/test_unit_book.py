"""The workbook of a unit as a file: what is open, what may be put there, what is locked, what it knows of itself."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.unit_books import opened, place, written
from yiananlib.messages import speaking
from yiananlib.model import unit_memory
from yiananlib.model.occurrences import Every
from yiananlib.model.unit_cells import FILLED, Key, Part
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.render.formats import xlsx
from yiananlib.render.views.unit_book import COLUMNS, sheets
from yiananlib.services.recording import rectify
from yiananlib.services.recording.unit_book import unit_book, with_alike


def remembered(data: bytes) -> unit_memory.Memory:
    rows = opened(data)[unit_memory.SHEET].iter_rows(min_row=2, values_only=True)
    return unit_memory.read((str(a or ""), str(b or ""), str(c or ""), str(d or "")) for a, b, c, d in rows)


def test_what_a_unit_fills_in_is_open_and_all_else_is_locked(desk: Desk) -> None:
    desk.measure(desk.problem(title="甲"))
    problems, measures, hidden = opened(written(desk)).worksheets
    assert [page.protection.sheet for page in (problems, measures, hidden)] == [True] * 3
    assert hidden.sheet_state == "veryHidden"
    with speaking("zh_CN"):
        for page, part in ((problems, Part.PROBLEM), (measures, Part.MEASURE)):
            titles = {c.field: c.title for c in COLUMNS[part]}
            head = next(row for row in range(1, 9) if page.cell(row, 1).value in ("No.", "序号"))
            said = [cell.value for cell in page[head]]
            opens = [not cell.protection.locked for cell in page[head + 1]]
            assert len(said) == len(titles)
            fields = [c.field for c, is_open in zip(COLUMNS[part], opens, strict=True) if is_open]
            assert fields == list(FILLED[part])
    assert not any(not cell.protection.locked for row in hidden for cell in row)
    for page in (problems, measures):
        below = [row for row in page.iter_rows(min_row=head + 2) for cell in row if not cell.protection.locked]
        assert below == []


def test_words_and_days_are_validated(desk: Desk) -> None:
    desk.measure(desk.problem())
    problems, measures, _hidden = opened(written(desk)).worksheets
    rules = problems.data_validations.dataValidation
    (words,) = [rule for rule in rules if rule.type == "list"]
    assert words.formula1 == '"是,否"'
    (day,) = [rule for rule in measures.data_validations.dataValidation if rule.type == "date"]
    assert (day.formula2, day.operator) == ("TODAY()", None)
    hints = [rule.prompt for page in (problems, measures) for rule in page.data_validations.dataValidation]
    assert len(hints) == sum(map(len, FILLED.values()))
    assert all(hints)


def test_it_is_printed_a_page_wide_with_a_line_for_the_head(desk: Desk) -> None:
    desk.problem()
    for page in opened(written(desk)).worksheets[:2]:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.sheet_properties.pageSetUpPr.fitToPage) in ((1, True), (None, True))
        texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
        assert any("主要负责人（签字）" in text and "签字日期" in text for text in texts)


def test_the_same_ledger_and_day_give_the_same_bytes(desk: Desk) -> None:
    desk.measure(desk.problem())
    assert written(desk) == written(desk)
    other = written(desk, day=dt.date(2026, 3, 13))
    assert other != written(desk)


def test_what_is_submitted_is_shown_and_locked(desk: Desk) -> None:
    desk.submitted()
    page = opened(written(desk)).worksheets[0]
    texts = [cell.value for row in page.iter_rows() for cell in row]
    assert "是" in texts
    assert not any(not cell.protection.locked for row in page.iter_rows() for cell in row)


def test_it_remembers_what_each_cell_was_given(desk: Desk) -> None:
    ref = desk.problem(title="甲")
    desk.measure(ref)
    rectify.progress(desk.ledger, desk.context(), ref, "=已补办")
    found = remembered(written(desk))
    name = ref.partition("/")[2]
    assert (found.org, found.day, found.ledger) == ("zjj", desk.now.date(), "云岭县以案促改")
    assert found.cells[Key(name)]["progress"] == ("=已补办", True)
    assert found.cells[Key(name)]["due"] == ("2026-06-15", False)
    assert found.cells[Key(name, 1)]["completed"] == ("", True)
    assert unit_memory.is_of(desk.ledger.find_problem(ref), found.records[name])


@pytest.mark.parametrize("text", [f"{'𠮷' * 9_000}\n{'𠮷' * 9_000}", "'" + '"' * 18_000])
def test_a_text_that_is_longer_than_a_cell_is_not_filled_in(desk: Desk, text: str) -> None:
    ref = desk.problem()
    rectify.progress(desk.ledger, desk.context(), ref, text)
    book = opened(written(desk))
    (row,) = [row for row in book.worksheets[0].iter_rows() if row[1].value == ref.partition("/")[2]]
    assert [cell.protection.locked for cell in row if text[0] in str(cell.value)] == [True]
    assert "progress" not in remembered(written(desk)).cells[Key(ref.partition("/")[2])]


@pytest.mark.parametrize("org", ["gov", "zjj"])
def test_a_unit_with_nothing_to_do_gets_a_sheet_that_says_so(desk: Desk, org: str) -> None:
    page = opened(written(desk, org)).worksheets[0]
    assert any(cell.value == "没有需要整改的问题。" for row in page.iter_rows() for cell in row)


def test_every_column_has_a_word_and_the_two_keys_are_told_apart() -> None:
    titles = [column.title for columns in COLUMNS.values() for column in columns if column.field == "key"]
    assert len(set(titles)) == 2
    assert all(title.endswith("(yian)") for title in titles)
    with speaking("zh_CN"):
        from yiananlib.messages import _

        assert all(_(title).endswith("（yian）") for title in titles)


def test_of_what_comes_back_the_open_occurrence_is_shown_and_its_day_is_locked(desk: Desk) -> None:
    ref = desk.problem()
    rectify.add_measure(
        desk.ledger, desk.context(), ref, "每月抽查", owner="jianguan", due=dt.date(2026, 6, 15), every=Every.MONTH,
        first=dt.date(2026, 3, 31),
    )  # fmt: skip
    rectify.done(desk.ledger, desk.context(), ref, 1, occurrence="2026-03")
    measures = opened(written(desk)).worksheets[1]
    (row,) = [row for row in measures.iter_rows() if any(cell.value == f"{ref.partition('/')[2]}/1" for cell in row)]
    fields = {column.field: cell for column, cell in zip(COLUMNS[Part.MEASURE], row, strict=True)}
    said = str(fields["measure"].value)
    assert "每月抽查（每月）" in said
    assert f"`yian done {ref} 1 --occurrence 2026-04`" in said
    assert fields["due"].value == dt.datetime(2026, 4, 30)  # noqa: DTZ001 - a workbook knows no zones
    assert (fields["completed"].protection.locked, fields["progress"].protection.locked) == (True, False)


def test_a_problem_has_a_note_of_what_is_like_it_was_closed_and_held(desk: Desk) -> None:
    closed = desk.closed(title="招标文件抽查", symptom="抽查12个项目，5个变更先干后批")
    desk.on("2026-06-20").look_back(closed, LookBackResult.HELD)
    later = dt.date(2026, 8, 15)
    ref = desk.problem(title="又有变更先干后批", symptom="抽查市政项目，3个变更先干后批", due=later)
    other = desk.problem(title="值班无人", symptom="夜间无人在岗", due=later)
    day = desk.now.date()
    book = asked(desk.ledger, lambda index: with_alike(unit_book(desk.ledger, "zjj", day), index))
    assert list(book.alike) == [ref.partition("/")[2]]
    with speaking("zh_CN"):
        data = b"".join(xlsx.pieces(sheets(book)))
    notes = [place(opened(data), one.partition("/")[2], "问题表现（症状）").comment for one in (ref, other)]
    (said,) = (note.text for note in notes if note is not None)
    assert said.startswith("已销号的相似问题及其巩固情况：")
    assert closed in said
    assert "销号，巩固）" in said
    assert "修订变更审批办法" in said


def test_what_cannot_be_read_elsewhere_leaves_the_notes_out_alone(desk: Desk) -> None:
    desk.closed()
    desk.problem(title="又有变更先干后批")
    desk.write("orgs/czj/problems/aaaaaa.toml", "schema = ")
    book = unit_book(desk.ledger, "zjj", desk.now.date())
    assert asked(desk.ledger, lambda index: with_alike(book, index)) == book
