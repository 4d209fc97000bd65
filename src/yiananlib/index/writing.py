"""Keeping what was read: the rows of each file that changed, in the place of its rows from before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from yiananlib.index.schema import PUBLIC
from yiananlib.index.search import grams
from yiananlib.index.snapshots import DEFINITIONS
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from yiananlib.index.loading import Read
    from yiananlib.index.matter_rows import MatterFacts
    from yiananlib.index.record_rows import ProblemFacts
    from yiananlib.index.sync import Plan
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.org import Officer, Org

_COLUMNS: Final = {table.name: [column.name for column in table.columns] for table in PUBLIC}
CHILDREN: Final = (
    "spans", "measures", "occurrences", "entries", "evidence", "closes", "looks", "backdated", "blocks",
)  # fmt: skip
"""The tables whose rows belong to a problem, in the order in which facts come."""

OF_MATTERS: Final = ("matter_spans", "matter_entries", "matter_links")
"""The tables whose rows belong to a matter, in the order in which facts come."""

OF_ROUNDS: Final = ("rounds", "answers", "problems_found")
"""The tables whose rows belong to a round."""

_INSERT: Final = {
    name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})" for name, columns in _COLUMNS.items()
}


def supervision(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the organizations that are the office or inspectors, and vouch for days of others."""
    return frozenset(org for (org,) in connection.execute("SELECT org FROM orgs WHERE function <> 'unit'"))


def all_of(
    connection: sqlite3.Connection, batch: Sequence[tuple[Plan, Sequence[Read]]], read_by: frozenset[str]
) -> Iterator[str]:
    """Keep what was read, all or nothing; yield the units that another command has changed since they were planned.

    ``read_by`` is what :func:`supervision` was when they were read; where it is no more, all are to be read again.
    """
    if not batch:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if supervision(connection) != read_by:
            overtaken = [plan.unit for plan, _found in batch]
        else:
            overtaken = [plan.unit for plan, found in batch if not _unit(connection, plan, found)]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # of a full disk SQLite rolls back by itself
            connection.execute("ROLLBACK")
        raise
    yield from overtaken


def _unit(connection: sqlite3.Connection, plan: Plan, found: Sequence[Read]) -> bool:
    row = connection.execute("SELECT paths, numbers, doubts FROM units WHERE unit = ?", (plan.unit,)).fetchone()
    if row != plan.before:
        return False
    if plan.unit != DEFINITIONS and not _is_known(connection, plan.unit):
        return True  # another command has forgotten the organization; whoever asks of it will see
    if not found and not plan.gone:
        pass  # the same files in another order, or no longer in doubt
    elif plan.unit == DEFINITIONS:
        _definitions(connection, plan, found)
    else:
        _records(connection, plan, found)
    connection.executemany(
        "INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", [(plan.unit, read.path, read.digest) for read in found]
    )
    connection.executemany(
        "DELETE FROM contents WHERE unit = ? AND path = ?", [(plan.unit, path) for path in plan.gone]
    )
    doubts = [*plan.doubts, *(read.path for read in found if read.is_young)]
    connection.execute(
        "INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?)", (plan.unit, *plan.listing, json.dumps(doubts))
    )
    return True


def _records(connection: sqlite3.Connection, plan: Plan, found: Sequence[Read]) -> None:
    from yiananlib.index import (  # loads the models, and what changed is seldom nothing but times
        matter_rows,
        record_rows,
    )

    if plan.before is not None:
        for path in (*plan.gone, *(path for path, _numbers in plan.changed)):
            _forget(connection, path)
    problems = [read.content for read in found if isinstance(read.content, record_rows.ProblemFacts)]
    for read in found:
        if isinstance(read.content, record_rows.RoundFacts):
            connection.execute(_INSERT["rounds"], read.content.own)
            connection.executemany(_INSERT["answers"], read.content.answers)
            connection.executemany(_INSERT["problems_found"], read.content.found)
    newest = _add_problems(connection, problems)
    for read in found:
        if isinstance(read.content, matter_rows.MatterFacts):
            _add_matter(connection, read.content)
    connection.execute("UPDATE newest SET day = max(day, ?)", (newest,))
    connection.execute(
        "DELETE FROM tallies WHERE org = ? OR org IN (SELECT above FROM ancestry WHERE org = ?)", (plan.unit, plan.unit)
    )


def _add_problems(connection: sqlite3.Connection, problems: Sequence[ProblemFacts]) -> str:
    """Add problems, table by table, and return the last day on which one of them changes; empty for none."""
    (last,) = connection.execute("SELECT coalesce(max(problem), 0) FROM problems").fetchone()
    numbered = list(enumerate(problems, start=last + 1))
    connection.executemany(_INSERT["problems"], [(key, *p.own) for key, p in numbered])
    for place, table in enumerate(CHILDREN):
        rows = [(key, *row) for key, p in numbered for row in p.children[place]]
        connection.executemany(_INSERT[table], rows)
    connection.executemany("INSERT INTO texts VALUES (?, ?)", [(key, p.folded) for key, p in numbered])
    effects = [(key, p.effect) for key, p in numbered if p.effect is not None]
    connection.executemany("INSERT INTO effects VALUES (?, ?)", effects)
    pairs = [(key, p.pairs) for key, p in numbered]
    connection.executemany("INSERT INTO grams (rowid, pairs) VALUES (?, ?)", pairs)
    return max((p.newest for p in problems), default="")


def _add_matter(connection: sqlite3.Connection, matter: MatterFacts) -> None:
    key = connection.execute(_INSERT["matters"], (None, *matter.own)).lastrowid
    for table, rows in zip(OF_MATTERS, matter.children, strict=True):
        connection.executemany(_INSERT[table], [(key, *row) for row in rows])


def _forget(connection: sqlite3.Connection, path: str) -> None:
    place = layout.place(path)
    if place is None:
        return
    if place.kind == kinds.ROUND.name:
        for table in OF_ROUNDS:
            connection.execute(f"DELETE FROM {table} WHERE org = ? AND round = ?", (place.org, place.name))
        return
    where = (place.org, place.name)
    if place.kind in kinds.MATTERS:
        matter = (*where, place.kind)
        found = connection.execute(
            "SELECT matter FROM matters WHERE org = ? AND id = ? AND kind = ?", matter
        ).fetchall()
        for table in (*OF_MATTERS, "matters"):
            connection.executemany(f"DELETE FROM {table} WHERE matter = ?", found)
        return
    for (key,) in connection.execute("SELECT problem FROM problems WHERE org = ? AND id = ?", where).fetchall():
        _forget_problem(connection, key)


def _forget_problem(connection: sqlite3.Connection, key: int) -> None:
    for (folded,) in connection.execute("SELECT folded FROM texts WHERE problem = ?", (key,)).fetchall():
        # FTS5 keeps no copy of what it was given, and must be told what it is to forget
        words = (key, grams(folded))
        connection.execute("INSERT INTO grams (grams, rowid, pairs) VALUES ('delete', ?, ?)", words)
    for table in (*CHILDREN, "texts", "effects", "problems"):
        connection.execute(f"DELETE FROM {table} WHERE problem = ?", (key,))


def _definitions(connection: sqlite3.Connection, plan: Plan, found: Sequence[Read]) -> None:
    from yiananlib.index import matter_rows, record_rows
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.cases import Case
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.org import Org

    changed = False
    before = supervision(connection)
    for read in found:
        match read.content:
            case Campaign() as campaign:
                connection.execute("INSERT OR REPLACE INTO setting VALUES (1, ?)", (record_rows.of_campaign(campaign),))
                connection.execute("DELETE FROM words")
                connection.executemany(_INSERT["words"], record_rows.of_words(campaign.vocabulary))
            case Case() as case:
                _forget_case(connection, read.path)
                own, findings, tasks = matter_rows.of_case(_name_of(read.path), case)
                connection.execute(_INSERT["cases"], own)
                connection.executemany(_INSERT["findings"], findings)
                connection.executemany(_INSERT["tasks"], tasks)
            case Checklist() as checklist:
                _checklist(connection, checklist)
            case Org() as org:
                changed = True
                _org(connection, _name(read.path), org)
    for path in plan.gone:
        place = layout.place(path)
        if path == layout.CHECKLIST:
            _checklist(connection, Checklist())
        elif place is not None and place.kind == kinds.CASE.name:
            _forget_case(connection, path)
        elif place is not None and place.kind == kinds.ORG.name:
            changed = True
            _forget_org(connection, place.org)
    if changed:
        _rank(connection)
        for name in before ^ supervision(connection):
            _forget_recorded_by(connection, name)
    connection.execute("DELETE FROM tallies")  # deadlines are counted by the campaign's settings


def _forget_case(connection: sqlite3.Connection, path: str) -> None:
    name = (_name_of(path),)
    connection.execute("DELETE FROM cases WHERE name = ?", name)
    for table in ("findings", "tasks"):
        connection.execute(f"DELETE FROM {table} WHERE case_name = ?", name)


def _name_of(path: str) -> str:
    place = layout.place(path)
    return place.name if place is not None else ""


def _checklist(connection: sqlite3.Connection, checklist: Checklist) -> None:
    connection.execute("DELETE FROM prompts")
    rows = [(place, p.id, p.aspect, p.text) for place, p in enumerate(checklist.prompts)]
    connection.executemany(_INSERT["prompts"], rows)


def _org(connection: sqlite3.Connection, name: str, org: Org) -> None:
    row = (
        name,
        org.name,
        org.parent,
        org.function.value,
        org.order,
        org.members,
        org.until and org.until.isoformat(),
        org.merged_into,
        0,
    )
    connection.execute(_INSERT["orgs"].replace("INSERT", "INSERT OR REPLACE"), row)
    connection.execute("DELETE FROM officers WHERE org = ?", (name,))
    officers = [
        (
            name, o.id, place, o.post, o.role.value, o.email,
            o.since and o.since.isoformat(), _last_day(o, org),
        )
        for place, o in enumerate(org.officers)
    ]  # fmt: skip
    connection.executemany(_INSERT["officers"], officers)


def _last_day(officer: Officer, org: Org) -> str | None:
    """Return the last day on which a post is held; no later than that of its organization."""
    ends = [day for day in (officer.until, org.until) if day is not None]
    return min(ends).isoformat() if ends else None


def _is_known(connection: sqlite3.Connection, org: str) -> bool:
    return connection.execute("SELECT 1 FROM orgs WHERE org = ?", (org,)).fetchone() is not None


def _forget_recorded_by(connection: sqlite3.Connection, name: str) -> None:
    """Forget the records of the units in whose problems officers of an organization recorded anything.

    Since it became, or is no more, the office or inspectors, other days count there.
    """
    statement = (
        "SELECT DISTINCT problems.org FROM problems JOIN entries ON entries.problem = problems.problem"
        " WHERE substr(entries.by, 1, ?) = ?"
    )
    for (unit,) in connection.execute(statement, (len(name) + 1, f"{name}/")).fetchall():
        _forget_records(connection, unit)


def _forget_org(connection: sqlite3.Connection, name: str) -> None:
    _forget_records(connection, name)
    for table in ("orgs", "officers"):
        connection.execute(f"DELETE FROM {table} WHERE org = ?", (name,))


def _forget_records(connection: sqlite3.Connection, name: str) -> None:
    for (key,) in connection.execute("SELECT problem FROM problems WHERE org = ?", (name,)).fetchall():
        _forget_problem(connection, key)
    found = connection.execute("SELECT matter FROM matters WHERE org = ?", (name,)).fetchall()
    for table in (*OF_MATTERS, "matters"):
        connection.executemany(f"DELETE FROM {table} WHERE matter = ?", found)
    for table in (*OF_ROUNDS, "tallies"):
        connection.execute(f"DELETE FROM {table} WHERE org = ?", (name,))
    for table in ("contents", "units"):
        connection.execute(f"DELETE FROM {table} WHERE unit = ?", (name,))


def _rank(connection: sqlite3.Connection) -> None:
    """Give each organization its place, and say which stands above which."""
    from yiananlib.model.org import Org, ancestors, in_order

    orgs = {
        name: Org.model_construct(name="", parent=parent, order=rank)
        for name, parent, rank in connection.execute("SELECT org, parent, rank FROM orgs")
    }
    connection.executemany(
        "UPDATE orgs SET place = ? WHERE org = ?", [(place, name) for place, name in enumerate(in_order(orgs))]
    )
    connection.execute("DELETE FROM ancestry")
    rows = [
        (name, above, distance)
        for name in orgs
        for distance, above in enumerate([name, *(a for a in ancestors(name, orgs) if a in orgs)])
    ]
    connection.executemany(_INSERT["ancestry"], rows)


def _name(path: str) -> str:
    place = layout.place(path)
    return place.org if place is not None else ""
