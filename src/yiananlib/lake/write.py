"""Writing a hand-over: the data first, each file by its digest, and the manifest last, by rename.

Killed anywhere, a reader sees the hand-over that was there, or the new one. The same rows are the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import WriteFailed
from yiananlib.index import handing
from yiananlib.lake import manifest as manifests
from yiananlib.lake import tables
from yiananlib.lake.engine import connected, failing, literal
from yiananlib.lake.manifest import DATA, File
from yiananlib.lake.shelf import KNOWN, known_of
from yiananlib.lake.totals import counted
from yiananlib.messages import _, system_said
from yiananlib.store import files, layout
from yiananlib.store.packing import Part, measure, packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from yiananlib.index.sync import Index
    from yiananlib.index.tables import Table
    from yiananlib.lake.manifest import Manifest, Totals

SCRATCH: Final = ".yian/scratch"
"""Where files lie until they are whole; what a killed command left there is taken away by the next."""

ROWS: Final = 122_880
"""In a group of rows of a file: what a reader passes over or reads at once."""
_LONGEST: Final = 1 << 16
"""Bytes of a line."""
_LONGEST_NAMED: Final = 1 << 22
"""The same where it holds texts: a record has two million at the most, and quotation marks are doubled."""
_LINES: Final = 4
"""Of the longest, in what is read at once."""
_PIECE: Final = 1 << 20
_OURS: Final = re.compile(r"[a-z]{1,40}-[0-9a-f]{16}\.parquet")


@contextlib.contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Make an empty folder for what is not whole yet, inside the block; the caller holds the lock of ``folder``."""
    made = folder / SCRATCH
    shutil.rmtree(made, ignore_errors=True)
    try:
        made.mkdir(parents=True)
        yield made
    except OSError as error:
        raise unwritten(folder, error) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def unwritten(where: Path, error: OSError) -> WriteFailed:
    """Return what is said where the system did not write something of a hand-over."""
    said = _("{path}: it could not be written ({reason}). The previous version still counts.")
    return WriteFailed(said.format(path=where, reason=system_said(error)))


def data(index: Index, folder: Path, code: str, scratch: Path, *, names: bool) -> tuple[File, ...]:
    """Write the tables of a ledger into ``folder``, and return what was written; a file that is there stays.

    The records of all organizations must be up to date.

    Raises:
        UsageProblem: DuckDB is not installed.
        OSError: it could not be written.
    """
    (folder / DATA).mkdir(parents=True, exist_ok=True)
    written = []
    with connected(scratch) as connection, failing():
        for table in tables.handed_over(names=names):
            made = scratch / f"{table.name}.parquet"
            rows = _parquet(connection, index, table, code, scratch / f"{table.name}.csv", made)
            written.append(_named(table.name, made, rows))
            put_in(made, folder, written[-1])
    files.sync_folder(folder / DATA)
    return tuple(written)


def totals(folder: Path, manifest_files: tuple[File, ...], known: Any, scratch: Path) -> Totals:
    """Return what the standings that were written come to on a day."""
    (standings,) = [file for file in manifest_files if file.table == "standings"]
    with connected(scratch) as connection:
        return counted(connection, folder / standings.path, known)


def put_in(made: Path, folder: Path, file: File) -> None:
    """Put a data file in its place, where it is not there as it should be; raise OSError."""
    path = folder / file.path
    with contextlib.suppress(OSError):
        if not path.is_symlink() and path.stat().st_size == file.bytes and _digest(path) == file.sha256:
            made.unlink()
            return
    settle(made, path)


def settle(made: Path, path: Path) -> None:
    """Have the disk keep a file, and give it its name, by which its content is told; raise OSError."""
    handle = os.open(made, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    made.replace(path)


def sign(folder: Path, manifest: Manifest, path: str = manifests.NAME) -> None:
    """Write the manifest, from which on the hand-over counts.

    Raises:
        WriteFailed: it could not be written; what was there before still counts.
    """
    data = manifests.encode(manifest)
    try:
        old = files.read(folder, path, manifests.MOST_BYTES)
    except FileNotFoundError:
        files.create(folder, path, data)
    else:
        if old != data:
            files.replace(folder, path, data, old)


def bundle(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write a hand-over that lies in ``folder`` as one zip, whole or not at all; the same one is the same bytes.

    Raises:
        OSError, WriteFailed: it could not be written.
    """
    paths = [manifests.NAME, *(file.path for file in manifest.files)]
    parts = [Part(path, measure(files.pieces(folder, path)), partial(files.pieces, folder, path)) for path in paths]
    temporary = target.with_name(f".{target.name}.{os.getpid()}{layout.TEMPORARY_ENDING}")
    try:
        with temporary.open("xb") as file:
            file.writelines(packed(parts))
        settle(temporary, target)
        files.sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Take away the files that no manifest names, and return how many; what cannot be read keeps all of them."""
    from yiananlib.lake.shelf import read

    try:
        named = {f.file for path in (manifests.NAME, *known_of(folder)) for f in read(folder, path).files}
    except manifests.Unreadable:
        return 0
    old = [name for name in files.names(folder, DATA) if _OURS.fullmatch(name) and name not in named]
    for half in (*folder.glob(f".*{layout.TEMPORARY_ENDING}"), *folder.glob(f"{KNOWN}/.*{layout.TEMPORARY_ENDING}")):
        half.unlink(missing_ok=True)  # of a command that was killed: the lock is held, so no other writes it
    for name in old:
        with contextlib.suppress(OSError):  # somebody reads it, where that keeps it
            (folder / DATA / name).unlink()
    return len(old)


def _parquet(
    connection: duckdb.DuckDBPyConnection, index: Index, table: Table, code: str, lines: Path, made: Path
) -> int:
    """Write a table as Parquet, and return its number of rows."""
    types = tables.types(table)
    own = {name: kind for name, kind in types.items() if name != "ledger"}
    with lines.open("w", encoding="utf-8", newline="") as file:
        file.writelines(handing.lines(index, table.name, [(name, kind == "VARCHAR") for name, kind in own.items()]))
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in own.items())
    longest = _LONGEST_NAMED if table is tables.NAMED else _LONGEST
    shown = ", ".join(f'"{name}"' for name in own)
    row = connection.execute(
        f"""COPY (
            SELECT $code AS ledger, {shown} FROM read_csv(
                $lines, columns = {{{columns}}}, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
                allow_quoted_nulls = false, auto_detect = false, strict_mode = true, dateformat = '%Y-%m-%d',
                new_line = '\\n', parallel = false, max_line_size = {longest}, buffer_size = {longest * _LINES}
            ) ORDER BY {table.key}
        ) TO '{_quoted(made)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS})""",
        {"code": code, "lines": literal(lines)},
    ).fetchone()
    lines.unlink()
    assert row is not None  # noqa: S101 - COPY says how many rows it wrote
    return int(row[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _named(table: str, made: Path, rows: int) -> File:
    sha256 = _digest(made)
    size = made.stat().st_size
    return File(table=table, file=manifests.file_name(table, sha256), sha256=sha256, bytes=size, rows=rows)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
