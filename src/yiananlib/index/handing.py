"""The rows that a ledger hands over to a lake, as lines of CSV: made by SQLite, streamed, and none held.

Text stands in quotation marks, so that an empty one is told from none; days and numbers stand bare.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from yiananlib.index.conditions import FOR_ALL, away

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.index.sync import Index

    Interval = tuple[str, str | None, str, str, int, int]
    """Of coverage: organization, round, since, until, answered, expected."""

FIRST: Final = dt.date.min.isoformat()
LAST: Final = dt.date.max.isoformat()

_PROBLEMS: Final = "JOIN problems USING (problem)"
FROM: Final = {
    "standings": f"spans {_PROBLEMS} JOIN orgs ON orgs.org = problems.org",
    "closes": f"closes {_PROBLEMS}",
    "looks": f"looks {_PROBLEMS}",
    "backdated": f"backdated {_PROBLEMS}",
    "orgs": "orgs",
    "ancestry": "ancestry",
    "rounds": "rounds",
    "words": "words",
    "problems": "problems",
}
"""Of each table that is handed over as the index has it, from which of the index's it comes."""

_OWN: Final = {
    ("standings", "org"): "problems.org",
    ("standings", "id"): "problems.id",
    **{(table, name): f"problems.{name}" for table in ("closes", "looks", "backdated") for name in ("org", "id")},
    ("closes", "kind"): "problems.kind",
}
"""Columns that two of the joined tables have, and which is meant; of others the one of the first table."""


def lines(index: Index, table: str, columns: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Yield the rows of a table as lines of CSV, in no order; ``columns`` tells of each whether it is text.

    The records of all organizations must be up to date.
    """
    if table == "coverage":
        yield from map(_line, coverage(index))
        return
    first = FROM[table].partition(" ")[0]
    found = " || ',' || ".join(_said(_OWN.get((table, name), _of(first, name)), text=text) for name, text in columns)
    for (line,) in index.connection.execute(f"SELECT {found} || char(10) FROM {FROM[table]}"):
        yield line


_IN_PROBLEMS: Final = frozenset([
    "found", "due", "registered_on", "accepted_on", "kind", "field", "severity", "class", "source", "recurs",
    "came_from",
])  # fmt: skip


def _of(first: str, name: str) -> str:
    if first == "spans":
        first = "problems" if name in _IN_PROBLEMS else "orgs" if name == "function" else first
    return f'{first}."{name}"'


def _said(column: str, *, text: bool) -> str:
    if not text:
        return f"coalesce({column}, '')"
    return f"""coalesce('"' || replace({column}, '"', '""') || '"', '')"""


def _line(values: Iterable[str | int | None]) -> str:
    said = (
        f'"{v.replace(chr(34), chr(34) * 2)}"' if isinstance(v, str) else "" if v is None else str(v) for v in values
    )
    return ",".join(said) + "\n"


# coverage of self-examination, see `queries.examined`


def coverage(index: Index) -> Iterator[Interval]:
    """Yield how much each organization answered of how much was asked, in intervals of days.

    On every day the rows that hold it are what ``queries.examined`` says of it: of the round that was first opened
    last, of units without it the prompts of the checklist alone. Nobody's are left out but where nothing is asked.
    """
    execute = index.connection.execute
    turns = _turns(index)
    (questions,) = execute("SELECT count(*) FROM prompts").fetchone()
    opened = {
        (org, name): (day, subjects * questions)
        for org, name, day, subjects in execute("SELECT org, round, opened, subjects FROM rounds")
    }
    answers = execute(
        "SELECT org, round, since, until FROM answers WHERE counts AND prompt IN (SELECT prompt FROM prompts)"
        " ORDER BY org, round"
    )
    by_org = groupby(answers, itemgetter(0))
    waiting = next(by_org, None)
    for org, function, ended in execute("SELECT org, function, ended FROM orgs ORDER BY org").fetchall():
        while waiting is not None and waiting[0] < org:
            waiting = next(by_org, None)
        given: dict[str, list[tuple[str, str]]] = {}
        if waiting is not None and waiting[0] == org:
            for _org, name, since, until in waiting[1]:
                given.setdefault(name, []).append((since, until))
        asked = questions if function == "unit" else 0
        over = away(dt.date.fromisoformat(ended), 1) if ended is not None else LAST
        for name, start, end in turns:
            day, expected = opened.get((org, name or ""), (None, 0))
            rows = _of_turn(org, name, start, end, asked, day, expected, given.get(name or "", []), over)
            yield from (row for row in rows if row[2] < row[3])


def _turns(index: Index) -> list[tuple[str | None, str, str]]:
    """Return which round counts when: its name, the first day, and the day after the last."""
    rows = index.connection.execute(
        f"SELECT min(opened) AS first, round FROM rounds WHERE {FOR_ALL} GROUP BY round ORDER BY first, round"
    ).fetchall()
    last_of_day = dict(rows)
    starts: list[tuple[str, str | None]] = [*last_of_day.items()]
    if not starts or starts[0][0] > FIRST:
        starts.insert(0, (FIRST, None))
    return [(name, start, end) for (start, name), (end, _next) in pairwise([*starts, (LAST, None)])]


def _of_turn(
    org: str, name: str | None, start: str, end: str, asked: int, opened: str | None, expected: int,
    given: Sequence[tuple[str, str]], over: str,
) -> Iterator[Interval]:  # fmt: skip
    """Yield the intervals of an organization while a round counts; nothing is asked of it from ``over`` on."""
    if name is None or opened is None or opened >= end:
        if asked:
            yield org, name, start, min(end, over), 0, asked
        return
    changes: dict[str, int] = {}
    for since, until in given:
        if since < end and until > start:
            changes[max(since, start)] = changes.get(max(since, start), 0) + 1
            if until < end:
                changes[until] = changes.get(until, 0) - 1
    begins = max(opened, start)
    if begins > start and asked:
        yield org, name, start, min(begins, over), 0, asked
    answered = sum(n for day, n in changes.items() if day <= begins)
    days = [begins, *sorted(day for day in changes if begins < day < end and changes[day]), end]
    for since, until in pairwise(days):
        answered += changes.get(since, 0) if since > begins else 0
        if answered or expected:
            yield org, name, since, until, answered, expected
