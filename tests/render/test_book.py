"""A document as sheets: a table each, with the text that belongs to it, and nothing left out."""

from yiananlib.render.book import of_document
from yiananlib.render.document import Cell, Chart, Column, Document, Fields, Heading, Paragraph, Table, cells

TABLE = Table((Column("单位"), Column("问题", mm=40), Column("数", "count")), (cells("县住建局", "甲\n乙乙", 3),))
EMPTY = Table((Column("x"),), (), "没有")


def sheets(*blocks: object) -> list[object]:
    return list(of_document(Document(blocks)).sheets)  # type: ignore[arg-type]  # blocks of all kinds


def said(sheet: object) -> tuple[object, ...]:
    return (sheet.name, sheet.title, sheet.above, [cell.text for cell in sheet.below])  # type: ignore[attr-defined]


def test_the_first_sheet_has_the_title_and_later_ones_say_of_what_they_are() -> None:
    first, second = sheets(
        Heading("题", 1),
        Paragraph("截至"),
        Heading("甲"),
        TABLE,
        Paragraph("另有3个"),
        Heading("乙"),
        Paragraph("注"),
        TABLE,
    )
    assert said(first) == ("甲", "题", ("截至",), ["另有3个"])
    assert said(second) == ("乙", "乙", ("题", "注"), [])


def test_a_table_without_rows_says_so_under_the_one_before_it() -> None:
    (only,) = sheets(Heading("题", 1), TABLE, Heading("逾期"), EMPTY, Heading("临期"), EMPTY)
    assert said(only)[3] == ["逾期", "没有", "临期", "没有"]


def test_text_without_a_table_is_a_sheet_of_text() -> None:
    (only,) = sheets(Heading("题", 1), Heading("逾期"), EMPTY, Paragraph("完"))
    assert said(only) == ("题", "题", ("逾期", "没有", "完"), [])
    assert only.columns == ()  # type: ignore[attr-defined]  # a sheet


def test_an_empty_document_is_an_empty_sheet() -> None:
    assert len(sheets()) == 1


def test_fields_are_a_table_of_names_and_values_and_a_chart_has_its_bars() -> None:
    first, second = sheets(Fields((("状态", Cell("整改中", "red")),)), Heading("图"), Chart(TABLE, 2))
    assert first.rows == ((Cell("状态"), Cell("整改中", "red")),)  # type: ignore[attr-defined]  # a sheet
    assert second.rows[0][-1].text.startswith("=")  # type: ignore[attr-defined]  # a sheet


def test_a_column_is_as_wide_as_what_it_holds_within_bounds() -> None:
    long = Table((Column("a"), Column("b", mm=40)), (cells("整" * 99, "整" * 99),))
    assert [column.mm for column in sheets(TABLE)[0].columns] == [20, 12, 12]  # type: ignore[attr-defined]  # a sheet
    assert [column.mm for column in sheets(long)[0].columns] == [60, 90]  # type: ignore[attr-defined]  # a sheet
