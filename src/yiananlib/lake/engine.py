"""DuckDB as a lake is written and checked with it: one thread, bounded memory, nothing loaded from anywhere."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from yiananlib.extras import brought_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

MEMORY: Final = "160MB"
"""Beyond it DuckDB sorts on the disk."""


@contextlib.contextmanager
def connected(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to a DuckDB of one's own, inside the block; what does not fit its memory lies in ``scratch``.

    Raises:
        UsageProblem: it is not installed.
    """
    with brought_by("scale"):
        import duckdb
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": MEMORY,
            "temp_directory": str(scratch),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    with contextlib.closing(connection):
        connection.execute("SET enable_progress_bar = false")  # it would be printed amid the result
        yield connection


@contextlib.contextmanager
def failing() -> Iterator[None]:
    """Raise OSError inside the block for what DuckDB could not write or had no room for."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error).partition("\n")[0]) from error


def literal(path: Path) -> str:
    """Return a path that means itself alone, where ``*``, ``?`` and ``[`` would mean others, too."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def version() -> str:
    """Return which DuckDB it is; raise UsageProblem where there is none."""
    with brought_by("scale"):
        import duckdb
    return f"duckdb {duckdb.__version__}"
