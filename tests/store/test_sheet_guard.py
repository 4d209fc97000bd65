"""Files that harm whoever reads them are refused in one sentence, and the reader survives."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from yiananlib.errors import LedgerInvalid, YianError
from yiananlib.store import sheets
from yiananlib.store.sheet_guard import ENTRIES, Refused, inspect, kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
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
    found = sheets.read(book(tmp_path, sheet(rows)))
    assert found.sheets[0].rows == (("甲",),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_document_type_and_its_entities_are_refused(tmp_path: Path, part: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    rows = '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    said = refused(book(tmp_path, {part: (bomb + SHEET.format(rows=rows)[21:]).encode(encoding)}))
    assert (type(said), "declares a document type" in said.message) == (LedgerInvalid, True)


def test_a_document_type_in_a_cell_is_not_a_declaration(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["<!DOCTYPE html>"])
    made.save(path)
    assert sheets.read(path).sheets[0].rows == (("<!DOCTYPE html>",),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"%PDF-1.7", "pdf"), (b"<html>", "html"), (b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC>", "html"),
        (b"<TABLE border=1>", "html"), (OLE, "xls"), (OLE + bytes(1_048_500) + LOCKED, "locked"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["台账.xlsx", "台账.xls", "台账.csv"])
def test_what_is_no_workbook_whatever_its_name(data: bytes, code: str, name: str) -> None:
    with pytest.raises(Refused, match=f"^{code}$"):
        kind(io.BytesIO(data), name)


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("台账.xlsx", OLE + bytes(600), 2, "save it as xlsx"),
        ("台账.xlsx", OLE + bytes(600) + LOCKED, 4, "is password-protected; open it, turn off the password"),
        ("台账.xls", b"<html><table><tr><td>1</td></tr></table></html>", 4, "it is a web page"),
        ("台账.xlsx", "序号,问题\n1,一\n".encode(), 4, "it is text, not a spreadsheet"),
        ("台账.csv", "<html><table>".encode("utf-8-sig"), 4, "it is a web page"),
    ],
)
def test_a_file_that_was_renamed_is_told_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, status: int, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refused(path)
    assert (error.exit_status, said in error.message) == (status, True)


@pytest.mark.parametrize(("name", "part"), [("a.ods", "content.xml"), ("a.xlsb", "xl/workbook.bin")])
def test_spreadsheets_of_other_forms_are_told_apart(name: str, part: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(part, "<x/>")
    with pytest.raises(Refused, match="other"):
        inspect(made)


BOMBS = {
    "far": lambda folder: book(
        folder, sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "inflated": lambda folder: book(folder, {}, {"xl/media/x.bin": bytes(210 * 1024 * 1024)}),
}
MEASURED = """
import pathlib, re, resource, sys
from yiananlib.errors import LedgerInvalid
from yiananlib.store import sheets
try:
    sheets.read(pathlib.Path(sys.argv[1]))
except LedgerInvalid:
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    held = re.search(r"VmHWM:\\s+([0-9]+) kB", pathlib.Path("/proc/self/status").read_text())  # of this program alone
    print(held[1], own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="/proc/self/status tells what memory was held")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_zip_bomb_costs_little_to_open(tmp_path: Path, bomb: str) -> None:
    path = BOMBS[bomb](tmp_path)
    done = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, check=True, text=True)
    kilobytes, seconds = map(float, done.stdout.split())
    assert kilobytes < 64 * 1024
    assert seconds < 2


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


@pytest.mark.parametrize(
    ("name", "code"),
    [("xl/workbook.bin", "other"), ("content.xml", "other"), ("word/document.xml", "docx"), ("a.txt", "zip")],
)
def test_an_archive_that_is_no_workbook_is_told_for_what_it_is(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    with path.open("rb") as file, pytest.raises(Refused) as caught:
        inspect(file)
    assert caught.value.code == code
