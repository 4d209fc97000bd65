"""The workbook of a unit as it comes back: rows by their keys, columns by their headings, whoever saved it."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from tests.services.unit_books import filled, kept, opened, place, written
from yiananlib.errors import LedgerInvalid
from yiananlib.messages import speaking
from yiananlib.model.unit_cells import Key
from yiananlib.services.recording.importing import Choice, import_file
from yiananlib.services.recording.unit_sheets import MARK, is_unit_book, read, refuse_without_memory
from yiananlib.store import sheets


def saved(desk: Desk, change: Any) -> Path:
    """Save the workbook by a second writer, after it was changed."""
    book = opened(written(desk))
    change(book)
    path = desk.root.parent / "改过.xlsx"
    book.save(path)
    return path


@pytest.fixture
def ref(desk: Desk) -> str:
    """A problem with a measure, and the desk's workbook has their two rows."""
    found = desk.problem()
    desk.measure(found)
    return found.partition("/")[2]


def test_it_is_known_by_its_hidden_sheet(desk: Desk, ref: str, tmp_path: Path) -> None:
    assert is_unit_book(kept(desk, written(desk)))
    other = openpyxl.Workbook()
    other.save(tmp_path / "x.xlsx")
    assert not is_unit_book(tmp_path / "x.xlsx")
    for name, data in (("x.csv", b"_yian,1\n"), ("y.xlsx", b"PK\x03\x04"), ("z.toml", b"")):
        (tmp_path / name).write_bytes(data)
        assert not is_unit_book(tmp_path / name)
    assert not is_unit_book(tmp_path)
    assert not is_unit_book(tmp_path / "nothing")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_rows_and_cells_come_back_in_whatever_language(desk: Desk, ref: str, language: str) -> None:
    found = read(kept(desk, written(desk, language=language)))
    assert [str(row.key) for row in found.rows] == [ref, f"{ref}/1"]
    assert found.rows[0].cells["due"] == dt.date(2026, 6, 15)
    assert found.rows[1].cells["measure"] == "修订变更审批办法"
    assert found.said == ()
    assert [len(table.columns) for table in found.tables] == [13, 8]
    assert all(column.how == "workbook" for table in found.tables for column in table.columns)
    assert [aside.what for aside in found.tables[0].ignored] == ["title", "title", "title", "signature"]


def test_moved_columns_and_sorted_rows_are_read_right(desk: Desk, ref: str) -> None:
    other = desk.problem(title="乙").partition("/")[2]

    def change(book: Any) -> None:
        place(book, ref, "整改进展").value = "甲的进展"
        page = book.worksheets[0]
        head = place(book, ref, "整改进展").row - 1
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=head, max_row=head + 2)]
        turned = [rows[0][::-1], rows[2][::-1], rows[1][::-1]]
        for n, row in enumerate(turned):
            for column, value in enumerate(row, 1):
                page.cell(head + n, column).value = value

    found = read(saved(desk, change))
    assert [(str(row.key), row.cells["progress"]) for row in found.rows[:2]] == [(other, None), (ref, "甲的进展")]


def test_deleted_rows_and_columns_change_nothing_and_are_said(desk: Desk, ref: str) -> None:
    def change(book: Any) -> None:
        cell = place(book, ref, "整改成效")
        cell.parent.delete_cols(cell.column)
        measure = place(book, f"{ref}/1", "措施进展")
        measure.parent.delete_rows(measure.row)

    with speaking("en"):
        found = read(saved(desk, change))
    assert [str(row.key) for row in found.rows] == [ref]
    assert "effect" not in found.rows[0].cells
    assert found.said == (
        "The sheet “整改问题” no longer has a column “整改成效”: its values stay as they are.",
        "Rows no longer in the workbook change nothing: 1.",
    )


def test_added_rows_and_columns_are_told(desk: Desk, ref: str) -> None:
    def change(book: Any) -> None:
        page = book.worksheets[0]
        page.cell(place(book, ref, "整改进展").row - 1, 20).value = "备注"
        page.append([3, "新问题", "手工加的"])
        page.append(["编号（yian）"] * 2)
        page.append([])

    found = read(saved(desk, change))
    assert [(row.key and str(row.key)) for row in found.rows] == [ref, None, f"{ref}/1"]
    assert [c.heading for c in found.tables[0].columns if c.how == "unknown"] == ["备注"]


def test_other_sheets_and_a_renamed_one_do_not_matter(desk: Desk, ref: str) -> None:
    def change(book: Any) -> None:
        book.worksheets[0].title = "改了名"
        book.create_sheet("说明", 0).append(["随便写的"])

    found = read(saved(desk, change))
    assert [row.sheet for row in found.rows] == ["改了名", "整改措施"]
    assert (found.tables[0].header_row, found.tables[0].ignored[0].text) == (None, "随便写的")


def test_a_column_that_is_there_twice_is_refused(desk: Desk, ref: str) -> None:
    def change(book: Any) -> None:
        cell = place(book, ref, "整改进展")
        cell.parent.cell(cell.row - 1, 20).value = " 整改\n进展"

    with pytest.raises(LedgerInvalid, match="整改进展"):
        read(saved(desk, change))


def test_a_damaged_memory_and_one_of_a_newer_yian_are_refused_in_a_sentence(desk: Desk, ref: str) -> None:
    def damage(book: Any) -> None:
        book["_yian"]["D9"].value = '"x"'

    def empty(book: Any) -> None:
        book["_yian"].delete_rows(1, 100)

    def newer(book: Any) -> None:
        book["_yian"]["D2"].value = "2"

    with speaking("en"):
        for change, said in ((damage, "damaged"), (empty, "damaged"), (newer, "newer yian")):
            with pytest.raises(LedgerInvalid, match=said):
                read(saved(desk, change))


def test_a_workbook_without_its_hidden_sheet_is_not_read_as_a_foreign_one(desk: Desk, ref: str) -> None:
    path = saved(desk, lambda book: book.remove(book["_yian"]))
    assert not is_unit_book(path)
    with speaking("en"), desk.refuses(LedgerInvalid, "without its hidden sheet"):
        import_file(desk.ledger, desk.context(OFFICE), path, Choice(), apply=True)
    text = desk.root.parent / "存成.csv"
    rows = ["云岭县", "序号,编号（yian）,整改进展", f"1,{ref},已办"]
    text.write_text("\n".join(rows), encoding="utf-8-sig")
    with desk.refuses(LedgerInvalid):
        import_file(desk.ledger, desk.context(OFFICE), text, Choice(), apply=True)
    foreign = desk.root.parent / "外来.csv"
    foreign.write_text("序号,编号,yian\n", encoding="utf-8")
    refuse_without_memory(foreign, sheets.read(foreign))


def test_keys_typed_otherwise_are_the_same(desk: Desk, ref: str) -> None:
    found = read(filled(desk, {(ref, "编号（yian）"): f" {ref.upper()} "}))
    assert found.rows[0].key == Key(ref)
    assert MARK.casefold() == MARK
