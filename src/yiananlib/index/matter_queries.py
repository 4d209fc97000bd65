"""What lists and screens ask of the index about matters (notices, rules, meetings), cases and rounds."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from yiananlib.index import conditions, figures
from yiananlib.index.matter_values import (
    Answers,
    CaseRow,
    FindingRow,
    Judged,
    MatterRow,
    Opened,
    Repeated,
    Sent,
    TaskRow,
    Waiting,
)
from yiananlib.index.values import Said
from yiananlib.model.notice_words import AWAITING
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.index.names import Found
    from yiananlib.index.sync import Index


_ROW: Final = (
    "SELECT matters.matter, kind, matters.org, id, orgs.name, title, matters.since, status, matter_spans.due, data,"
    " lies_with"
    " FROM matters JOIN matter_spans ON matter_spans.matter = matters.matter"
    f" AND {conditions.holding('matter_spans')} JOIN orgs ON orgs.org = matters.org"
)
_ENTRIES: Final = (
    "SELECT day, recorded, at, by, kind, counts, taken_back, data FROM matter_entries WHERE matter = ? AND day <= ?"
    " ORDER BY number"
)


RULE_OPEN: Final = f"status IN ('listed', 'decided') AND NOT {conditions.KEPT}"
"""A rule is not done with; one that is kept for a reason is."""
DUE: Final = "matter_spans.due IS NOT NULL"
"""Something is awaited by a day."""
_AWAITED: Final = ", ".join(f"'{status}'" for status in AWAITING)
NOTICE_AWAITED: Final = f"status IN ({_AWAITED})"
"""A notice awaits a reply."""
NOTICE_LATE: Final = f"{NOTICE_AWAITED} AND matter_spans.due < :day"
NOTICE_SETTLED_NOT: Final = f"{NOTICE_AWAITED} OR status = 'replied'"
"""A notice awaits a reply, or what was replied is to be judged."""
OF_TASK: Final = "task "
"""Precedes the number of a task, to distinguish it from a finding with the same number."""

NOTICE_OPEN: Final = "status NOT IN ('closed', 'withdrawn')"
"""A notice is not done with."""


def standing_in(statuses: Sequence[str]) -> str:
    """Return the condition that a matter stands in one of these statuses."""
    return "status IN ({})".format(", ".join(f"'{status}'" for status in statuses))


def rows(
    index: Index,
    day: dt.date,
    kind: str,
    orgs: Sequence[str] | None,
    conditions: Sequence[str] = (),
    parameters: dict[str, Any] | None = None,
    *,
    homes: Sequence[str] = ("matters.org",),
) -> Iterator[MatterRow]:
    """Yield the matters of a kind as they stood at the end of ``day``, of ``orgs`` (None for all), by organization.

    ``homes`` are by which columns a matter is one of theirs; before ``lies_with`` is one comes :meth:`Index.given`.

    ``orgs`` are the whole of a scope that the index was asked for. ``conditions`` are in SQL over ``status`` and
    ``matter_spans.due``, with their ``parameters``.
    """
    given: dict[str, Any] = {"day": day.isoformat(), "kind": kind, **(parameters or {})}
    wanted = ["kind = :kind", *conditions]
    if orgs is not None:
        wanted.append(" OR ".join(f"{home} IN (SELECT value FROM json_each(:orgs))" for home in homes))
        given["orgs"] = json.dumps(list(orgs))
    order = "orgs.place, matters.since, matters.id"
    for row in index.connection.execute(f"{_ROW} WHERE ({') AND ('.join(wanted)}) ORDER BY {order}", given).fetchall():
        yield _row(index, row, day)


def row(index: Index, found: Found, day: dt.date) -> MatterRow | None:
    """Return one matter as it stood at the end of ``day``; None where it was not there by then."""
    index.record(kinds.MATTERS[found.kind].path(found.org, found.name))
    given = {"day": day.isoformat(), "kind": found.kind, "org": found.org, "id": found.name}
    one = f"{_ROW} WHERE kind = :kind AND matters.org = :org AND id = :id"
    said = index.connection.execute(one, given).fetchone()
    return _row(index, said, day) if said is not None else None


def _row(index: Index, found: tuple[Any, ...], day: dt.date) -> MatterRow:
    key, kind, org, name, org_name, title, since, status, due, data, lies_with = found
    entries = tuple(
        Said(_day(on), _day(recorded), at, by, what, bool(counts), bool(taken_back), json.loads(said) | {"at": at})
        for on, recorded, at, by, what, counts, taken_back, said in index.connection.execute(
            _ENTRIES, (key, day.isoformat())
        )
    )
    return MatterRow(
        kind, org, name, org_name, title, _day(since), status, _day(due) if due is not None else None,
        json.loads(data), entries, day, lies_with,
    )  # fmt: skip


def cases(index: Index) -> tuple[CaseRow, ...]:
    """Return the cases, those that came in first first, each with its findings and tasks by number."""
    execute = index.connection.execute
    findings: dict[str, list[FindingRow]] = {}
    for case, number, text in execute("SELECT case_name, number, text FROM findings ORDER BY number"):
        findings.setdefault(case, []).append(FindingRow(f"{case}/{number}", number, text))
    tasks: dict[str, list[TaskRow]] = {}
    for case, number, text, due, answers, orgs in execute(
        "SELECT case_name, number, text, due, findings, orgs FROM tasks ORDER BY number"
    ):
        last = _day(due) if due is not None else None
        row_ = TaskRow(number, text, tuple(json.loads(answers)), tuple(json.loads(orgs)), last)
        tasks.setdefault(case, []).append(row_)
    return tuple(
        CaseRow(
            name,
            title,
            _day(opened),
            summary,
            round_,
            tuple(json.loads(orgs)),
            tuple(findings.get(name, ())),
            tuple(tasks.get(name, ())),
        )
        for name, opened, title, summary, round_, orgs in execute(
            "SELECT name, opened, title, summary, round, orgs FROM cases ORDER BY opened, name"
        )
    )


def repeated(index: Index, day: dt.date, orgs: Sequence[str]) -> tuple[Repeated, ...]:
    """Return by finding, task and organization how many problems of ``orgs`` name them at the end of ``day``."""
    counts = ", ".join(f"count(*) FILTER (WHERE {figures.COUNTS[name]})" for name in ("total", "closed", "overdue"))
    statement = (
        f"SELECT finding, task, problems.org, {counts} FROM {index.standing(day)} WHERE"
        f" (finding IS NOT NULL OR task IS NOT NULL) AND {conditions.THERE}"
        " AND problems.org IN (SELECT value FROM json_each(:orgs)) GROUP BY finding, task, problems.org"
    )
    given = {**conditions.parameters(day, index.setting), "orgs": json.dumps(list(orgs))}
    return tuple(Repeated(*row_) for row_ in index.connection.execute(statement, given))


def sent(index: Index, day: dt.date, orgs: Sequence[str]) -> tuple[Sent, ...]:
    """Return by task and organization how many notices ``orgs`` have of it at the end of ``day``, none withdrawn."""
    statement = (
        "SELECT name, org, count(*), count(*) FILTER (WHERE status IN ('replied', 'closed')),"
        " count(*) FILTER (WHERE status = 'closed') FROM matters JOIN matter_spans USING (matter)"
        " JOIN matter_links USING (matter) WHERE kind = 'notice' AND what = 'task' AND status <> 'withdrawn'"
        f" AND {conditions.holding('matter_spans')} AND org IN (SELECT value FROM json_each(:orgs)) GROUP BY name, org"
    )
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    return tuple(Sent(*row_) for row_ in index.connection.execute(statement, given))


def rules_done(index: Index, day: dt.date, orgs: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Return for each finding the rules of ``orgs`` that are done at the end of ``day``, each with its organization.

    A rule counts for the findings it names and for those that the problems it names repeat; and for the tasks that
    these name, each behind :data:`OF_TASK`.
    """
    statement = (
        "WITH done AS (SELECT matters.matter, org FROM matters JOIN matter_spans USING (matter)"
        f" WHERE kind = 'rule' AND status = 'done' AND {conditions.holding('matter_spans')}"
        " AND org IN (SELECT value FROM json_each(:orgs)))"
        " SELECT name, matter, org FROM done JOIN matter_links USING (matter) WHERE what = 'finding'"
        " UNION SELECT finding, matter, done.org FROM done JOIN matter_links USING (matter)"
        " JOIN problems ON problems.id = name WHERE what = 'problem' AND finding IS NOT NULL"
        f" UNION SELECT '{OF_TASK}' || task, matter, done.org FROM done JOIN matter_links USING (matter)"
        " JOIN problems ON problems.id = name WHERE what = 'problem' AND task IS NOT NULL"
    )
    found: dict[str, list[tuple[int, str]]] = {}
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    for name, rule, org in index.connection.execute(statement, given):
        found.setdefault(name, []).append((rule, org))
    return found


def org_names(index: Index) -> dict[str, str]:
    """Return the names of all organizations in configured order."""
    return dict(index.connection.execute("SELECT org, name FROM orgs ORDER BY place").fetchall())


def rounds(index: Index, day: dt.date) -> dict[tuple[str, str], Opened]:
    """Return the rounds that anybody had opened by ``day``, by round and organization."""
    statement = "SELECT round, org, opened, named, pass FROM rounds WHERE opened <= :day"
    given = {"day": day.isoformat()}
    return {
        (name, org): Opened(_day(opened), tuple(json.loads(named)), pass_)
        for name, org, opened, named, pass_ in index.connection.execute(statement, given)
    }


def asked(index: Index, day: dt.date) -> dict[str, tuple[dt.date, str, set[str]]]:
    """Return the rounds that cases had opened by ``day``: since when, the case's title, and the units that are asked.

    A round that several cases open is asked of the units of all of them, since the first.
    """
    rectifying = units(index, day)
    found: dict[str, tuple[dt.date, str, set[str]]] = {}
    statement = (
        "SELECT round, opened, title, orgs FROM cases WHERE round IS NOT NULL AND opened <= ? ORDER BY opened, name"
    )
    for name, opened, title, orgs in index.connection.execute(statement, (day.isoformat(),)).fetchall():
        named = json.loads(orgs)
        known = [org for org in named if org in index.setting.names]
        own = rectifying & {one for org in known for one in index.below(org)} if named else rectifying
        since, first, before = found.get(name, (_day(opened), title, set()))
        found[name] = (since, first, before | own)
    return found


def not_begun(index: Index, day: dt.date, orgs: Sequence[str] | None) -> tuple[Waiting, ...]:
    """Return the rounds of cases that ``orgs`` (None for all) are asked and have not opened by the end of ``day``.

    The rounds of all organizations must be up to date.
    """
    opened = rounds(index, day)
    names = org_names(index)
    return tuple(
        Waiting(org, name, names[org], title, since)
        for name, (since, title, units_) in asked(index, day).items()
        for org in names
        if org in units_ and (orgs is None or org in orgs) and (name, org) not in opened
    )


def answers(index: Index, day: dt.date, orgs: Sequence[str]) -> dict[tuple[str, str, str], Answers]:
    """Return what the subjects of ``orgs`` had answered by the end of ``day``, by round, organization and subject."""
    statement = (
        "SELECT round, org, subject, count(*) FILTER (WHERE counts),"
        " count(*) FILTER (WHERE NOT counts AND answer <> 'problem') FROM answers"
        f" WHERE {conditions.holding('answers')} AND prompt IN (SELECT prompt FROM prompts)"
        " AND org IN (SELECT value FROM json_each(:orgs)) GROUP BY round, org, subject"
    )
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    return {
        (name, org, subject): Answers(*numbers)
        for name, org, subject, *numbers in index.connection.execute(statement, given)
    }


def leading_teams(index: Index, day: dt.date) -> dict[str, dict[str, str]]:
    """Return for each organization the head and the deputies in office on ``day``, with their posts."""
    statement = (
        "SELECT org, officer, post FROM officers WHERE role IN ('head', 'deputy')"
        " AND (since IS NULL OR since <= :day) AND (until IS NULL OR :day <= until) ORDER BY org, place"
    )
    found: dict[str, dict[str, str]] = {}
    for org, officer, post in index.connection.execute(statement, {"day": day.isoformat()}):
        found.setdefault(org, {})[officer] = post
    return found


def judged(index: Index, day: dt.date, orgs: Sequence[str]) -> dict[str, Judged]:
    """Return by officer what was said last, by the end of ``day``, of whether they have passed at a meeting.

    ``orgs`` are those whose meetings are looked at.
    """
    statement = (
        "SELECT json_extract(e.data, '$.member'), json_extract(e.data, '$.passed'), e.day,"
        " matters.org || '/' || matters.id, json_extract(e.data, '$.marks'), json_extract(e.data, '$.opinion')"
        " FROM matter_entries AS e JOIN matters USING (matter)"
        " WHERE matters.kind = 'meeting' AND e.kind = 'appraised' AND e.counts AND e.day <= :day"
        " AND org IN (SELECT value FROM json_each(:orgs)) ORDER BY e.day, e.at, e.number"
    )
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    return {
        member: Judged(bool(passed), _day(on), meeting, tuple(json.loads(marks)), opinion)
        for member, passed, on, meeting, marks, opinion in index.connection.execute(statement, given)
    }


def attendance(index: Index, day: dt.date, orgs: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Return of ``orgs`` the meetings held by the end of ``day``, who came or made up for it, and who were due."""
    statement = (
        "SELECT org, count(*) FILTER (WHERE entry.kind = 'held'),"
        f" sum({conditions.CAME}),"
        " coalesce(sum(json_extract(entry.data, '$.due')), 0)"
        " FROM matter_entries AS entry JOIN matters USING (matter)"
        " WHERE matters.kind = 'meeting' AND entry.kind IN ('held', 'made-up') AND entry.counts AND entry.day <= :day"
        " AND org IN (SELECT value FROM json_each(:orgs)) GROUP BY org"
    )
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    return {org: (held, came, due) for org, held, came, due in index.connection.execute(statement, given)}


def units(index: Index, day: dt.date) -> set[str]:
    """Return the organizations that rectify, not ended before ``day``: of each of them every round is asked."""
    statement = f"SELECT org FROM orgs WHERE {conditions.UNIT_THEN}"
    return {org for (org,) in index.connection.execute(statement, {"day": day.isoformat()})}


def prompts(index: Index) -> int:
    """Return how many questions the checklist has."""
    (found,) = index.connection.execute("SELECT count(*) FROM prompts").fetchone()
    return int(found)


_day = dt.date.fromisoformat
