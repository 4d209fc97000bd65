"""What a workbook holds beside values: errors, formulas that nobody calculated, where its days count from."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from yiananlib.store import sheet_xml
from yiananlib.store.sheet_guard import Refused

PART = "xl/worksheets/sheet1.xml"
SHEET = '<worksheet xmlns="http://x"><sheetData>{cells}</sheetData></worksheet>'


def archive(parts: dict[str, bytes]) -> zipfile.ZipFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        for name, data in parts.items():
            writing.writestr(name, data)
    return zipfile.ZipFile(made)


def faults(cells: str, encoding: str = "utf-8") -> dict[int, dict[int, str]]:
    return sheet_xml.faults(archive({PART: SHEET.format(cells=cells).encode(encoding)}), PART)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>', {2: {1: "#N/A"}}),
        ("<row r='3'><c r='AA3' t='e'><f>NA()</f><v>#REF!</v></c></row>", {2: {26: "#REF!"}}),
        ('<row r="3"><c r="B3"><f>A1+1</f></c></row>', {2: {1: "=A1+1"}}),
        ('<row r="3"><c r="B3"><f>A1+1</f><v></v></c></row>', {2: {1: "=A1+1"}}),
        ('<row r="3"><c r="B3"><f>A1+1</f><v/></c></row>', {2: {1: "=A1+1"}}),
        ('<row r="3"><c r="B3"><f t="shared" si="0"/><v /></c></row>', {2: {1: "=…"}}),
        ('<row><c/><c><f>A1</f></c></row><row><c t="e"><v/></c></row>', {0: {1: "=A1"}, 1: {0: "#N/A"}}),
        ('<x:row r="1"><x:c r="A1"><x:f>A1</x:f></x:c></x:row>', {0: {0: "=A1"}}),
        ('<row r="1"><c r="A1"><f>A1+1</f><v>2</v></c></row>', {}),
        ('<row r="1"><c r="A1" t="str"><f>T("")</f><v></v></c></row>', {}),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>#N/A</t></is></c></row>', {}),
        ('<row r="1"><c r="A1"/></row>', {}),
    ],
)
def test_cells_without_a_value_are_found_where_they_stand(cells: str, found: dict[int, dict[int, str]]) -> None:
    if "x:" in cells:
        cells = cells.replace("<x:row", '<x:row xmlns:x="http://x"', 1)
    assert faults(cells) == found
    assert faults(cells, "utf-16") == found


def test_a_cell_at_the_edge_of_a_chunk_is_found() -> None:
    for before in range(1024 * 1024 - 120, 1024 * 1024, 9):
        filler = f"<!--{'x' * (before - 80)}-->"
        assert faults(f'{filler}<row r="1"><c r="A1"><f>A1</f><v></v></c></row>') == {0: {0: "=A1"}}


def test_a_broken_part_is_told_up_to_where_it_breaks() -> None:
    assert faults('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row><row') == {0: {0: "#N/A"}}


def test_a_document_type_is_refused_whatever_the_part_is_called() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "haha">]><worksheet><c t="e"><v>&a;</v></c></worksheet>'
    with pytest.raises(Refused, match="entities"):
        sheet_xml.faults(archive({"xl/sheet.bin": bomb}), "xl/sheet.bin")


@pytest.mark.parametrize("from_1904", [False, True])
def test_the_sheets_are_found_in_their_order_and_the_epoch(from_1904: bool) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"date_1904": from_1904})
    book.add_worksheet("乙").write_number(0, 0, 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=乙!$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.add_worksheet("甲")
    book.close()
    found = sheet_xml.outline(zipfile.ZipFile(made))
    assert found == ((PART, "xl/chartsheets/sheet1.xml", "xl/worksheets/sheet2.xml"), from_1904)


def test_the_outline_of_another_writer_is_the_same() -> None:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("二")
    book.save(made)
    assert sheet_xml.outline(zipfile.ZipFile(made)) == ((PART, "xl/worksheets/sheet2.xml"), False)


def test_what_no_program_writes_has_no_outline() -> None:
    assert sheet_xml.outline(archive({"xl/workbook.xml": b"<workbook><sheets><sheet/></sheets>"})) == ((None,), False)
    assert sheet_xml.outline(archive({})) == ((), False)


@pytest.mark.parametrize(("first", "last", "from_1904"), [("0", "1", True), ("1", "0", False), ("0", "true", True)])
def test_of_two_settings_of_a_workbook_the_last_counts(first: str, last: str, from_1904: bool) -> None:
    said = "".join(f'<workbookPr date1904="{one}"/>' for one in (first, last))
    assert (
        sheet_xml.outline(archive({"xl/workbook.xml": f"<workbook>{said}</workbook>".encode()})).from_1904 is from_1904
    )
