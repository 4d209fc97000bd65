"""Counting a lake with DuckDB, in this process: nothing is installed, fetched or written but for what does not fit."""

from __future__ import annotations

import contextlib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import LedgerInvalid
from yiananlib.lake.engine import connected, literal
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from yiananlib.lake.counting import Asked
    from yiananlib.lake.shelf import Shelved

MEMORY: Final = "768MB"
"""Of DuckDB's own; what does not fit goes into files of the platform's folder for temporary ones."""


class Duck:
    """Asks DuckDB; see :class:`yiananlib.lake.counting.Counter`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, ledgers: Sequence[Shelved], asked: Asked) -> Iterable[Sequence[Any]]:
        """Return what is asked of these ledgers.

        Raises:
            LedgerInvalid: a file cannot be read as the table that it should be.
        """
        return self._asked(ledgers, asked).fetchall()

    def held(self, ledgers: Sequence[Shelved], asked: Asked) -> str | None:
        """Hold what is asked in a table, in place of what was held before; raise as :meth:`rows`."""
        self._asked(ledgers, asked, "CREATE OR REPLACE TEMP TABLE held AS ")
        return "held"

    def _asked(self, ledgers: Sequence[Shelved], asked: Asked, before: str = "") -> duckdb.DuckDBPyConnection:
        import duckdb

        relations = {table: f"read_parquet($files_{table})" for table in asked.tables}
        text = before + asked.text.format(**relations)
        given: dict[str, Any] = {name: value for name, value in asked.given.items() if re.search(rf"\${name}\b", text)}
        given |= {f"files_{table}": [literal(one.path(table)) for one in ledgers] for table in asked.tables}
        try:
            return self.connection.execute(text, given)
        except duckdb.Error as error:
            first = str(error).partition("\n")[0].rstrip(".")
            said = _("DuckDB query failed: {reason}.").format(reason=first)
            where = ledgers[0].code if len(ledgers) == 1 else f"{ledgers[0].code} … {ledgers[-1].code}"
            raise LedgerInvalid(where, said) from None


@contextlib.contextmanager
def opened(threads: int | None = None, memory: str = MEMORY) -> Iterator[Duck]:
    """Yield what asks DuckDB, with so many threads (all processors) and so much memory.

    Raises:
        UsageProblem: DuckDB is not installed.
    """
    with (
        tempfile.TemporaryDirectory(prefix="yian-", ignore_cleanup_errors=True) as folder,
        connected(Path(folder), threads=threads, memory=memory, in_order=False) as connection,
    ):
        yield Duck(connection)
