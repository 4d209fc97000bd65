"""Workbooks of units as files: written, opened, filled in and handed back."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tests.services.ledgers import Desk
from yiananlib.messages import speaking
from yiananlib.render.formats import xlsx
from yiananlib.render.views import unit_book as view
from yiananlib.services.unit_book import unit_book


def written(desk: Desk, org: str = "zjj", day: dt.date | None = None, language: str = "zh_CN") -> bytes:
    """Return the bytes of the workbook of a unit."""
    with speaking(language):
        return b"".join(xlsx.pieces(view.sheets(unit_book(desk.ledger, org, day or desk.now.date()))))


def opened(data: bytes) -> Any:
    """Open a workbook by the second reader."""
    return openpyxl.load_workbook(io.BytesIO(data))


def kept(desk: Desk, data: bytes, name: str = "住建局.xlsx") -> Path:
    """Write a workbook beside the ledger."""
    path = desk.root.parent / name
    path.write_bytes(data)
    return path


def place(book: Any, key: str, title: str) -> Any:
    """Return the cell of a row, named by its key, in the column of a title."""
    for page in book.worksheets:
        for row in page.iter_rows():
            named = {cell.value: cell.column for cell in row}
            if title in named:
                head = row[0].row
                for below in page.iter_rows(min_row=head + 1):
                    if any(cell.value == key for cell in below[:2]):
                        return page.cell(below[0].row, named[title])
    raise LookupError(key, title)


def filled(desk: Desk, given: Mapping[tuple[str, str], object], data: bytes | None = None) -> Path:
    """Write the workbook with cells filled in by a second writer; keys are a row's and a title."""
    book = opened(data if data is not None else written(desk))
    for (key, title), value in given.items():
        place(book, key, title).value = value
    path = desk.root.parent / "住建局.xlsx"
    book.save(path)
    return path
