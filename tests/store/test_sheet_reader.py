"""The process that reads spreadsheets: it says line by line what is in one, and may die of it."""

import json
import subprocess
import sys
from pathlib import Path

import openpyxl

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
