"""What a post hands over, as a document and as JSON."""

import datetime as dt

from yiananlib.render import plain
from yiananlib.render.views.handover import handover, handover_json
from yiananlib.services.recording.handover import Handover, Held

DAY = dt.date(2026, 6, 1)
NAMES = {"zjj": "住建局", "zjj/a": "甲股长", "zjj/b": "乙股长"}
ROWS = (
    Held("problem", "zjj", "k7m2qd", "问题", DAY, ("leader", "owner")),
    Held("measure", "zjj", "k7m2qd", "措施", DAY, number=2),
    Held("group", "zjj", "g6k3wd", "专班", None, ("chair", "members")),
)
VALUE = Handover("zjj/a", "zjj/b", DAY, "岗位调整", ROWS, NAMES)


def test_each_thing_is_told_with_what_it_is_held_as_and_nobody_by_code() -> None:
    text = plain.text(handover(VALUE))
    assert "Handover: 住建局 甲股长 → 住建局 乙股长, 2026-06-01" in text
    assert "zjj/a" not in text
    assert "measure 2" in text
    assert "Leader, Owner" in text
    assert "leading or working group" in text
    assert "Nothing has been recorded yet" in text


def test_what_became_of_it_is_told() -> None:
    done = plain.text(handover(VALUE._replace(applied=True, left=DAY)))
    assert "Handed over: 3." in done
    assert "The post of 住建局 甲股长 ends on 2026-06-01." in done
    assert "has no open work to hand over" in plain.text(handover(VALUE._replace(rows=(), applied=True)))


def test_json_keeps_its_keys() -> None:
    found = handover_json(VALUE)
    assert list(found) == ["from", "to", "on", "reason", "applied", "until", "rows"]
    assert [row["as"] for row in found["rows"]] == [["leader", "owner"], ["owner"], ["chair", "members"]]
    assert {tuple(row) for row in found["rows"]} == {("what", "id", "org", "title", "number", "as", "due")}
