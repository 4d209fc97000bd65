"""Workbooks of units as files: written, opened, filled in and handed back."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.messages import speaking
from yiananlib.render.formats import xlsx
from yiananlib.render.views import unit_book as view
from yiananlib.services.recording.importing import Choice
from yiananlib.services.recording.unit_book import unit_book
from yiananlib.services.recording.unit_import import UnitImported, import_file


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


def handed_in(
    desk: Desk,
    given: Mapping[tuple[str, str], object] | Path,
    *,
    by: str | None = OFFICE,
    on: dt.date | None = None,
    for_: str | None = None,
    apply: bool = False,
    data: bytes | None = None,
    **choice: Any,
) -> UnitImported:
    """Import a workbook, or the desk's own with cells filled in; with `apply` record it."""
    path = given if isinstance(given, Path) else filled(desk, given, data)
    context = desk.context(by, on)._replace(for_=for_)
    with speaking("en"):
        return import_file(desk.ledger, context, path, Choice(**choice), apply=apply)


def outcomes(found: UnitImported) -> dict[str, str]:
    """Return what becomes of the rows that are not unchanged, by their keys."""
    rows = found.imported.rows
    assert sum(found.imported.counts.values()) == len(rows)
    named = ((f"{row.id}/{row.measures[0]['number']}" if row.measures else str(row.id), row) for row in rows)
    return {key: row.state.value for key, row in named if row.state != "unchanged"}


def made(found: UnitImported) -> list[tuple[str, str, str | None]]:
    """Return the entries of all rows: kind, who, on whose behalf."""
    return [(entry.kind, entry.by, entry.for_) for some in found.entries.values() for entry in some]


def said(found: UnitImported) -> list[str]:
    """Return everything that is said of rows."""
    return [one.said for row in found.imported.rows for one in row.problems]
