"""What a table of the index is: columns, each with its kind and its meaning."""

from typing import Final, NamedTuple

from yiananlib.messages import N_


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


TEXT: Final = "TEXT"
SAID: Final = "TEXT NOT NULL"
COUNT: Final = "INTEGER NOT NULL"
PROBLEM: Final = Column("problem", COUNT, N_("the problem: problems.problem"))
MATTER: Final = Column("matter", COUNT, N_("the matter: matters.matter"))
SINCE: Final = Column("since", SAID, N_("first day of the interval"))
UNTIL: Final = Column("until", SAID, N_("first day after the interval"))
ENTRY: Final = (
    Column("number", COUNT, N_("its position, from 1")),
    Column("id", SAID, N_("its id")),
    Column("at", SAID, N_("when it was recorded, by the clock of the officer recording")),
    Column("day", SAID, N_("the day it took effect")),
    Column("recorded", SAID, N_("the day it was recorded; corrected if the clock ran ahead")),
    Column("by", SAID, N_("who recorded it, org/officer")),
    Column(
        "principal",
        SAID,
        N_("the officer acting, org/officer: the one it was recorded for, else the one who recorded it"),
    ),
    Column("kind", SAID, N_("its kind, such as completed, reviewed or replied")),
    Column("counts", COUNT, N_("whether it counts: allowed by the rules and not taken back")),
    Column("taken_back", COUNT, N_("whether it was taken back (`yian retract`)")),
    Column("data", SAID, N_("all its fields, as a JSON object")),
)
