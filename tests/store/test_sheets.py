"""Spreadsheet files from outside: their values, and nothing that harms."""

import datetime as dt
import os
from pathlib import Path

import openpyxl
import pytest

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.store import sheets

MOMENT = dt.datetime(2026, 3, 5, 10, 30)  # noqa: DTZ001 - a cell has no time zone


def _saved(folder: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "台账.xlsx"
    book.save(path)
    return path


def test_values_of_a_workbook_keep_their_kinds(tmp_path: Path) -> None:
    path = _saved(
        tmp_path,
        ["序号", "001", 7, 1.5, True, dt.date(2026, 3, 5), MOMENT, None],
        [],
        [None, "终"],
    )
    book = sheets.read(path)
    day, moment = dt.date(2026, 3, 5), MOMENT
    assert book.sheets[0].rows == (("序号", "001", 7, 1.5, True, day, moment), (), (None, "终"))
    assert book.said == ()


def test_a_csv_file_is_one_sheet_named_as_the_file(tmp_path: Path) -> None:
    path = tmp_path / "环保.csv"
    path.write_bytes('序号,问题描述\r\n1,"异味，扰民"\r\n'.encode("utf-8-sig"))
    assert sheets.read(path) == sheets.Book((sheets.Sheet("环保", (("序号", "问题描述"), ("1", "异味，扰民")), ()),))


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UsageProblem, match="save it as xlsx"):
        sheets.read(path)
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(LedgerInvalid, match="damaged"):
        sheets.read(path)


def test_the_names_of_sheets_are_told_alone(tmp_path: Path) -> None:
    path = _saved(tmp_path, ["序号"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("_yian").sheet_state = "veryHidden"
    book.save(path)
    assert sheets.names(path) == ("Sheet", "_yian")
    other = tmp_path / "台账.csv"
    other.write_text("序号", encoding="utf-8")
    assert sheets.names(other) == ()
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(LedgerInvalid, match="damaged"):
        sheets.names(path)


def test_anything_but_a_file_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    for name, said in (
        ("", "is a folder"),
        ("管道.xlsx", ("is not a file on disk; save it")),
        ("没有.xlsx", "cannot be read"),
    ):
        for ask in (sheets.read, sheets.names):
            with pytest.raises(UsageProblem, match=said):
                ask(tmp_path / name)
