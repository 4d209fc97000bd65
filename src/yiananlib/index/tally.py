"""Counting: the figures of organizations and kinds on a day, those counted before taken from the index."""

from __future__ import annotations

import json
import operator
import sqlite3
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions, counting_sql, figures
from yiananlib.index.counting_sql import NAMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from yiananlib.index.figures import Figures
    from yiananlib.index.sync import Index

_PLAIN: Final = len(figures.COUNTS) + len(figures.SUMS) + len(figures.TOPS)
_LAST: Final = len(NAMES) - len(figures.BACKDATED)

_TOPS: Final = tuple(place for place, name in enumerate(NAMES) if name in figures.TOPS)
"""Which counts are the largest of any problem; all others add up."""

_KEPT: Final = 400
"""Days for which counts are remembered."""

_MANY: Final = 50
"""Organizations from which on all are counted at once."""

_KEYS: Final = ("problems.org", "problems.kind")
_FUNCTION: Final = " CROSS JOIN orgs ON orgs.org = problems.org"
"""Gives each problem its organization's function, once where it stands is known."""


class Tally:
    """What was counted of some problems: every count and sum by name, how long what took (:attr:`lengths`)."""

    def __init__(
        self,
        counts: list[int] | None = None,
        close_days: dict[int, int] | None = None,
        wait_days: dict[int, int] | None = None,
        accept_days: dict[int, int] | None = None,
    ) -> None:
        self.counts = counts if counts is not None else [0] * len(NAMES)
        self.close_days = close_days if close_days is not None else {}
        self.wait_days = wait_days if wait_days is not None else {}
        self.accept_days = accept_days if accept_days is not None else {}

    @property
    def lengths(self) -> tuple[dict[int, int], ...]:
        """How many took so many days: to close, to be judged when submitted, to be accepted when registered."""
        return self.close_days, self.wait_days, self.accept_days

    def add(self, other: Tally) -> None:
        """Add what was counted of other problems."""
        mine, others = self.counts, other.counts
        self.counts = list(map(operator.add, mine, others))
        for place in _TOPS:
            self.counts[place] = max(mine[place], others[place])
        for own, more in zip(self.lengths, other.lengths, strict=True):
            for days, times in more.items():
                own[days] = own.get(days, 0) + times

    def figures(self) -> Figures:
        """Return the figures that this amounts to."""
        return figures.figures(dict(zip(NAMES, self.counts, strict=True)), *self.lengths)


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
        new = _counted(index, missing, day, found)
        _remember(index.connection, new, day)
        found |= new
    return found


def _counted(index: Index, orgs: Sequence[str], day: dt.date, known: dict[str, Tallies]) -> dict[str, Tallies]:
    """Count ``orgs``, of which nothing is remembered; ``known`` is what was, of others."""
    below = {org: index.below(org) for org in orgs}
    every = sorted({name for names in below.values() for name in names})
    more = _remembered(index.connection, [org for org in every if org not in known and org not in below], day)
    own = {org: found.own for org, found in (known | more).items()}
    own |= _count(index, [org for org in every if org not in own], day)
    counted = {}
    for org in orgs:
        whole: dict[str, Tally] = {}
        for name in below[org]:
            for kind, tally in own[name].items():
                whole.setdefault(kind, Tally()).add(tally)
        counted[org] = Tallies(own[org], whole)
    return counted


def gather(answers: Callable[[str], Iterable[Sequence[Any]]], keys: int) -> dict[tuple[str, ...], dict[str, Tally]]:
    """Return the counts of each group, by kind.

    ``answers`` gives the rows of one of ``counting_sql.QUESTIONS``: so many ``keys``, of which the last is the kind,
    then what was counted.
    """
    found: dict[tuple[str, ...], dict[str, Tally]] = {}
    last = keys - 1
    for row in answers(counting_sql.COUNTS):
        found.setdefault(tuple(row[:last]), {})[row[last]] = Tally([*row[keys:], *[0] * (len(NAMES) - _PLAIN)])
    for row in answers(counting_sql.LOOKS):
        found[tuple(row[:last])][row[last]].counts[_PLAIN:_LAST] = row[keys:]
    for row in answers(counting_sql.LATE):
        found[tuple(row[:last])][row[last]].counts[_LAST:] = row[keys:]
    for row in answers(counting_sql.CLOSE_DAYS):  # of these there are many
        found[tuple(row[:last])][row[last]].close_days[row[keys]] = row[-1]
    for row in answers(counting_sql.WAIT_DAYS):
        found[tuple(row[:last])][row[last]].wait_days[row[keys]] = row[-1]
    for row in answers(counting_sql.ACCEPT_DAYS):
        found[tuple(row[:last])][row[last]].accept_days[row[keys]] = row[-1]
    return found


def _count(index: Index, orgs: Sequence[str], day: dt.date) -> dict[str, dict[str, Tally]]:
    """Count problems by organization and kind."""
    given = conditions.parameters(day, index.setting)
    asked = set(orgs)
    standing = index.standing(day)

    def answers(name: str) -> Iterable[Sequence[Any]]:
        relation = standing + (_FUNCTION if counting_sql.QUESTIONS[name].needs_function else "")
        if len(orgs) > _MANY:
            statement = counting_sql.text(counting_sql.SQLITE, name, relation, _KEYS)
            return (row for row in index.connection.execute(statement, given) if row[0] in asked)
        one = counting_sql.text(counting_sql.SQLITE, name, relation, _KEYS, " AND problems.org = :org")
        return (row for org in orgs for row in index.connection.execute(one, {**given, "org": org}))

    found = gather(answers, len(_KEYS))
    return {org: found.get((org,), {}) for org in orgs}


def _remembered(connection: sqlite3.Connection, orgs: Sequence[str], day: dt.date) -> dict[str, Tallies]:
    statement = "SELECT org, own, whole FROM tallies WHERE day = ?"
    if len(orgs) > _MANY:
        asked = set(orgs)
        rows = [row for row in connection.execute(statement, (day.isoformat(),)) if row[0] in asked]
    else:
        one = f"{statement} AND org = ?"
        rows = [row for org in orgs for row in connection.execute(one, (day.isoformat(), org))]
    return {org: _tallies(own, whole) for org, own, whole in rows}


def _tallies(own: str, whole: str) -> Tallies:
    """Return what was remembered; what nothing stands below is counted once."""
    alone = _unpacked(own)
    return Tallies(alone, _unpacked(whole) if whole != own else alone)


def _remember(connection: sqlite3.Connection, counted: dict[str, Tallies], day: dt.date) -> None:
    """Cache the counts; if another command is writing, they are counted again next time."""
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
    found = {kind: (t.counts, *t.lengths) for kind, t in kinds.items()}
    return json.dumps(found, separators=(",", ":"))


def _unpacked(said: str) -> dict[str, Tally]:
    return {
        kind: Tally(counts, *({int(days): times for days, times in each.items()} for each in lengths))
        for kind, (counts, *lengths) in json.loads(said).items()
    }
