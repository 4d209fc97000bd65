"""Notices at a desk: sent, answered and settled in one line each."""

import datetime as dt
from typing import Any

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk
from yiananlib.model.matters import Matter, fold
from yiananlib.services.recording import supervise
from yiananlib.services.recording.matters import RecordedMatter

DUE = dt.date(2026, 3, 20)


def issue(desk: Desk, org: str = "zjj", by: str = OFFICE, **fields: Any) -> str:
    """Send a notice and return `<org>/<id>`."""
    given = {"title": "抽查督办", "demand": "报核验结果", "due": DUE} | fields
    return supervise.issue(desk.ledger, desk.context(by), org, given).standing.matter.ref


def reply(desk: Desk, ref: str, text: str = "已逐一核验", by: str = LIAISON) -> RecordedMatter:
    return supervise.reply(desk.ledger, desk.context(by), ref, text)


def send_back(desk: Desk, ref: str, due: dt.date | None = None) -> RecordedMatter:
    return supervise.send_back(desk.ledger, desk.context(OFFICE), ref, "未报责任认定", due)


def settle(desk: Desk, ref: str, by: str = INSPECTOR) -> RecordedMatter:
    return supervise.settle(desk.ledger, desk.context(by), ref, "属实")


def status(desk: Desk, ref: str) -> str:
    return fold(matter(desk, ref)).status


def matter(desk: Desk, ref: str) -> Matter:
    return desk.ledger.find_matter("notice", ref)
