"""The file of the index: opened, found wanting, thrown away, or held in memory where there is no folder for it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from typing import TYPE_CHECKING, Final, TypeVar

from yiananlib import __version__
from yiananlib.errors import LedgerInvalid, UsageProblem, YianError
from yiananlib.index import schema, snapshots
from yiananlib.index.sync import Index
from yiananlib.messages import _
from yiananlib.store.source import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from yiananlib.index.sync import Progress
    from yiananlib.store.ledger import Ledger

T = TypeVar("T")

_VERSION: Final = zlib.crc32(f"{schema.VERSION} {schema.MEANING} {__version__}".encode()) & 0x7FFF_FFFF

PATIENCE: Final = 10.0
"""Seconds for which another command may write the index before this one works without it."""

_COMMITS: Final = b"\0commits"
"""What follows the path of a ledger in the name of the index of its commits."""

_BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file."""

_FEW: Final = 5000
"""Files that are looked at before a word is completed."""

_FEW_CHANGES: Final = 500
"""Files that are read before :func:`known` answers: to search the bytes of ten thousand takes as long."""

_ABSENT: Final = frozenset(
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_IOERR,
    ]
)
"""What SQLite says where the file is as it should be and cannot be used."""


def answer(ledger: Ledger, folder: Path | None, question: Callable[[Index], T], progress: Progress | None = None) -> T:
    """Return what ``question`` makes of the index of ``ledger``, kept in ``folder``, in memory where that is None.

    The index is brought up to date as the question asks for it. A file that is of another schema, was
    tampered with or is damaged is made anew; one that cannot be used is done without. The answer is the
    same in every case. The question is then asked again, so it must change nothing.

    Raises:
        YianError: what the question raises, and LedgerInvalid for a file that cannot be read.
    """
    if folder is not None and folder.is_absolute() and isinstance(ledger.given_source, Tree | None):
        for anew in (False, True):
            try:
                with _opened(folder, ledger, anew=anew) as connection:
                    return question(Index(connection, ledger, progress))
            except YianError:
                raise
            except sqlite3.Error as error:
                if _is_absent(error):
                    break
            except OSError:
                break
            except UnicodeEncodeError as error:
                raise _no_text(error) from None
            except Exception:  # noqa: S112 - rows that no yian wrote may lead to anything; a bug comes again below
                continue
    with contextlib.closing(_connected(":memory:")) as connection:
        _make(connection, b"")
        try:
            return question(Index(connection, ledger, progress))
        except UnicodeEncodeError as error:
            raise _no_text(error) from None


def _no_text(error: UnicodeEncodeError) -> UsageProblem:
    """Return what is said of an argument that no text of a ledger can be compared with."""
    return UsageProblem(_("“{text}” contains bytes that are not UTF-8.").format(text=error.object))


def suggestion(ledger: Ledger, folder: Path, question: Callable[[Index], list[T]]) -> list[T]:
    """Return what ``question`` makes of the index that is there, fast: for the shell to complete a word with.

    The files are looked at only where they are few; without an index there is nothing to suggest.
    """

    def ask(connection: sqlite3.Connection) -> list[T]:
        (size,) = connection.execute("SELECT coalesce(sum(length(numbers)), 0) FROM units").fetchone()
        return question(Index(connection, ledger, as_it_is=size > _FEW * snapshots.BYTES_EACH))

    # whatever is wrong, a shell that waits for a word is not the place to say it
    return _of_what_is_there(ledger, folder, ask) or []


def known(ledger: Ledger, folder: Path, question: Callable[[Index], T]) -> T | None:
    """Return what ``question`` makes of the index that is there, brought up to date; None where that would take long.

    None also where there is no index, or none that can be used: whoever asks looks into the files instead, which say
    what is wrong or know better.
    """
    return _of_what_is_there(ledger, folder, lambda there: question(Index(there, ledger, most=_FEW_CHANGES)))


def _of_what_is_there(ledger: Ledger, folder: Path, ask: Callable[[sqlite3.Connection], T]) -> T | None:
    """Return what ``ask`` says of the index that is in use; None without one that is ours, or where anything fails."""
    try:
        last = _last(folder, name_of(ledger))
        if not _is_file(last):
            return None
        with contextlib.closing(_connected(last)) as connection:
            return ask(connection) if _is_ours(connection, _root(ledger)) else None
    except Exception:
        return None


def name_of(ledger: Ledger) -> str:
    """Return how the files of the index of ``ledger`` begin."""
    root = _root(ledger)
    return f"{zlib.crc32(root):08x}{zlib.crc32(root[::-1]):08x}"


def _root(ledger: Ledger) -> bytes:
    """Return what the index of ``ledger`` is known by; one serves all the commits that a ledger is read from."""
    root = os.fsencode(os.path.realpath(ledger.root))
    return root if ledger.given_source is None else root + _COMMITS


def generations(folder: Path, name: str) -> list[int]:
    """Return the numbers of the files of that name, the last of which is in use.

    A file is never replaced under its name: SQLite would read what another command left beside it.
    """
    return sorted(number for of, number in _files(folder) if of == name)


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield name and number of each file of an index."""
    for file in os.listdir(folder):  # noqa: PTH208 - names
        name, dash, rest = file.rpartition("-")
        number, _dot, ending = rest.partition(".")
        if dash and ending == "sqlite" and number.isdecimal():
            yield name, int(number)


@contextlib.contextmanager
def _opened(folder: Path, ledger: Ledger, *, anew: bool) -> Iterator[sqlite3.Connection]:
    name, root = name_of(ledger), _root(ledger)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    there = generations(folder, name)
    last = _path(folder, name, there[-1]) if there else ""
    if not anew and _is_file(last):
        with contextlib.closing(_connected(last)) as connection:
            if _is_ours(connection, root):
                yield connection
                return
    number = there[-1] + 1 if there else 1
    path = _path(folder, name, number)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with contextlib.closing(_connected(path)) as connection:
        if not anew and _is_empty(connection):
            _begin_with_another(connection, folder, ledger)
        _make(connection, root)
        if not _is_ours(connection, root):
            raise sqlite3.DatabaseError("another yian was faster")
        for old in there:
            _remove(_path(folder, name, old))
        yield connection


def _begin_with_another(connection: sqlite3.Connection, folder: Path, ledger: Ledger) -> None:
    """Copy the index of another checkout of the ledger, of the folder for a commit and the other way round.

    It is one where most definitions are the same, and most other files will be. Those that are not are read as ever,
    when they are asked for.
    """
    try:
        paths = snapshots.definitions(ledger).by_path()
        here = {(path, snapshots.digest_of(ledger.bytes_of(path))) for path in paths}
    except (OSError, LedgerInvalid):  # whoever asks is told
        return
    best, most = "", len(here) // 2
    for path in [_path(folder, name, number) for name, number in dict(sorted(_files(folder))).items()]:
        if _is_file(path):
            with contextlib.suppress(sqlite3.Error), contextlib.closing(_connected(path)) as other:
                same = len(here.intersection(_definitions(other)))
                best, most = (path, same) if same > most else (best, most)
    if best:
        with contextlib.closing(_connected(best)) as other:
            other.backup(connection)
        # how files looked there does not tell how they look here
        connection.execute("UPDATE units SET numbers = zeroblob(length(numbers)), doubts = '[]'")
        connection.execute("UPDATE ledger SET root = ?", (_root(ledger),))


def _definitions(connection: sqlite3.Connection) -> Iterable[tuple[str, bytes]]:
    """Return path and digest of each definition that an index knows; nothing if it is not like ours."""
    if not _is_alike(connection):
        return []
    return connection.execute("SELECT path, digest FROM contents WHERE unit = ?", (snapshots.DEFINITIONS,))


def _last(folder: Path, name: str) -> str:
    """Return the path of the file of that name that is in use; empty where there is none."""
    there = generations(folder, name)
    return _path(folder, name, there[-1]) if there else ""


def _path(folder: Path, name: str, number: int) -> str:
    return f"{folder}/{name}-{number}.sqlite"


def _is_file(path: str) -> bool:
    """Tell whether SQLite can open it without waiting: for a fifo it waits for ever, be it beside the file."""
    is_file, is_there = os.path.isfile, os.path.lexists
    return is_file(path) and all(is_file(path + ending) or not is_there(path + ending) for ending in _BESIDE)


def _remove(path: str) -> None:
    for ending in ("", *_BESIDE):
        with contextlib.suppress(OSError):
            os.unlink(path + ending)  # noqa: PTH108 - beside the other calls that take text


def _connected(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None, cached_statements=256)
    # nothing that a schema holds may call a function; pages that many problems share wait for several batches
    connection.executescript(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        " PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 20000; PRAGMA temp_store = MEMORY"
    )
    return connection


def _is_ours(connection: sqlite3.Connection, root: bytes) -> bool:
    """Tell whether the file is the index of that ledger, and :func:`_is_alike`."""
    return _is_alike(connection) and connection.execute("SELECT root FROM ledger").fetchall() == [(root,)]


def _is_alike(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has our schema and nothing else, and means what this yian means by it."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if (application, version) != (schema.APPLICATION, _VERSION):
            return False
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = {sql for kind, name, sql in rows if not (kind == "table" and name in schema.SHADOWS)}
    except sqlite3.Error as error:
        if _is_absent(error):
            raise
        return False
    return found == {s for s in schema.STATEMENTS if s.startswith("CREATE")}


def _make(connection: sqlite3.Connection, root: bytes) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):  # nobody was faster
        for statement in schema.STATEMENTS:
            connection.execute(statement)
        connection.execute("INSERT INTO ledger VALUES (?)", (root,))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")


def _is_empty(connection: sqlite3.Connection) -> bool:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not count


def _is_absent(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _ABSENT
