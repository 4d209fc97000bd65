"""Counting: the figures of organizations and kinds on a day, those counted before taken from the index."""

from __future__ import annotations

import json
import operator
import sqlite3
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from yiananlib.index.figures import Figures
    from yiananlib.index.sync import Index

NAMES: Final = (*figures.COUNTS, *figures.SUMS, *figures.LOOK_BACKS, *figures.BACKDATED)
_PLAIN: Final = len(figures.COUNTS) + len(figures.SUMS)
_LAST: Final = len(NAMES) - len(figures.BACKDATED)

_KEPT: Final = 400
"""Days for which counts are remembered."""

_MANY: Final = 50
"""Organizations from which on all are counted at once."""

_COUNT: Final = ", ".join(
    [f"count(*) FILTER (WHERE {condition})" for condition in figures.COUNTS.values()]
    + [f"coalesce(sum({term}), 0)" for term in figures.SUMS.values()]
)
_COUNT_LOOKS: Final = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in figures.LOOK_BACKS.values())
_LOOKS: Final = (
    " JOIN closes ON closes.problem = problems.problem AND closes.since <= :day"
    " LEFT JOIN looks ON looks.problem = problems.problem AND looks.number = closes.number"
    f" AND {figures.holding('looks')}"
)
_COUNT_BACKDATED: Final = ", ".join(figures.BACKDATED.values())
_BACKDATED: Final = " JOIN backdated ON backdated.problem = problems.problem AND backdated.day <= :day"


class Tally:
    """What was counted of some problems: every count and sum by name, how long closing took and judging takes."""

    def __init__(
        self,
        counts: list[int] | None = None,
        close_days: dict[int, int] | None = None,
        wait_days: dict[int, int] | None = None,
    ) -> None:
        self.counts = counts if counts is not None else [0] * len(NAMES)
        self.close_days = close_days if close_days is not None else {}
        self.wait_days = wait_days if wait_days is not None else {}

    def add(self, other: Tally) -> None:
        """Add what was counted of other problems."""
        self.counts = list(map(operator.add, self.counts, other.counts))
        for mine, others in ((self.close_days, other.close_days), (self.wait_days, other.wait_days)):
            for days, times in others.items():
                mine[days] = mine.get(days, 0) + times

    def figures(self) -> Figures:
        """Return the figures that this amounts to."""
        return figures.figures(dict(zip(NAMES, self.counts, strict=True)), self.close_days, self.wait_days)


class Tallies(NamedTuple):
    """What is counted of an organization, by kind: of it alone, and with all below it."""

    own: dict[str, Tally]
    whole: dict[str, Tally]


def total(kinds: dict[str, Tally]) -> Tally:
    """Return what is counted of all kinds."""
    found = Tally()
    for tally in kinds.values():
        found.add(tally)
    return found


def tallies(index: Index, orgs: Sequence[str], day: dt.date) -> dict[str, Tallies]:
    """Return what is counted of each of ``orgs`` at the end of ``day``; the records of all below are up to date."""
    found = _remembered(index.connection, orgs, day)
    missing = [org for org in orgs if org not in found]
    if missing:
        new = _counted(index, missing, day)
        _remember(index.connection, new, day)
        found |= new
    return found


def _counted(index: Index, orgs: Sequence[str], day: dt.date) -> dict[str, Tallies]:
    below = {org: index.below(org) for org in orgs}
    every = sorted({name for names in below.values() for name in names})
    own = {org: found.own for org, found in _remembered(index.connection, every, day).items()}
    own |= _count(index, [org for org in every if org not in own], day)
    counted = {}
    for org in orgs:
        whole: dict[str, Tally] = {}
        for name in below[org]:
            for kind, tally in own[name].items():
                whole.setdefault(kind, Tally()).add(tally)
        counted[org] = Tallies(own[org], whole)
    return counted


def _count(index: Index, orgs: Sequence[str], day: dt.date) -> dict[str, dict[str, Tally]]:
    """Count problems by organization and kind."""
    given = figures.parameters(day, index.setting)
    found: dict[str, dict[str, Tally]] = {org: {} for org in orgs}
    standing = index.standing(day)

    def rows(columns: str, more: str, condition: str, group: str = "") -> Iterable[tuple[str, str, list[int]]]:
        statement = (
            f"SELECT problems.org, problems.kind, {columns} FROM {standing}{more}"
            f" WHERE {condition}{{}} GROUP BY problems.org, problems.kind{group}"
        )
        if len(orgs) > _MANY:
            everything: Iterable[Any] = index.connection.execute(statement.format(""), given)
        else:
            one = statement.format(" AND problems.org = :org")
            everything = (row for org in orgs for row in index.connection.execute(one, {**given, "org": org}))
        return ((org, kind, numbers) for org, kind, *numbers in everything if org in found)

    for org, kind, numbers in rows(_COUNT, "", "1"):
        found[org][kind] = Tally([*numbers, *[0] * (len(NAMES) - _PLAIN)])
    for org, kind, numbers in rows(_COUNT_LOOKS, _LOOKS, figures.THERE):
        found[org][kind].counts[_PLAIN:_LAST] = numbers
    for org, kind, numbers in rows(_COUNT_BACKDATED, _BACKDATED, figures.THERE):
        found[org][kind].counts[_LAST:] = numbers
    for org, kind, (days, times) in rows("close_days, count(*)", "", figures.TIMED, ", close_days"):
        found[org][kind].close_days[days] = times
    for org, kind, (days, times) in rows(f"{figures.WAITED} AS waited, count(*)", "", figures.TO_JUDGE, ", waited"):
        found[org][kind].wait_days[days] = times
    return found


def _remembered(connection: sqlite3.Connection, orgs: Sequence[str], day: dt.date) -> dict[str, Tallies]:
    statement = "SELECT org, own, whole FROM tallies WHERE day = ?"
    if len(orgs) > _MANY:
        asked = set(orgs)
        rows = [row for row in connection.execute(statement, (day.isoformat(),)) if row[0] in asked]
    else:
        one = f"{statement} AND org = ?"
        rows = [row for org in orgs for row in connection.execute(one, (day.isoformat(), org))]
    return {org: Tallies(_unpacked(own), _unpacked(whole)) for org, own, whole in rows}


def _remember(connection: sqlite3.Connection, counted: dict[str, Tallies], day: dt.date) -> None:
    """Keep what was counted; where another command writes meanwhile, it is counted again next time."""
    try:
        connection.executemany(
            "INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, ?)",
            [(day.isoformat(), org, _packed(found.own), _packed(found.whole)) for org, found in counted.items()],
        )
        connection.execute(
            "DELETE FROM tallies WHERE day NOT IN (SELECT DISTINCT day FROM tallies ORDER BY day DESC LIMIT ?)"
            " AND day <> ?",
            (_KEPT, day.isoformat()),
        )
        connection.execute("COMMIT")
    except sqlite3.OperationalError:
        if connection.in_transaction:  # of a full disk SQLite rolls back by itself
            connection.execute("ROLLBACK")
    connection.execute("BEGIN")


def _packed(kinds: dict[str, Tally]) -> str:
    found = {kind: (t.counts, t.close_days, t.wait_days) for kind, t in kinds.items()}
    return json.dumps(found, separators=(",", ":"))


def _unpacked(said: str) -> dict[str, Tally]:
    return {
        kind: Tally(counts, *({int(days): times for days, times in each.items()} for each in lengths))
        for kind, (counts, *lengths) in json.loads(said).items()
    }
