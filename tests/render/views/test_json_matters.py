"""The JSON of notices and of matters as they are recorded."""

import json
from typing import Any

from tests.render.written import json_text
from tests.services.ledgers import Desk, asked
from tests.services.noticing import DUE, issue, matter, reply, send_back
from yiananlib.index.names import Found
from yiananlib.services.reading.notices import list_notices, show_notice
from yiananlib.services.recording import supervise


def read(value: object) -> Any:
    return json.loads(json_text(value))


def test_a_recorded_notice_has_every_field_and_what_is_in_force(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk, ref)
    later = DUE.replace(day=25)
    found = read(send_back(desk, ref, later))
    assert found["entries"][1] | {"id": "", "at": ""} == {
        "id": "", "at": "", "on": None, "by": "zjj/liaison", "for": None, "kind": "replied",
        "text": "已逐一核验", "occurrence": None, "document": None,
    }  # fmt: skip
    assert (found["id"], found["org"], found["matter"]) == (ref.partition("/")[2], "zjj", "notice")
    assert (found["due"], found["due_now"], found["rung_now"], found["status"]) == (
        "2026-03-20", "2026-03-25", "supervision", "returned",
    )  # fmt: skip
    assert found["basis"] is found["leader"] is found["uncommitted"] is None
    assert found["problems"] == []


def test_what_is_read_has_the_keys_of_what_is_recorded(desk: Desk) -> None:
    ref = issue(desk)
    recorded = read(reply(desk, ref))
    shown = read(asked(desk.ledger, lambda index: show_notice(index, Found("notice", *ref.split("/")), DUE)))
    assert set(shown) - set(recorded) == {"org_name", "since", "overdue_days", "refused", "taken_back"}
    assert set(recorded) - set(shown) == {"uncommitted"}
    assert {key: shown[key] for key in recorded if key not in ("uncommitted", "entries")} == {
        key: recorded[key] for key in recorded if key not in ("uncommitted", "entries")
    }
    (listed,) = read(asked(desk.ledger, lambda index: list_notices(index, DUE)))
    assert listed == {key: said for key, said in shown.items() if key not in ("entries", "refused", "taken_back")}


def test_the_rung_in_force_is_beside_the_first(desk: Desk) -> None:
    ref = issue(desk)
    found = read(supervise.escalate(desk.ledger, desk.context("office/liaison"), ref, "caution", "未报"))
    assert (found["rung"], found["rung_now"]) == ("supervision", "caution")
    assert matter(desk, ref).head.rung == "supervision"
