"""The tables that a ledger hands over, each column with its meaning; docs/lake.md shows them to those who read a lake.

Days are of the type DATE; an interval goes from ``since``, inclusive, to ``until``, exclusive, and one that has no end
goes to 9999-12-31. Yes and no are 1 and 0, as in the index, so that the figures are counted by the same text.
"""

from typing import Final

from yiananlib.index import schema
from yiananlib.index.tables import Column, Table
from yiananlib.messages import N_

SCHEMA: Final = 2
"""Raised whenever a table or column is added, taken out or of another type; what rows mean is ``index.schema``'s."""

TYPES: Final = {"TEXT": "VARCHAR", "INTEGER": "INTEGER", "DATE": "DATE"}
"""What DuckDB calls the kinds of columns."""

_INDEX: Final = {table.name: {column.name: column for column in table.columns} for table in schema.PUBLIC}
_LEDGER: Final = Column("ledger", "TEXT NOT NULL", N_("the code of the ledger"))
_ORG: Final = Column("org", "TEXT NOT NULL", N_("the organization, by its name on the command line"))
_ID: Final = Column("id", "TEXT NOT NULL", N_("the id of the problem; with ledger and org it names the problem"))


def _as(table: str, *names: str, days: str = "") -> tuple[Column, ...]:
    """Return columns as the index has them; those in ``days`` are days, which it keeps as text."""
    found = []
    for name in names:
        column = _INDEX[table][name]
        kind = column.kind.replace("TEXT", "DATE") if name in days.split() else column.kind
        found.append(column._replace(kind=kind))
    return tuple(found)


_INTERVAL: Final = _as("spans", "since", "until", days="since until")

TABLES: Final = (
    Table(
        "standings",
        N_("the status and fields of each problem, as day intervals without gaps"),
        (
            _LEDGER, _ORG, _ID, *_INTERVAL,
            *_as("spans", "status", "round", "moved", days="moved"),
            *_as("problems", "found", "due", days="found due"),
            *_as("problems", "registered_on", "accepted_on", days="registered_on accepted_on"),
            *_as(
                "spans", "deadline", "submitted", "held", "measures", "measures_done", "complete", "late_from",
                "closes", "waived", "one_hand", "sole", "carried", "closed_first", "close_days", "closed_before",
                "reopened_on", "extended_days", "contest", "contests", "contests_upheld", "contests_dismissed",
                "blocks", "duties_due", "duties_met", "duties_run",
                days="deadline submitted held late_from closed_first closed_before reopened_on",
            ),
            *_as("problems", "kind", "field", "severity", "class", "source", "recurs", "came_from"),
            *_as("orgs", "function"),
        ),
        "until DESC, since, org, id",
    ),
    Table(
        "closes",
        N_("each close and how long it lasted"),
        (
            _LEDGER, _ORG, _ID, *_as("closes", "number"), *_INTERVAL,
            *_as("closes", "lasted", "waived", "one_hand", "sole"), *_as("problems", "kind"),
        ),
        "since, org, id, number",
    ),
    Table(
        "looks",
        N_("the look-backs (回头看) at each close"),
        (_LEDGER, _ORG, _ID, *_as("looks", "number"), *_INTERVAL, *_as("looks", "result")),
        "since, org, id, number",
    ),
    Table(
        "backdated",
        N_("entries that decide lateness and took effect before they were recorded (补录)"),
        (
            _LEDGER, _ORG, _ID,
            *_as("backdated", "number", "kind", "day", "recorded", "counts", "confirmed", days="day recorded counts"),
        ),
        "day, org, id, number",
    ),
    Table(
        "orgs",
        N_("the organizations"),
        (_LEDGER, _ORG, *_as("orgs", "name", "parent", "function", "rank", "place")),
        "place, org",
    ),
    Table(
        "ancestry",
        N_("each organization with itself and all its ancestors"),
        (_LEDGER, _ORG, *_as("ancestry", "above", "distance")),
        "org, distance, above",
    ),
    Table(
        "rounds",
        N_("the rounds of self-examination"),
        (_LEDGER, _ORG, *_as("rounds", "round", "opened", "subjects", "pass", days="opened")),
        "opened, org, round",
    ),
    Table(
        "coverage",
        N_("how much of the campaign's round of self-examination was answered, as day intervals"),
        (
            _LEDGER,
            _ORG,
            Column("round", "TEXT", N_("the round that counts on these days; null before the first")),
            *_INTERVAL,
            Column("answered", "INTEGER NOT NULL", N_("prompts answered, by all subjects together")),
            Column("expected", "INTEGER NOT NULL", N_("prompts asked: the checklist times the subjects")),
        ),
        "org, since",
    ),
    Table(
        "words",
        N_("the vocabularies of the campaign"),
        (_LEDGER, *_as("words", "vocabulary", "key", "place", "word")),
        "vocabulary, place, key",
    ),
)  # fmt: skip
"""What every ledger hands over; ``key`` is the order of the rows."""

NAMED: Final = Table(
    "problems",
    N_("titles of problems and the officers responsible for them; only if requested (--with-names)"),
    (_LEDGER, _ORG, _ID, *_as("problems", "number", "title", "symptom", "leader", "owner", "goal", "root_cause")),
    "org, id",
)
"""What is handed over only where it was asked for."""

ALL: Final = (*TABLES, NAMED)


def handed_over(*, names: bool) -> tuple[Table, ...]:
    """Return the tables that are handed over, with ``names`` or without."""
    return ALL if names else TABLES


def types(table: Table) -> dict[str, str]:
    """Return the columns of a table with what DuckDB calls their types."""
    return {column.name: TYPES[column.kind.removesuffix(" NOT NULL")] for column in table.columns}
