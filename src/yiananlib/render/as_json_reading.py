"""The JSON of what reading commands return: rows, problems, queues, reports, answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from yiananlib.render import as_json_matters, as_json_views

if TYPE_CHECKING:
    from yiananlib.index.sql import Answer, Tables
    from yiananlib.index.values import Org, Row
    from yiananlib.services.due import Due
    from yiananlib.services.lint import Linted
    from yiananlib.services.reading import Listing, Officers, Orgs, Prompts, Shown
    from yiananlib.services.remind import Reminders
    from yiananlib.services.report import Coverage, OrgFigures, Report


def listing(value: Listing) -> Any:
    """Shape a list of problems."""
    return [problem_row(row) for row in value.rows]


def orgs(value: Orgs) -> Any:
    """Shape the organizations, each with its officers."""
    return [_org(org) for org in value.rows]


def due(value: Due) -> Any:
    """Shape a queue."""
    return {"as_of": value.day, "officer": value.officer, "org": value.org, "waits": _waits(value)}


def _waits(value: Due) -> dict[str, Any]:
    waits = {wait.what: [problem_row(row) for row in wait.rows] for wait in value.waits}
    return waits | as_json_matters.others(value.others)


def reminders(value: Reminders) -> Any:
    """Shape the digests, one an officer."""
    return {
        "as_of": value.day,
        "officers": [
            {
                "officer": digest.officer.id,
                "post": digest.officer.post,
                "email": digest.officer.email,
                "org": digest.org,
                "org_name": digest.org_name,
                "waits": _waits(digest.due),
            }
            for digest in value.digests
        ],
    }


def linted(value: Linted) -> Any:
    """Shape the questions of the lint."""
    findings = [
        {
            "code": sign.code,
            "sentence": sign.sentence,
            "problems": list(sign.problems),
            "orgs": list(sign.orgs),
            "evidence": [proof._asdict() for proof in sign.evidence],
            "similarity": round(sign.similarity, 4) if sign.similarity is not None else None,
            "answered": sign.answered._asdict() if sign.answered is not None else None,
        }
        for sign in value.signs
    ]
    return {
        "as_of": value.day,
        "org": value.org,
        "open": value.open,
        "answered": value.answered,
        "findings": findings,
    }


def answer(value: Answer) -> Any:
    """Shape the rows of an answer in SQL, by the names of its columns."""

    def said(cell: object) -> object:
        if isinstance(cell, bytes):
            return cell.hex()
        return str(cell) if cell in (math.inf, -math.inf) else cell  # for which JSON has no number

    names: list[str] = []
    for name in value.columns:
        same = value.columns[: len(names)].count(name)
        names.append(f"{name}:{same + 1}" if same else name)  # of columns of one name, none is lost
    return [dict(zip(names, map(said, row), strict=True)) for row in value.rows]


def tables(value: Tables) -> Any:
    """Shape the tables that SQL can ask."""
    return [
        {
            "table": table.name,
            "meaning": table.meaning,
            "columns": [{"name": c.name, "type": c.kind, "meaning": c.meaning} for c in table.columns],
        }
        for table in value.tables
    ]


def _org(org: Org) -> dict[str, Any]:
    officers = [officer._asdict() | {"id": officer.id.partition("/")[2]} for officer in org.officers]
    return {"id": org.id, "schema": 1} | org._asdict() | {"officers": officers, "vacant": list(org.vacant)}


def officers(value: Officers) -> Any:
    """Shape the officers."""
    return [officer._asdict() for officer in value.rows]


def prompts(value: Prompts) -> Any:
    """Shape the checklist."""
    return [prompt._asdict() for prompt in value.rows]


def problem_row(row: Row) -> dict[str, Any]:
    """Shape a problem as lists have it."""
    return {
        "id": row.id,
        "org": row.org,
        "number": row.number,
        "org_name": row.org_name,
        "title": row.title,
        "status": row.status,
        "lamp": row.lamp,
        "kind": row.kind,
        "field": row.field,
        "severity": row.severity,
        "class": row.class_,
        "leader": row.leader,
        "owner": row.owner,
        "found": row.found,
        "due": row.due,
        "due_extended": row.due_extended,
        "overdue_days": row.overdue_days,
        "round": row.round,
        "measures": row.measures,
        "measures_done": row.measures_done,
        "closed_on": row.closed_on,
        "reopened_on": row.reopened_on,
        "closed_before": row.closed_before,
    }


def shown(value: Shown) -> Any:
    """Shape a problem whole."""
    whole = value.whole
    return (
        problem_row(whole.row)
        | whole.head
        | {
            "measures": [m._asdict() for m in whole.measures],
            "entries": [e.data for e in whole.entries],
            "refused": [e.data for e in whole.refused],
            "taken_back": [e.data for e in whole.history if e.taken_back],
            "amended_later": list(whole.amended),
            "bad_evidence": value.bad_evidence,
            "recurred": list(value.recurred),
        }
    )


def report(value: Report) -> dict[str, Any]:
    """Shape a report."""
    return {
        "as_of": value.day,
        "commit": value.commit,
        "campaign": value.setting.name,
        "org": value.org,
        "gate_disabled": list(value.setting.disabled),
        "asks_less": [{"setting": name, "now": now, "usual": usual} for name, now, usual in value.setting.eased],
        "figures": value.figures._asdict() | {"coverage": _coverage(value.coverage)},
        "by_org": [_org_figures(row) for row in value.by_org],
        "by_kind": [{"kind": k.kind, "word": k.word, "figures": k.figures._asdict()} for k in value.by_kind],
        "accountability": as_json_views.accountability(value.accountability),
        "five_looks": as_json_views.five_looks(value.five_looks),
        "voided": [problem._asdict() for problem in value.voided],
        "problems": [problem_row(row) for row in value.rows],
    }


def _org_figures(row: OrgFigures) -> dict[str, Any]:
    return {
        "org": row.org,
        "name": row.name,
        "parent": row.parent,
        "depth": row.depth,
        "figures": row.figures._asdict() | {"coverage": _coverage(row.coverage)},
        "own": row.own._asdict(),
    }


def _coverage(value: Coverage) -> dict[str, Any]:
    return {
        "round": value.round,
        "answered": value.answered,
        "expected": value.expected,
        "rate": value.rate,
    }
