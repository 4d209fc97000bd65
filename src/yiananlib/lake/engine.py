"""DuckDB in this process: bounded memory, nothing installed, loaded or fetched from anywhere."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any, Final

from yiananlib.extras import brought_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

MEMORY: Final = "160MB"
"""Beyond it DuckDB sorts on the disk."""


@contextlib.contextmanager
def connected(
    scratch: Path, *, threads: int | None = 1, memory: str = MEMORY, in_order: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to a DuckDB of one's own, inside the block; what does not fit its memory lies in ``scratch``.

    It has so many threads (None: all processors) and so much memory; rows keep their order where ``in_order``.

    Raises:
        UsageProblem: it is not installed.
    """
    with brought_by("scale"):
        import duckdb
    config: dict[str, Any] = {
        "memory_limit": memory,
        "temp_directory": str(scratch),
        "preserve_insertion_order": in_order,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        config["threads"] = threads
    with contextlib.closing(duckdb.connect(":memory:", config=config)) as connection:
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
    """Return the version of DuckDB; raise UsageProblem if it is not installed."""
    with brought_by("scale"):
        import duckdb
    return f"duckdb {duckdb.__version__}"
