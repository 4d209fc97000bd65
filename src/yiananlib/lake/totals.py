"""What a hand-over's rows come to: counted by the text of the figures, to be held against the ledger's own report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.index import figures
from yiananlib.index.conditions import holding
from yiananlib.lake.counting import DUCKDB
from yiananlib.lake.engine import literal
from yiananlib.lake.manifest import Totals

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import duckdb


def counted(connection: duckdb.DuckDBPyConnection, standings: Path, day: dt.date) -> Totals:
    """Return the totals of a file of standings on a day."""
    conditions = {name: figures.COUNTS[name] for name in Totals.model_fields}
    found = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in conditions.values())
    row = connection.execute(
        DUCKDB.asks(f"SELECT {found} FROM read_parquet(:file) AS standings WHERE {holding('standings')}"),
        {"day": day, "file": literal(standings)},
    ).fetchone()
    assert row is not None  # noqa: S101 - an aggregate is one row
    return Totals(**dict(zip(conditions, row, strict=True)))
