"""What lists, reports and screens ask of the index."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions
from yiananlib.index.conditions import FOR_ALL, LAMP, LATE_SINCE, THERE, UNIT_THEN, holding, parameters
from yiananlib.index.values import Evidence, Measure, Occurrence, Officer, Org, Prompt, Row, Said, Whole
from yiananlib.model.vocabulary import Class, Lamp, Severity, Status
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.index.sync import Index

ORDER: Final = "orgs.place, problems.found, problems.registered_at, problems.id"
"""Configured order of organizations, then by day found, time registered and id."""

_FIELDS: Final = (
    "symptom", "source", "prompt", "finding", "task", "meeting", "recurs", "kind", "field", "severity", "class",
    "root_cause", "level", "goal", "support", "linked", "tags", "public_concern", "leader", "owner", "due", "found",
)  # fmt: skip
_COLUMNS: Final = f"""problems.problem, problems.org, problems.id, problems.number, orgs.name, title, kind, field,
    severity, class, source, leader, owner, found, due, status, {LAMP}, spans.round, deadline,
    {LATE_SINCE}, spans.measures, spans.measures_done, moved, reopened_on, closed_before,
    CASE WHEN status = 'closed' THEN (SELECT max(looks.since) FROM looks WHERE looks.problem = problems.problem
    AND looks.number = spans.closes AND looks.since <= :day) END, came_from"""
_FROM: Final = "FROM {} JOIN orgs ON orgs.org = problems.org"


class Narrowed(NamedTuple):
    """Conditions in SQL that a row must meet, and what their parameters are."""

    conditions: tuple[str, ...] = ()
    parameters: dict[str, Any] = {}  # noqa: RUF012 - never changed


ALL: Final = Narrowed()


def called(ids: Sequence[str], *conditions: str) -> Narrowed:
    """Return the conditions for problems with one of these ids."""
    return Narrowed(("problems.id IN (SELECT value FROM json_each(:ids))", *conditions), {"ids": json.dumps(ids)})


def rows(
    index: Index,
    day: dt.date,
    orgs: Sequence[str] | None,
    narrowed: Narrowed = ALL,
    order: str = ORDER,
    limit: int | None = None,
) -> Iterator[Row]:
    """Yield problems as they stood at the end of ``day``, of ``orgs`` (None for all), at most ``limit``.

    ``orgs`` are the whole of a scope that the index was asked for, so that the first stands above the rest.
    """
    where, given = clause(index, day, orgs, narrowed)
    ending = f" LIMIT {int(limit)}" if limit is not None else ""
    tables = _FROM.format(index.standing(day))
    for found in index.connection.execute(f"SELECT {_COLUMNS} {tables}{where} ORDER BY {order}{ending}", given):
        yield _row(found, day)


def first(
    index: Index, day: dt.date, orgs: Sequence[str] | None, condition: str, order: str, limit: int
) -> Iterator[Row]:
    """Yield the first of what :func:`rows` would yield, for a condition and an order that are about deadlines.

    Which they are is found in an index of their deadlines, without reading the rest.
    """
    where, given = clause(index, day, orgs, Narrowed((condition,)))
    found = f"SELECT problems.problem {_FROM.format(index.standing(day))}{where} ORDER BY {order} LIMIT {int(limit)}"
    return rows(index, day, None, Narrowed((f"problems.problem IN ({found})",), given), order)


def sorted_out(
    index: Index,
    day: dt.date,
    orgs: Sequence[str] | None,
    labels: Mapping[str, Sequence[str]],
    parameters: dict[str, Any],
    order: str,
) -> dict[str, list[Row]]:
    """Return for each label what :func:`rows` would yield with its conditions, all of it in one pass.

    A problem may be of several.
    """
    found: dict[str, list[Row]] = {label: [] for label in labels}
    met = [" AND ".join(f"({condition})" for condition in conditions) for conditions in labels.values()]
    where, given = clause(index, day, orgs, Narrowed((" OR ".join(met) or "0",), parameters))
    said = "".join(f"{condition}, " for condition in met)
    tables = _FROM.format(index.standing(day))
    for values in index.connection.execute(f"SELECT {said}{_COLUMNS} {tables}{where} ORDER BY {order}", given):
        row = _row(values[len(met) :], day)
        for of, is_met in zip(found.values(), values, strict=False):
            if is_met:
                of.append(row)
    return found


def count(index: Index, day: dt.date, orgs: Sequence[str] | None, narrowed: Narrowed) -> int:
    """Return how many problems :func:`rows` would yield without a limit."""
    where, given = clause(index, day, orgs, narrowed)
    (found,) = index.connection.execute(f"SELECT count(*) FROM {index.standing(day)}{where}", given).fetchone()
    return int(found)


def row(index: Index, org: str, name: str, day: dt.date) -> Row | None:
    """Return one problem as it stood at the end of ``day``; None where it was not registered by then."""
    index.record(kinds.PROBLEM.path(org, name))
    one = Narrowed(("problems.org = :org AND problems.id = :id",), {"org": org, "id": name})
    return next(rows(index, day, None, one), None)


def whole(index: Index, row: Row, day: dt.date) -> Whole:
    """Return what the index knows of the problem that ``row`` is of, as it stood at the end of ``day``."""
    execute = index.connection.execute
    given = {"problem": row.key, "day": day.isoformat()}
    columns = ", ".join(_FIELDS)
    values = execute(f"SELECT {columns} FROM problems WHERE problem = :problem", given).fetchone()
    head: dict[str, Any] = {"id": row.id, "title": row.title} | dict(zip(_FIELDS, values, strict=True))
    for name in ("level", "support", "linked", "tags"):
        head[name] = json.loads(head[name])
    head["public_concern"] = bool(head["public_concern"])
    columns = "began, submission, publicised, asked, contest"
    statement = f"SELECT {columns} FROM spans WHERE problem = :problem AND {holding('spans')}"
    began, submission, publicised, asked, contest = execute(statement, given).fetchone()
    # the model writes a time in UTC with a Z, the file and every other output with its offset
    columns = "number, day, recorded, at, by, kind, counts, taken_back, data"
    statement = f"SELECT {columns} FROM entries WHERE problem = :problem ORDER BY number"
    entries = execute(statement, given).fetchall()
    data = json.loads(f"[{','.join(entry[-1] for entry in entries)}]")  # all at once, for a ledger has many
    said = {
        number: Said(
            _day(on), _day(recorded), at, by, kind, bool(counts), bool(gone), fields | {"at": at}, number < began
        )
        for (number, on, recorded, at, by, kind, counts, gone, _data), fields in zip(entries, data, strict=True)
    }
    statement = (
        "SELECT file, sha256, size, measure, number < :began, what, dated, valid_until,"
        f" coalesce({conditions.EXPIRED}, 0) FROM evidence"
        " WHERE problem = :problem AND day <= :day ORDER BY number"
    )
    found = execute(statement, {**given, "began": began})
    evidence = tuple(
        Evidence(file, sha256, size, of, bool(earlier), what, _day_or_none(dated), _day_or_none(until), bool(gone))
        for file, sha256, size, of, earlier, what, dated, until, gone in found
    )
    statement = (
        "SELECT measure, name, begins, due, CASE WHEN answered <= :day THEN answered END,"
        " CASE WHEN answered <= :day THEN counted END,"
        " CASE WHEN excused <= :day THEN excused END FROM occurrences WHERE problem = :problem ORDER BY due"
    )
    came_back: dict[int, list[Occurrence]] = {}
    for number, name, begins, due, *days in execute(statement, given):
        one = Occurrence(name, _day(begins), _day(due), *map(_day_or_none, days))
        came_back.setdefault(number, []).append(one)
    statement = (
        "SELECT number, text, owner, due, type, round, CASE WHEN completed <= :day THEN completed END, every"
        " FROM measures WHERE problem = :problem AND planned <= :day ORDER BY place"
    )
    measures = tuple(
        Measure(
            number, text, owner, _day(due), kind, round_, _day_or_none(completed),
            tuple(e.file for e in evidence if e.measure == number),
            every, tuple(came_back.get(number, ())),
        )
        for number, text, owner, due, kind, round_, completed, every in execute(statement, given)
    )  # fmt: skip
    statement = f"SELECT number FROM blocks WHERE problem = :problem AND {holding('blocks')} ORDER BY number"
    amended = [
        name
        for e in said.values()
        if e.kind in ("amended", "reassigned") and e.counts and e.day > day
        for name in _changed(e)
    ]
    return Whole(
        row,
        head,
        tuple(dict.fromkeys(amended)),
        said.get(submission),
        said.get(publicised),
        said.get(asked),
        measures,
        tuple(e for e in said.values() if e.day <= day),
        evidence,
        said.get(contest),
        tuple(said[number] for (number,) in execute(statement, given)),
    )


def _changed(amendment: Said) -> list[str]:
    """Return the names of the fields of the head that an amendment changes, or that a hand-over does."""
    changes = amendment.data.get("changes") or dict.fromkeys(("leader", "owner"), "")
    return [name for name, value in changes.items() if value is not None]


def recurrences(index: Index, row: Row, day: dt.date, orgs: Sequence[str]) -> tuple[str, ...]:
    """Return the problems of ``orgs``, ``<org>/<id>``, with which that of ``row`` came back, as of ``day``."""
    narrowed = Narrowed(("recurs = :recurs", THERE), {"recurs": row.id})
    return tuple(found.ref for found in rows(index, day, orgs, narrowed))


def orgs(index: Index, names: Sequence[str] | None = None) -> tuple[Org, ...]:
    """Return the organizations of those names (None for all) in configured order, without their officers."""
    within = "" if names is None else " WHERE org IN (SELECT value FROM json_each(:orgs))"
    statement = f"SELECT org, name, parent, function, rank, members FROM orgs{within} ORDER BY place"
    return tuple(Org(*values) for values in index.connection.execute(statement, {"orgs": json.dumps(names)}))


def org_name(index: Index, org: str | None) -> str | None:
    """Return the name of an organization; None for none."""
    found = index.connection.execute("SELECT name FROM orgs WHERE org = ?", (org,)).fetchone()
    return str(found[0]) if found is not None else None


def officers(index: Index, org: str | None) -> tuple[Officer, ...]:
    """Return the officers of one organization, or of all in configured order."""
    statement = (
        "SELECT orgs.org || '/' || officer, post, role, email, since, until FROM officers JOIN orgs USING (org)"
        " WHERE :org IS NULL OR org = :org ORDER BY orgs.place, officers.place"
    )
    return tuple(
        Officer(ref, post, role, email, _day_or_none(since), _day_or_none(until))
        for ref, post, role, email, since, until in index.connection.execute(statement, {"org": org})
    )


def names(index: Index) -> dict[str, str]:
    """Return what readers call organizations and officers: a name by ``<org>``, a post by ``<org>/<officer>``.

    Where an organization has two officers of one post, each is called by the post and its code.
    """
    found = dict(index.connection.execute("SELECT org, name FROM orgs"))
    statement = (
        "SELECT org || '/' || officer, CASE WHEN count(*) OVER (PARTITION BY org, post) > 1"
        " THEN post || ' (' || officer || ')' ELSE post END FROM officers"
    )
    return found | dict(index.connection.execute(statement))


def ancestry(index: Index) -> dict[str, list[str]]:
    """Return for each organization itself and all above it."""
    found: dict[str, list[str]] = {}
    for org, above in index.connection.execute("SELECT org, above FROM ancestry ORDER BY org, distance"):
        found.setdefault(org, []).append(above)
    return found


def prompts(index: Index) -> tuple[Prompt, ...]:
    """Return the checklist in order."""
    rows_ = index.connection.execute("SELECT prompt, aspect, text FROM prompts ORDER BY place")
    return tuple(Prompt(*values) for values in rows_)


def examined(index: Index, scope: Sequence[str], day: dt.date) -> tuple[str | None, dict[str, int], dict[str, int]]:
    """Return the campaign's round on ``day``, and by organization of ``scope`` how much was answered of how much.

    It is, of those that are for all units, the one that was opened first anywhere last: who opens an earlier round
    late does not turn the others back, and every scope is asked about the same. A round is asked of every unit;
    another organization takes part by opening it. The rounds of all organizations must be up to date.
    """
    execute = index.connection.execute
    given: dict[str, Any] = {"day": day.isoformat(), "orgs": json.dumps(list(scope))}
    within = "org IN (SELECT value FROM json_each(:orgs))"
    latest = execute(
        f"SELECT round FROM rounds WHERE opened <= :day AND {FOR_ALL}"
        " GROUP BY round ORDER BY min(opened) DESC, round DESC LIMIT 1",
        given,
    ).fetchone()
    (questions,) = execute("SELECT count(*) FROM prompts").fetchone()
    expected = {org: questions for (org,) in execute(f"SELECT org FROM orgs WHERE {UNIT_THEN} AND {within}", given)}
    if latest is None:
        return None, {}, expected
    given["round"] = latest[0]
    opened = f"SELECT org, subjects FROM rounds WHERE round = :round AND opened <= :day AND {within}"
    subjects = dict(execute(opened, given).fetchall())
    expected |= {org: questions * count for org, count in subjects.items()}
    answered = dict(
        execute(
            f"SELECT org, count(*) FROM answers WHERE round = :round AND {holding('answers')} AND counts"
            f" AND prompt IN (SELECT prompt FROM prompts) AND {within} GROUP BY org",
            given,
        ).fetchall()
    )
    return latest[0], {org: n for org, n in answered.items() if org in subjects}, expected


def clause(
    index: Index, day: dt.date, orgs: Sequence[str] | None, narrowed: Narrowed = ALL
) -> tuple[str, dict[str, Any]]:
    """Return the WHERE clause that problems of ``orgs`` (None for all) fulfil, and its parameters, with the day's."""
    given: dict[str, Any] = {**parameters(day, index.setting), **narrowed.parameters}
    conditions = [f"({condition})" for condition in narrowed.conditions]
    if orgs is not None:
        conditions.append("problems.org IN (SELECT value FROM json_each(:orgs))")
        given["orgs"] = json.dumps(list(orgs))
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), given


# what a word of the index means: to look it up is faster than to make it, and problems are many
_SEVERITIES: Final = {one.value: one for one in Severity}
_CLASSES: Final = {one.value: one for one in Class}
_STATUSES: Final = {one.value: one for one in Status}
_LAMPS: Final = {None: None} | {one.value: one for one in Lamp}


def _row(found: tuple[Any, ...], day: dt.date) -> Row:
    (
        key, org, name, number, org_name, title, kind, field, severity, class_, source, leader, owner, found_on, due,
        status, lamp, round_, deadline, late_since, measures, measures_done, moved, reopened_on, closed_before,
        looked_on, came_from,
    ) = found  # fmt: skip
    # what no yian wrote is found here, while the index can still be made anew
    words = (org, name, org_name, title, kind, field, source, leader, owner)
    if set(map(type, words)) != {str}:
        raise TypeError(key, words)
    due_extended = _day(deadline)
    overdue = (day - _day(late_since)).days if lamp == Lamp.RED else 0
    return Row(
        key, org, name, number, org_name, title, kind, field, _SEVERITIES[severity], _CLASSES[class_], source, leader,
        owner, _day(found_on), _day(due), _STATUSES[status], _LAMPS[lamp], round_, due_extended,
        overdue, (due_extended - day).days, measures, measures_done, _day(moved) if status == "closed" else None,
        _day_or_none(reopened_on), _day_or_none(closed_before), _day_or_none(looked_on), came_from,
    )  # fmt: skip


_day = dt.date.fromisoformat


def _day_or_none(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value is not None else None
