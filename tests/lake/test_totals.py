"""The totals of the files are those of the ledger's own report, on any day."""

import datetime as dt
from pathlib import Path

import pytest

from tests.lake.test_write import written
from tests.services.ledgers import Desk, asked
from yiananlib.index.sync import Index
from yiananlib.lake.engine import connected
from yiananlib.lake.manifest import Totals
from yiananlib.lake.totals import counted
from yiananlib.services.reading.report import report


@pytest.mark.parametrize(
    "day",
    [dt.date.min, dt.date(2026, 3, 11), dt.date(2026, 3, 12), dt.date(2026, 3, 13), dt.date(2026, 6, 15),
     dt.date(2026, 6, 16), dt.date(2026, 7, 20), dt.date(2028, 2, 29), dt.date.max],
    ids=str,
)  # fmt: skip
def test_they_are_what_the_report_says(full: Desk, tmp_path: Path, day: dt.date) -> None:
    (standings, *_others) = written(full, tmp_path / "out")

    def told(index: Index) -> Totals:
        figures = report(index, day).figures
        return Totals(total=figures.total, closed=figures.closed, overdue=figures.overdue)

    with connected(tmp_path) as connection:
        assert counted(connection, tmp_path / "out" / standings.path, day) == asked(full.ledger, told)
