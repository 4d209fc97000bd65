"""Cases, rules, meetings and records of registers to test with, recorded as commands do."""

import datetime as dt
from typing import Any, NamedTuple

from tests.builders import INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk
from yiananlib.services.recording import cases, meetings, registers, rules

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


class Filed(NamedTuple):
    """What is said of a record of a register, and by whom: its head, and ways that it goes, step by step.

    Of `ways` the first is the longest that leaves it open; each step occurs in one of them.
    """

    head: dict[str, Any]
    by: str
    ways: tuple[tuple[tuple[str, dict[str, Any], str], ...], ...]


_ASSIGNED = ("assigned", {"org": "czj", "due": dt.date(2026, 6, 30)}, OFFICE)
FILED: dict[str, Filed] = {
    "opinion": Filed(
        {"title": "变更审批环节多", "voice": "enterprises", "means": "forum", "text": "一项变更要跑五个窗口"},
        LIAISON,
        (
            (_ASSIGNED,),
            (_ASSIGNED, ("answered", {"text": "已压减为三个窗口"}, OTHER)),
            (("raised", {"problem": "{problem}"}, LIAISON),),
            (("declined", {"reason": "属上级事权"}, LIAISON),),
        ),
    ),
    "group": Filed(
        {"title": "以案促改领导小组", "type": "leading", "chair": "head", "members": ("deputy-1", "派驻纪检组组长"),
         "document": "3号"},
        LIAISON,
        (
            (("changed", {"reason": "组长调整", "chair": "deputy-1", "members": ("head",)}, LIAISON),),
            (("dissolved", {"reason": "任务完成"}, LIAISON),),
        ),
    ),
    "mark": Filed(
        {"title": "两年内三起案件", "document": "11号"},
        OFFICE,
        (
            (("kept", {"reason": "仍有反弹"}, INSPECTOR),),
            (("kept", {"reason": "仍有反弹"}, OFFICE), ("lifted", {"reason": "两个季度未反弹"}, INSPECTOR)),
        ),
    ),
    "commendation": Filed(
        {"title": "主动压减审批环节", "mechanism": "容错纠错", "whom": "jianguan", "document": "7号"},
        LIAISON,
        ((("followed", {"note": "通报表扬"}, OFFICE),), (("withdrawn", {"reason": "登记重复"}, INSPECTOR),)),
    ),
    "press": Filed(
        {"title": "先批后干见实效", "medium": "云岭日报", "issue": "第2版", "link": "https://example.org/1",
         "case": "case-1"},
        LIAISON,
        ((("followed", {"note": "省报转载"}, LIAISON),), (("withdrawn", {"reason": "登记重复"}, OFFICE),)),
    ),
    "accountability": Filed(
        {"title": "对分管负责人诫勉谈话", "case": "case-1", "trigger": "inadequate", "form": "1", "count": 2,
         "organizations": 1, "recovered": 126000, "document": "15号"},
        INSPECTOR,
        (
            (("followed", {"note": "已执行"}, OFFICE),),
            (("withdrawn", {"reason": "登记重复"}, INSPECTOR),),
        ),
    ),
    "dispatch": Filed(
        {"title": "整改情况报告", "to": "市委办", "file": "报告.docx", "sha256": "0123456789abcdef" * 4, "size": 6},
        LIAISON,
        ((("answered", {"text": "已阅"}, OFFICE),), (("withdrawn", {"reason": "数据有误"}, LIAISON),)),
    ),
    "urge": Filed(
        {"title": "两项逾期", "how": "电话", "whom": "head", "records": ("zjj/p3f9ab",)},
        OFFICE,
        (
            (("followed", {"note": "局长答复周五前办结"}, INSPECTOR),),
            (("withdrawn", {"reason": "登记重复"}, OFFICE),),
        ),
    ),
}  # fmt: skip
"""By register. `{problem}` is one on the list of `zjj`, `case-1` a case."""


def filed(desk: Desk, name: str, *steps: tuple[str, dict[str, Any], str], by: str = "", **fields: Any) -> str:
    """Begin a record of a register in `zjj`, take these steps, and return `<org>/<id>`."""
    given = FILED[name].head | fields
    if "file" in given:
        given = {key: value for key, value in given.items() if key not in ("sha256", "size")} | {"file": desk.paper()}
    if given.get("case") == "case-1" and not desk.ledger.case_names():
        case(desk)
    ref = registers.add(desk.ledger, desk.context(by or FILED[name].by), name, "zjj", given).standing.matter.ref
    for step, said, who in steps:
        registers.act(desk.ledger, desk.context(who), name, ref, step, said)
    return ref
