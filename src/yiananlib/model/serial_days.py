"""Days that a workbook keeps as bare numbers, where it counts them from 1904 as workbooks of the Macintosh do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yiananlib.model.sheet_layout import Layout, Value

_OF_DAYS: Final = ("found", "due", "measure_due", "completed_on", "closed_on")
_ZERO: Final = dt.date(1904, 1, 1)
_SERIALS: Final = range(35064, 73051)
"""The numbers that name a day from 2000 on, and could be taken for one of this century that counts from 1900."""


def from_1904(layout: Layout) -> Layout:
    """Return a table in whose columns of days the numbers are days, as the workbook counts them."""
    of_days = {column.index for column in layout.columns if column.field in _OF_DAYS}
    rows = tuple(
        row._replace(cells={at: _day(value) if at in of_days else value for at, value in row.cells.items()})
        for row in layout.rows
    )
    return layout._replace(rows=rows)


def _day(value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or int(value) not in _SERIALS:
        return value
    return _ZERO + dt.timedelta(days=int(value))
