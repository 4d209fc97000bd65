"""What a table of the index is: columns, each with its kind and its meaning."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column: ``kind`` is TEXT or INTEGER, with ``NOT NULL`` where it is always there."""

    name: str
    kind: str
    meaning: str


class Table(NamedTuple):
    """A table; ``key`` is its primary key, ``rowid`` False where the key alone orders the rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str
    rowid: bool = False

    @property
    def definition(self) -> str:
        """The statement that makes it."""
        columns = [f"{c.name} {c.kind}" for c in self.columns]
        if self.rowid:
            columns[0] += " PRIMARY KEY"
            return f"CREATE TABLE {self.name} ({', '.join(columns)})"
        return f"CREATE TABLE {self.name} ({', '.join(columns)}, PRIMARY KEY ({self.key})) WITHOUT ROWID"
