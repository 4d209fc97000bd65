"""Foreign sheets as files, and what becomes of them at a desk."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Choice, Imported, import_file

HEAD: Final = ("责任单位", "问题表现", "整改措施", "整改时限", "整改类型")
ROWS: Final = (
    ("住建局", "抽查12个项目，5个变更先干后批", "1.补办手续；2.修订办法", "2026年6月15日", "分阶段整改"),
    ("财政局", "抽查接待单据26份，9份无公函", "清退超标费用", "2026.5.20", "立行立改"),
)


def sheet(desk: Desk, *rows: Sequence[Any], name: str = "台账.csv") -> Path:
    """Write rows into a file beside the ledger."""
    path = desk.root.parent / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def brought(
    desk: Desk,
    *rows: Sequence[Any],
    by: str | None = OFFICE,
    apply: bool = False,
    for_: str | None = None,
    **choice: Any,
) -> Imported:
    """Import rows; with `apply` record them."""
    path = sheet(desk, *rows)
    context = desk.context(by)._replace(for_=for_)
    return import_file(desk.ledger, context, path, Choice(**choice), apply=apply)


def outcomes(found: Imported) -> list[Outcome]:
    """Return what becomes of each row, in the order of the sheet."""
    assert sum(found.counts.values()) == len(found.rows)
    return [row.state for row in found.rows]


def said(found: Imported) -> list[str]:
    """Return everything that is said of rows."""
    return [one.said for row in found.rows for one in row.problems]
