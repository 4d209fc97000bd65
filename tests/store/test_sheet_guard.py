"""Files that harm whoever reads them are refused in one sentence, and the reader survives."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from yiananlib.errors import LedgerInvalid, YianError
from yiananlib.store import sheets
from yiananlib.store.sheet_guard import ENTRIES, Refused, inspect, kind

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def book(folder: Path, replaced: dict[str, bytes], more: dict[str, bytes] | None = None) -> Path:
    """Write an honest workbook with other parts in the place of some, and more of them."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    path = folder / "台账.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return path


def sheet(rows: str) -> dict[str, bytes]:
    return {"xl/worksheets/sheet1.xml": SHEET.format(rows=rows).encode()}


def refused(path: Path) -> YianError:
    with pytest.raises(YianError) as caught:
        sheets.read(path)
    assert "\n" not in caught.value.message
    assert "Traceback" not in caught.value.message
    return caught.value


def test_two_cells_far_from_each_other_do_not_end_the_reader(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = book(tmp_path, sheet(rows))
    assert path.stat().st_size < 10_000
    assert isinstance(refused(path), LedgerInvalid)


def test_what_inflates_beyond_all_bounds_is_not_inflated(tmp_path: Path) -> None:
    path = book(tmp_path, {}, {"xl/media/x.bin": bytes(210 * 1024 * 1024)})
    assert path.stat().st_size < 1_000_000
    assert "200" in refused(path).message


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path, {}, {f"xl/media/{n}": b"" for n in range(ENTRIES)})
    assert str(ENTRIES) in refused(path).message


def test_a_million_empty_rows_are_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>甲</v></c></row>' + "<row/>" * 1_000_000
    try:
        found = sheets.read(book(tmp_path, sheet(rows)))
    except LedgerInvalid:
        return
    assert found.sheets[0].rows == (("甲",),)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    rows = '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    path = book(tmp_path, {"xl/worksheets/sheet1.xml": (bomb + SHEET.format(rows=rows)[21:]).encode()})
    try:
        found = sheets.read(path)
    except YianError:
        return
    assert "haha" not in str(found)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"%PDF-1.7", "text"), (b"<html>", "text"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_whatever_its_name(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        kind(io.BytesIO(data), "台账.xlsx")


def test_a_workbook_that_is_cut_short_is_said_to_be(tmp_path: Path) -> None:
    path = book(tmp_path, {})
    whole = path.read_bytes()
    for size in (4, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        refused(path)


def test_a_document_of_word_is_told_apart(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Refused, match="docx"):
        inspect(made)


def test_macros_and_links_are_left_aside_and_said(tmp_path: Path) -> None:
    more = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    found = sheets.read(book(tmp_path, {}, more))
    assert len(found.said) == 2
