"""Workbooks: text comes back as it was, whatever it looks like, and pages are laid out to be printed."""

import datetime as dt
import io
import re
import string
from itertools import pairwise

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings

from tests.strategies import texts
from yiananlib.messages import speaking
from yiananlib.model.text import clean, forbidden
from yiananlib.render.book import Book, Fill, Open, Sheet
from yiananlib.render.document import Cell, Column, Document, Heading, Table, cells
from yiananlib.render.formats import xlsx

_ODD = (
    "", "x", "'", "''", "'x", "x'", '"', "\\", "%", "^", "~", "#", "&", "<", ">", "<b>", "&amp;", "]]>", "<!--", "{}",
    "[]", "\t", "\n", "\n\n", "a\nb", "a\tb", "_x0041_", "_x000D_", "_x005F_", "_x", "x_x0000_", "001", "0", "-0",
    "1e5",
    "1E+05", "1.0", "1,000", "1/2", "2/3", "3-4", "12:30", "2026-06-30", "6月30日", "TRUE", "FALSE", "true", "NULL",
    "N/A", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "=", "==", "=1+1", "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")",
    "+1", "-1", "@SUM(1)", "＝1+1", "＋1", "－1", "＠x", "|x", "%0A", "http://example.org", "https://example.org/a b",
    "mailto:a@example.org", "internal:Sheet1!A1", "external:c:\\x.xlsx", "ftp://x", "file:///etc/passwd", "\\\\host\\x",
    "𠮷", "𪚥野家", "e\u0301", "é", "ｱｲｳ", "１２３", "①②③", "ﷺ", "👍", "👨‍👩‍👧", "한국어", "ไทย", "עברית", "العربية",
    "\u00a0x", "\u3000全角", "x\u3000", "…", "—", "“”", "‘’", "《》", "¥", "€", "\u0130", "ß", "ǆ", "\ud7ff", "\ue000",
    "nan", "inf", "-inf", "1_000", "0x10", "1e400", "9" * 20, "１e５", "(1)", "[1]", "[红]x", "[Red]0", "General", "@",
    "Sheet1!A1", "A1", "R1C1", "$A$1", "{=1}", "DDE(\"cmd\")", "=DDE", "-2+3+cmd|' /C x'!A0", "$(id)", "`id`", "; rm",
    "' OR 1=1 --", "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "%s%n", "../../etc", "C:\\", "con", "a" * 300,
)  # fmt: skip
_BEGINNINGS = ("=", "+", "-", "@", "'", "\t", " ", "＝", "|", "%")
_ENDINGS = ("整改", "1+1", "A1", "", "x" * 40, "查\n一")
_BEGUN = tuple(f"{one}{other}" for one in _BEGINNINGS for other in _ENDINGS)
_WRAPPED = tuple(f"{one}整改{one}" for one in string.punctuation)
HOSTILE = (*dict.fromkeys(map(clean, (*_ODD, *_BEGUN, *_WRAPPED))), "整" * 32_767, " x", "x ", " ")
"""What people and attackers type; as it is kept, and some that is not."""


def made(*sheets: Sheet, day: dt.date | None = None) -> bytes:
    return b"".join(xlsx.pieces(Book(sheets, day)))


def sheet(*rows: tuple[object, ...], columns: tuple[Column, ...] | None = None, name: str = "表") -> Sheet:
    titled = columns or tuple(Column(f"c{n}", mm=40) for n in range(len(rows[0])))
    return Sheet(name, "", titled, tuple(cells(*row) for row in rows))


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def read(data: bytes) -> list[list[object]]:
    """The rows below the titles of the first sheet, read by the second reader."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [[*row] for row in sheet.to_python()[1:]]


def test_there_are_two_hundred_hostile_texts() -> None:
    assert len(set(HOSTILE)) >= 200


def test_hostile_texts_come_back_as_they_were_by_two_readers() -> None:
    data = made(sheet(*((text,) for text in HOSTILE)))
    page = opened(data).worksheets[0]
    got = [page.cell(n + 2, 1) for n in range(len(HOSTILE))]
    # openpyxl leaves ST_Xstring of ECMA-376 as it is written where a text stands in its cell
    assert [re.sub("_x005F_(?=x[0-9A-F]{4}_)", "_", cell.value or "") for cell in got] == list(HOSTILE)
    assert {cell.data_type for cell in got if cell.value} == {"s"}  # openpyxl calls text "s" wherever it stands
    again = [row[0] for row in read(data)]
    assert again + [""] * (len(HOSTILE) - len(again)) == list(HOSTILE)


def test_the_file_has_no_formula_and_no_link() -> None:
    import zipfile

    archive = zipfile.ZipFile(io.BytesIO(made(sheet(*((text,) for text in HOSTILE)))))
    whole = b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name)
    assert b"<f>" not in whole
    assert b"hyperlink" not in whole.replace(b"HYPERLINK", b"")


@settings(max_examples=25)
@given(texts())
def test_any_text_comes_back(text: str) -> None:
    assert opened(made(sheet((text,)))).worksheets[0]["A2"].value == text


def test_what_could_not_stand_in_a_file_is_shown_as_a_question_mark() -> None:
    page = opened(made(sheet(("a\x00b\x1b[31m\ud800\ufffe\u202ec",)))).worksheets[0]
    assert page["A2"].value == "a?b?[31m???c"


@pytest.mark.parametrize("character", ["整", "𠮷", "a"])
def test_a_text_longer_than_a_cell_goes_on_in_a_sheet_of_its_own_and_nothing_is_lost(character: str) -> None:
    text = character * 80_000
    with speaking("en"):
        book = opened(made(sheet(("x", text), ("y", "短"), ("z", character * 33_000))))
    first, long = book.worksheets
    assert long.title == "Long texts"
    said = first["B2"].value
    assert len(said.encode("utf-16-le")) // 2 <= xlsx.LONGEST
    assert said.endswith("… (full text: no. 1 on sheet “Long texts”)")
    assert first["B3"].value == "短"
    rows = list(long.iter_rows(min_row=3, values_only=True))
    assert {row[:3] for row in rows} == {(1, "表", "B2"), (2, "表", "B4")}
    assert "".join(row[4] for row in rows if row[0] == 1) == text
    assert "".join(row[4] for row in rows if row[0] == 2) == character * 33_000
    assert all(len(row[4].encode("utf-16-le")) // 2 <= xlsx.LONGEST for row in rows)


def test_the_longest_text_that_fits_stays_in_its_cell() -> None:
    book = opened(made(sheet(("整" * xlsx.LONGEST,))))
    assert (len(book.worksheets), len(book.worksheets[0]["A2"].value)) == (1, xlsx.LONGEST)


def test_days_counts_and_shares_keep_their_types() -> None:
    day = dt.date(2026, 6, 30)
    row = (Cell("2026-06-30", value=day), 7, Cell("33.33%", value=1 / 3), "7", Cell("—"), dt.date(1899, 12, 31), 10**17)
    page = opened(made(sheet(row))).worksheets[0]
    found = [cell.value for cell in page[2]]
    assert found == [dt.datetime.combine(day, dt.time()), 7, pytest.approx(1 / 3), "7", "—", "1899-12-31", str(10**17)]
    assert page["A2"].number_format == "yyyy-mm-dd"
    assert page["C2"].number_format == "0.00%"


def test_a_day_is_written_as_the_campaign_reads_it() -> None:
    with speaking("zh_CN"):
        page = opened(made(sheet((dt.date(2026, 6, 30),)))).worksheets[0]
    assert page["A2"].number_format == 'yyyy"年"m"月"d"日"'


def test_a_lamp_is_a_word_and_a_colour() -> None:
    page = opened(made(sheet((Cell("red: overdue", "red"), Cell("green: in time", "green"))))).worksheets[0]
    assert page["A2"].value == "red: overdue"
    assert page["A2"].fill.fgColor.rgb != page["B2"].fill.fgColor.rgb


def test_a_page_is_one_wide_with_its_head_on_every_page_frozen_and_filtered() -> None:
    page = opened(
        made(Sheet("表", "题", (Column("a", mm=100), Column("b", mm=100)), (cells("x", "y"),), "左", "右", frozen=1))
    ).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)  # one is not written
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$3"
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:B4"
    assert (page["A1"].value, page["A2"].value, page["B2"].value) == ("题", "左", "右")
    assert page["A1"].font.name == "方正小标宋简体"
    assert page["A3"].font.name == "黑体"
    assert page["A4"].font.name == "仿宋_GB2312"


def test_a_row_is_as_high_as_its_longest_cell_needs_and_never_higher_than_can_be() -> None:
    rows = [("短",), ("整" * 60,), ("整" * 200,), ("整\n" * 9 + "整",), ("整" * 20_000,)]
    page = opened(made(sheet(*rows))).worksheets[0]
    heights = [page.row_dimensions[n].height for n in range(2, 7)]
    assert heights[0] < heights[1] < heights[2] <= 409
    assert heights[3] > 9 * 14
    assert heights[4] == pytest.approx(409, abs=1)


def test_only_open_cells_may_be_changed_and_their_words_are_offered() -> None:
    fills = {1: Fill(("是", "否"), hint="选"), 2: Fill(day=True, until=dt.date(2026, 6, 30))}
    rows = ((Cell("锁"), Open("否"), Open("2026-06-01", value=dt.date(2026, 6, 1))), (Cell("锁"), Open(""), Cell("")))
    columns = (Column("a", mm=30), Column("b", mm=30), Column("c", "day", mm=30))
    page = opened(made(Sheet("表", "", columns, rows, fills=fills))).worksheets[0]
    assert page.protection.sheet
    assert [[cell.protection.locked for cell in row] for row in page["A2:C3"]] == [
        [True, False, False],
        [True, False, True],
    ]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    assert rules["B2:B3"] == ("list", '"是,否"')
    assert rules["C2:C3"][0] == "date"
    assert page["B2"].number_format == "@"


def test_a_hidden_sheet_is_out_of_sight_and_read_all_the_same() -> None:
    data = made(sheet(("x",)), sheet(("y",), name="_yian")._replace(hidden=True))
    assert opened(data)["_yian"].sheet_state == "veryHidden"
    found = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("_yian").to_python()
    assert found == [["c0"], ["y"]]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert made(sheet(("x",)), day=dt.date(2026, 6, 30)) == made(sheet(("x",)), day=dt.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("县住建局", "县住建局"), ("", "Sheet"), ("a[b]:c*d?e/f\\g", "a(b)\uff1ac＊d？e／f＼g"), ("'x'", "x"),
        ("History", "History (2)"), ("x" * 40, "x" * 31), ("𠮷" * 20, "𠮷" * 15), ("a\nb\tc", "a b c"),
        ("''", "Sheet"), ("\u202ex", "？x"),
    ],
)  # fmt: skip
def test_a_sheet_gets_a_valid_name(wanted: str, name: str) -> None:
    assert xlsx.sheet_name(wanted, set()) == name


def test_no_two_sheets_have_one_name_whatever_its_case_width_or_length() -> None:
    taken: set[str] = set()
    names = [xlsx.sheet_name(name, taken) for name in ["A", "a", "Ａ", *["长" * 35] * 11, "A (2)"]]
    assert names[:3] == ["A", "a (2)", "Ａ (3)"]
    assert len({name.casefold() for name in names}) == len(names) == len(taken)
    assert max(map(len, names)) == 31
    made(*(sheet(("x",), name=name) for name in ["A", "a", "[", "]", "", "'", *["长" * 35] * 3]))


def test_a_text_is_split_without_cutting_a_character() -> None:
    text = "a𠮷b整" * 50
    parts = list(xlsx.split(text, 7))
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 14 for part in parts)


def test_a_document_is_a_sheet_a_table() -> None:
    table = Table((Column("列"),), (cells("x"),))
    found = opened(b"".join(xlsx.pieces(Document((Heading("题", 1), Heading("一"), table, Heading("二"), table)))))
    assert found.sheetnames == ["一", "二"]


def test_what_goes_wrong_leaves_nothing_open(tmp_path: object) -> None:
    def rows() -> object:
        yield cells("x")
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError, match="gone"):
        made(Sheet("表", "", (Column("c", mm=30),), rows()))  # type: ignore[arg-type]  # what is yielded are rows


def test_the_hostile_texts_are_clean_but_for_three() -> None:
    assert all(forbidden(text) is None for text in HOSTILE)
    assert sum(clean(one) != one for one in HOSTILE) == 3
    assert all(one != other for one, other in pairwise(HOSTILE))
