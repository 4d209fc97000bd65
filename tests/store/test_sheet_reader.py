"""The process that reads spreadsheets: it says line by line what is in one, and may die of it."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from yiananlib.store.sheet_reader import COLUMNS, ROWS

READ = "from yiananlib.store import sheet_reader; sheet_reader.main()"


def told(path: Path) -> list[object]:
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", READ, path.name], stdin=file, capture_output=True, check=True, text=True
        )
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_sheet_is_told_with_its_merged_cells_and_its_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    book.active.append(["标题", None])
    book.active.append([1, "问题"])
    book.active.merge_cells("A1:B1")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    *rows, first, last = told(path)
    assert first == {"sheet": "台账", "merged": [[0, 0, 0, 1]]}
    assert len(rows) == 2
    assert last == {"said": []}


def test_what_is_refused_is_told_by_its_code(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert told(path) == [{"refused": "damaged", "of": {}}]


@pytest.mark.parametrize(("epoch", "said"), [(CALENDAR_MAC_1904, [["from_1904", {}]]), (CALENDAR_WINDOWS_1900, [])])
def test_counting_days_from_1904_is_reported(tmp_path: Path, epoch: dt.datetime, said: list[object]) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.active.append(["标题"])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    assert told(path)[-1] == {"said": said}


def test_a_long_sheet_is_told_to_its_end(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for n in range(2_000):
        book.active.append([n, f"第{n}个问题，" + "先干后批" * 20])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    assert len(told(path)) == 2_000 + 2


@pytest.mark.parametrize(("row", "column"), [(ROWS + 9, 1), (ROWS + 1, 1), (1, COLUMNS + 9), (1, COLUMNS + 1)])
def test_what_lies_beyond_all_rows_or_columns_is_refused(tmp_path: Path, row: int, column: int) -> None:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    book.active["A1"] = "标题"
    book.active.cell(row, column, "远")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    assert told(path)[-1] == {"refused": "far", "of": {"sheet": "台账", "rows": ROWS, "columns": COLUMNS}}
