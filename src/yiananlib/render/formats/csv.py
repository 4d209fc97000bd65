"""CSV, for spreadsheets: a line a row, the first with the titles of the columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from yiananlib.model.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.render.document import Cell, Table
    from yiananlib.render.views.ledger import Rows


class _Line:
    """What ``csv.writer`` writes into: it has the last line."""

    def write(self, line: str) -> str:
        return line


def pieces(table: Table | Rows) -> Iterator[str]:
    """Yield the lines of a table."""
    line = csv.writer(_Line(), lineterminator="\n").writerow
    yield line([inert(column.title) for column in table.columns])
    for row in table.rows:
        yield line([_said(cell) for cell in row])


def _said(cell: Cell) -> str:
    # a number is no text that a spreadsheet could take for a formula
    return inert(cell.text) if cell.value is None or not isinstance(cell.value, (int, float)) else cell.text
