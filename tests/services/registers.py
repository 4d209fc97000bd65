"""Cases, rules and meetings to test with, recorded as commands do."""

import datetime as dt
from typing import Any

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk
from yiananlib.services.recording import cases, meetings, rules

CASE: dict[str, Any] = {
    "title": "住建系统两起案件",
    "opened": dt.date(2026, 3, 1),
    "findings": [{"text": "先干后批"}, {"text": "变更不报批"}, {"text": "临时处置"}],
    "tasks": [{"text": "清理制度", "findings": [1, 2], "orgs": ["zjj", "czj"]}, {"text": "全面排查", "findings": [3]}],
}


def case(desk: Desk, name: str = "case-1", **fields: Any) -> str:
    """Add a case and return its name."""
    given = cases.case_fields() | {key: list(map(dict, v)) if isinstance(v, list) else v for key, v in CASE.items()}
    for rows in ("findings", "tasks"):
        given[rows] = [{"number": n, **row} for n, row in enumerate(given[rows], start=1)]
    return cases.add_case(desk.ledger, desk.context(OFFICE), name, given | fields).id


def rule(desk: Desk, *, org: str = "zjj", by: str = LIAISON, **fields: Any) -> str:
    """Put a rule on the list and return `<org>/<id>`."""
    given = {"title": "变更审批办法", "governs": "power"} | fields
    return rules.add_rule(desk.ledger, desk.context(by), org, **given).standing.matter.ref


def done_rule(desk: Desk, **fields: Any) -> str:
    """Return a rule that was revised."""
    ref = rule(desk, **fields)
    rules.decide(desk.ledger, desk.context(OFFICE), ref, "revise", "无时限")
    rules.issue(desk.ledger, desk.context(OFFICE), ref, "云住建发12号")
    return ref


def meeting(desk: Desk, *, held: tuple[int, int] | None = (5, 7), by: str = LIAISON, **fields: Any) -> str:
    """Call a meeting, hold it, and return `<org>/<id>`."""
    given = {"type": "democratic_life", "title": "专题民主生活会", "planned": desk.now.date(), "due": 7} | fields
    came = meetings.Attendance(*held) if held is not None else None
    return meetings.add_meeting(desk.ledger, desk.context(by), "zjj", given, came).standing.matter.ref
