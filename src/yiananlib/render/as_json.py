"""JSON: a promise. Keys are fixed, unset ones are null, and a test compares with golden files."""

from __future__ import annotations

import datetime as dt
import json
import math
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from yiananlib.model.text import forbidden
from yiananlib.render import as_json_matters, as_json_registers, as_json_views

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiananlib.index.sql import Answer, Tables
    from yiananlib.index.values import Org, Row
    from yiananlib.model.record import Record
    from yiananlib.model.state import State
    from yiananlib.services.begin import Begun, Defined
    from yiananlib.services.close_out import GateUnmet
    from yiananlib.services.define import Kept, Rejected
    from yiananlib.services.due import Due
    from yiananlib.services.examine import Progress
    from yiananlib.services.history import Comparison, History, Moment
    from yiananlib.services.lint import Linted
    from yiananlib.services.merging import Driven, Resolved
    from yiananlib.services.proof import Proved
    from yiananlib.services.reading import Listing, Officers, Orgs, Prompts, Shown
    from yiananlib.services.recording import Recorded
    from yiananlib.services.remind import Reminders
    from yiananlib.services.report import Coverage, OrgFigures, Report
    from yiananlib.services.setup import SetUp
    from yiananlib.services.sync import Synced
    from yiananlib.services.verify import Verified


def text(value: object) -> str:
    """Return the JSON of a service's result, with a line feed at its end."""
    found = json.dumps(shape(value), ensure_ascii=False, indent=2, default=_scalar) + "\n"
    # values are clean, but a finding can name a file that is not
    return found if forbidden(found) is None else json.dumps(json.loads(found), indent=2) + "\n"


def shape(value: object) -> Any:
    """Return what the JSON of ``value`` says, as lists, dictionaries and scalars."""
    if isinstance(value, list):
        return [shape(item) for item in value]
    return _SHAPES[type(value).__name__](value)


def _gate(value: GateUnmet) -> Any:
    return {"problem": value.ref, "closed": False, "unmet": [asdict(check) for check in value.unmet]}


def _listing(value: Listing) -> Any:
    return [_row(row) for row in value.rows]


def _orgs(value: Orgs) -> Any:
    return [_org(org) for org in value.rows]


def _due(value: Due) -> Any:
    return {"as_of": value.day, "officer": value.officer, "org": value.org, "waits": _waits(value)}


def _waits(value: Due) -> dict[str, Any]:
    waits = {wait.what: [_row(row) for row in wait.rows] for wait in value.waits}
    return waits | as_json_matters.others(value.others)


def _reminders(value: Reminders) -> Any:
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


def _linted(value: Linted) -> Any:
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


def _answer(value: Answer) -> Any:
    def said(cell: object) -> object:
        if isinstance(cell, bytes):
            return cell.hex()
        return str(cell) if cell in (math.inf, -math.inf) else cell  # for which JSON has no number

    names: list[str] = []
    for name in value.columns:
        same = value.columns[: len(names)].count(name)
        names.append(f"{name}:{same + 1}" if same else name)  # of columns of one name, none is lost
    return [dict(zip(names, map(said, row), strict=True)) for row in value.rows]


def _tables(value: Tables) -> Any:
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


def _officers(value: Officers) -> Any:
    return [officer._asdict() for officer in value.rows]


def _prompts(value: Prompts) -> Any:
    return [prompt._asdict() for prompt in value.rows]


def _verified(value: Verified) -> Any:
    return {
        "in_order": value.in_order,
        "files": value.files,
        "problems": value.problems,
        "findings": [f._asdict() for f in value.findings],
    }


def _proved(value: Proved) -> Any:
    return {
        "in_order": value.in_order,
        "commits": value.commits,
        "findings": [f._asdict() for f in value.findings],
    }


def _resolved(value: Resolved) -> Any:
    settled = value.settled
    return {
        "operation": settled.operation,
        "merged": list(settled.merged),
        "left": [asdict(left) for left in settled.left],
        "verified": _verified(value.verified),
    }


def _driven(value: Driven) -> Any:
    return {"path": value.path, "conflicts": [c._asdict() for c in value.conflicts]}


def _set_up(value: SetUp) -> Any:
    return {
        "settings": list(value.settings),
        "attributes": value.attributes,
        "hook": value.hook,
        "kept": value.kept,
    }


def _synced(value: Synced) -> Any:
    return {
        "remote": value.remote,
        "branch": value.branch,
        "done": value.done,
        "came": list(value.came),
        "went": list(value.went),
        "merged": list(value.merged),
        "left": [asdict(left) for left in value.left],
        "withheld": [f._asdict() for f in value.withheld],
        "pending": list(value.pending),
        "verified": _verified(value.verified),
    }


def _progress(value: Progress) -> Any:
    return {
        "org": value.org,
        "round": value.round,
        "subject": value.subject,
        "answered": value.answered,
        "expected": value.expected,
        "open": [p.id for p in value.open],
        "problems": list(value.problems),
        "uncommitted": value.uncommitted,
    }


def _begun(value: Begun) -> Any:
    return {
        "ledger": str(value.root),
        "name": value.campaign.name,
        "git": value.git,
        "uncommitted": value.uncommitted,
    }


def _defined(value: Defined) -> Any:
    return _record(value.record) | {"id": value.id, "uncommitted": value.uncommitted}


def _kept(value: Kept) -> Any:
    return {"file": value.path, "kept": True, "findings": [], "uncommitted": value.uncommitted}


def _rejected(value: Rejected) -> Any:
    return {"file": value.path, "kept": False, "findings": [f._asdict() for f in value.findings], "uncommitted": None}


def _recorded(value: Recorded) -> dict[str, Any]:
    state = value.state
    head = state.head
    return {
        "id": head.id,
        "org": state.problem.org,
        **{k: v for k, v in _record(head).items() if k not in ("id", "schema")},
        "status": state.status,
        "round": state.round,
        "due_extended": state.due,
        "measures": _measures(state),
        "entries": [_record(e) for e in state.problem.entries],
        "uncommitted": value.uncommitted,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "org": row.org,
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
    }


def _shown(value: Shown) -> Any:
    whole = value.whole
    return (
        _row(whole.row)
        | whole.head
        | {
            "measures": [m._asdict() for m in whole.measures],
            "entries": [e.data for e in whole.entries],
            "bad_evidence": value.bad_evidence,
            "recurred": list(value.recurred),
        }
    )


def _measures(state: State) -> list[dict[str, Any]]:
    return [
        {
            "number": m.planned.number,
            "text": m.planned.text,
            "owner": m.planned.owner,
            "due": m.planned.due,
            "type": m.planned.type,
            "round": m.round,
            "completed": m.completed,
            "evidence": [e.file for e in state.evidence if e.measure == m.planned.number],
        }
        for m in state.measures
    ]


def _report(value: Report) -> dict[str, Any]:
    return {
        "as_of": value.day,
        "campaign": value.setting.name,
        "org": value.org,
        "gate_disabled": list(value.setting.weakened),
        "figures": value.figures._asdict() | {"coverage": _coverage(value.coverage)},
        "by_org": [_org_figures(row) for row in value.by_org],
        "by_kind": [{"kind": k.kind, "word": k.word, "figures": k.figures._asdict()} for k in value.by_kind],
        "accountability": as_json_views.accountability(value.accountability),
        "five_looks": as_json_views.five_looks(value.five_looks),
        "problems": [_row(row) for row in value.rows],
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


def _record(value: Record) -> dict[str, Any]:
    """Return every field by its name in the file, unset ones as None."""
    return value.model_dump(by_alias=True)


def _scalar(value: object) -> Any:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)


def _history(value: History) -> Any:
    return [
        {
            "commit": e.commit,
            "at": e.at,
            "by": e.by or None,
            "record": e.ref,
            "title": e.title or None,
            "entry": _record(e.what) if e.what is not None else None,
        }
        for e in value.events
    ]


def _comparison(value: Comparison) -> Any:
    return {
        "org": value.org,
        "from": _moment(value.before),
        "to": _moment(value.after),
        "appeared": [_row(r) for r in value.appeared],
        "closed": [_row(r) for r in value.closed],
        "reopened": [_row(r) for r in value.reopened],
        "voided": [_row(r) for r in value.voided],
        "overdue": [_row(r) for r in value.overdue],
        "extended": [_row(r) for r in value.extended],
        "moved": [_row(r) | {"status_before": old} for r, old in value.moved],
    }


def _moment(value: Moment) -> Any:
    return {"name": value.name, "day": value.day, "figures": value.figures._asdict()}


def asdict(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name; what reading commands return are none, and load nothing for it."""
    import dataclasses

    return dataclasses.asdict(value)


_SHAPES: Final[dict[str, Callable[[Any], Any]]] = {
    "Recorded": _recorded,
    "RecordedMatter": as_json_matters.recorded,
    "GateUnmet": _gate,
    "Begun": _begun,
    "Defined": _defined,
    "Progress": _progress,
    "Kept": _kept,
    "Rejected": _rejected,
    "Verified": _verified,
    "Resolved": _resolved,
    "Driven": _driven,
    "SetUp": _set_up,
    "Synced": _synced,
    "Proved": _proved,
    "Listing": _listing,
    "Orgs": _orgs,
    "Officers": _officers,
    "Prompts": _prompts,
    "Shown": _shown,
    "Matters": as_json_registers.listed,
    "ShownMatter": as_json_registers.shown,
    "CaseAdded": as_json_registers.added,
    "Cases": as_json_registers.cases,
    "ShownCase": as_json_registers.shown_case,
    "Tasks": as_json_registers.tasks,
    "Rounds": as_json_registers.rounds,
    "Notices": as_json_matters.notices,
    "ShownNotice": as_json_matters.shown_notice,
    "Due": _due,
    "Linted": _linted,
    "Reminders": _reminders,
    "Answer": _answer,
    "Tables": _tables,
    "Report": _report,
    "BurnDown": as_json_views.burn_down,
    "Sweep": as_json_views.sweep,
    "Common": as_json_views.common,
    "Plan": as_json_views.look_backs,
    "Ranking": as_json_views.ranking,
    "History": _history,
    "Comparison": _comparison,
}
"""What services return, by the name of its class: so that no service is loaded for the sake of another's shape."""
