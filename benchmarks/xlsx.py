"""Time a workbook of many problems: ``python benchmarks/xlsx.py [ROWS] [SHEETS]``, 50,000 in 60 by default.

It writes the 24 columns of the ledger from values that are there already, so that it measures the format and not the
index, and prints seconds, ratios to a bare interpreter, and the most memory that the process had. The goals: 50,000
rows in 20 s and 100 MB, 500 in 1 s, on a machine where a bare interpreter takes 13 ms.
"""

import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import wording

from yiananlib.render.book import Book, Sheet
from yiananlib.render.document import Cell, Column, cells
from yiananlib.render.formats import xlsx
from yiananlib.render.views.ledger import ENTRIES

DAY = dt.date(2026, 6, 30)


def main() -> None:
    """Write one, and say what it took."""
    rows, sheets = (int(word) for word in (*sys.argv[1:3], *("50000", "60")[len(sys.argv) - 1 :]))
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    bare = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    size = sum(len(piece) for piece in xlsx.pieces(Book(_sheets(rows, sheets))))
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} rows in {sheets} sheets: {took:.1f} s ({worked:.1f} s of work, {took / bare:.0f} P),"
        f" {memory:.0f} MB, a file of {size / 1e6:.1f} MB"
    )


def _sheets(rows: int, sheets: int) -> Iterator[Sheet]:
    columns = tuple(Column(entry.title, entry.kind, entry.a3) for entry in ENTRIES if entry.a3)
    for sheet in range(sheets):
        yield Sheet(f"单位{sheet}", "以案促改整改台账", columns, _rows(rows // sheets, columns), paper="A3", frozen=4)


def _rows(rows: int, columns: tuple[Column, ...]) -> Iterator[tuple[Cell, ...]]:
    texts = [
        f"{name}抽查12个项目，5个变更先干后批，三次催办未报；逐项补齐核验并定责。" for name, *_rest in wording.UNITS
    ]
    for row in range(rows):
        yield cells(
            *(
                row
                if column.kind == "count"
                else Cell("2026年6月30日", value=DAY)
                if column.kind == "day"
                else Cell("红：逾期", "red")
                if column.kind == "lamp"
                else "整改中"
                if column.mm < 20
                else texts[(row + place) % len(texts)]
                for place, column in enumerate(columns)
            )
        )


if __name__ == "__main__":
    main()
