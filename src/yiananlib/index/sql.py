"""Questions in SQL: whatever the reports do not answer, over the documented tables."""

from __future__ import annotations

import functools
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.index import schema
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Set

    from yiananlib.index.sync import Index
    from yiananlib.index.tables import Table

Value = str | int | float | bytes | None

_TABLES: Final = frozenset([*(table.name for table in schema.PUBLIC), "json_each", "json_tree"])
_KEPT_OUT: Final = frozenset(["load_extension", "fts3_tokenizer", "edit", "readfile", "writefile"])
_ACTIONS: Final = frozenset([sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE])
_MISTAKES: Final = frozenset(
    [
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_CONSTRAINT,
    ]
)
_OWN: Final = ("sqlite_", "pragma_", "dbstat", "bytecode", "tables_used", "fts5vocab")
"""How the tables begin that SQLite brings with it."""
_STEPS: Final = 100_000
"""Steps of SQLite's machine after which ^C is heard."""


class Answer(NamedTuple):
    """What a question came to: the names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class Tables(NamedTuple):
    """What can be asked."""

    tables: tuple[Table, ...]


def tables() -> Tables:
    """Return the tables that a question may read."""
    return Tables(schema.PUBLIC)


def ask(index: Index, statement: str) -> Answer:
    """Return what ``statement``, one SELECT, says of the whole ledger as it is now.

    Raises:
        UsageProblem: it is no question that can be answered; the message says what SQLite says.
        LedgerInvalid: a file of the ledger cannot be read.
    """
    index.scope(None)
    connection = index.connection
    # made on first use, by what a question may not do itself
    connection.execute("SELECT count(*) FROM json_each('[]'), json_tree('[]')")
    private = {name.lower() for (name,) in connection.execute("SELECT name FROM sqlite_master")} - _TABLES
    connection.set_authorizer(functools.partial(_allowed, private))
    connection.set_progress_handler(lambda: None, _STEPS)
    try:
        cursor = connection.execute(statement)
        if cursor.description is None:
            raise sqlite3.ProgrammingError(_("the query is empty"))
        columns = tuple(name for name, *_rest in cursor.description)
        return Answer(columns, tuple(cursor.fetchall()))
    except (sqlite3.Error, sqlite3.Warning) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        if code not in _MISTAKES:
            raise
        said = _("Query failed: {reason}. `yian sql` without a query lists the tables.")
        raise UsageProblem(said.format(reason=" ".join(str(error).split()).rstrip("."))) from None
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)


def _allowed(
    private: Set[str], action: int, first: str | None, second: str | None, _schema: str | None, _trigger: str | None
) -> int:
    if action in _ACTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and first is not None:
        # without a column rows are counted, those of a part of the question itself as well
        name = first.lower()
        if name in _TABLES or (not second and name not in private and not name.startswith(_OWN)):
            return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second not in _KEPT_OUT:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
