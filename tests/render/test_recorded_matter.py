"""What whoever recorded something of a notice, a rule or a meeting is told of it."""

import datetime as dt
import re
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services import noticing, sampling
from tests.services.ledgers import Desk
from tests.services.registers import filed, meeting, rule
from yiananlib.cli.table import COMMANDS
from yiananlib.model import matters
from yiananlib.render.recorded_matter import following, told
from yiananlib.services.recording import meetings, redate, rules, supervise
from yiananlib.services.recording.matters import RecordedMatter
from yiananlib.services.recording.samples import announce, draw
from yiananlib.store import kinds

DUE = dt.date(2026, 3, 20)
LATER = dt.date(2026, 3, 22)


def turns(value: RecordedMatter) -> list[str]:
    return list(following(value.standing))


def test_a_notice_is_told_with_its_rung_its_day_and_whose_turn_it_is(desk: Desk) -> None:
    office, at = desk.context(OFFICE), desk.ledger
    sent = supervise.issue(at, office, "zjj", {"title": "抽查督办", "demand": "报核验结果", "due": DUE})
    ref = sent.ref
    assert told(sent) == "supervision, by 2026-03-20"
    assert turns(sent) == [f"Next, the organization: `yian reply {ref} TEXT`, by 2026-03-20"]
    assert told(supervise.receive(at, desk.context(LIAISON), ref)) == "by 2026-03-20"
    replied = supervise.reply(at, desk.context(LIAISON), ref, "已核验", "18号")
    assert told(replied) == "18号"
    assert turns(replied) == [
        f"Next, the office or the inspectors: `yian notice {ref} --close --opinion TEXT`, or --return"
    ]
    assert told(supervise.send_back(at, office, ref, "未报定责", LATER)) == "by 2026-03-22"
    raised = supervise.escalate(at, office, ref, "caution", "两次催办未报")
    assert told(raised) == "supervision → caution, by 2026-03-22"
    assert told(noticing.reply(desk, ref)) == ""
    settled = supervise.settle(at, desk.context(INSPECTOR), ref, "属实")
    assert (told(settled), turns(settled)) == ("", [])


def test_a_rule_is_told_with_its_owner_and_its_day_and_what_was_decided(desk: Desk) -> None:
    at, by = desk.ledger, desk.context(LIAISON)
    listed = rules.add_rule(at, by, "zjj", title="办法", governs="power", owner="jianguan", due=dt.date(2026, 9, 30))
    ref = listed.ref
    assert told(listed) == "power, 职务 jianguan, by 2026-09-30"
    assert turns(listed) == [f"Next, the unit: `yian rule {ref} --decide keep|revise|abolish|create --reason TEXT`"]
    bare = rules.add_rule(at, by, "zjj", title="另一", governs="people")
    assert told(bare) == "people"
    decided = rules.decide(at, by, ref, "revise", "无时限")
    assert (told(decided), turns(decided)) == ("revise", [f"Next, the unit: `yian rule {ref} --issued DOCUMENT`"])
    assert turns(rules.decide(at, by, bare.ref, "keep", "仍适用")) == []
    issued = rules.issue(at, by, ref, "12号")
    assert (told(issued), turns(issued)) == ("12号", [])


def test_a_meeting_is_told_with_its_day_and_who_came(desk: Desk) -> None:
    at, by = desk.ledger, desk.context(LIAISON)
    called = meetings.add_meeting(at, by, "zjj", {"type": "branch", "title": "党课", "planned": DUE, "due": 7})
    ref = called.ref
    assert told(called) == "three meetings and one lesson, on 2026-03-20"
    assert turns(called) == [f"Next, once it has taken place: `yian meeting {ref} --held --attended N --of N`"]
    held = meetings.hold(at, desk.on("2026-03-20").context(LIAISON), ref, meetings.Attendance(5, 7, None, None))
    assert told(held) == "5 of 7 attended or caught up"
    assert turns(held) == [
        f"Next, if something was found: `yian meeting {ref} --found TEXT`",
        f"Still absent: 2. `yian meeting {ref} --made-up N` when they have caught up",
    ]
    by = desk.context(LIAISON)
    assert told(meetings.make_up(at, by, ref, 2)) == "7 of 7 attended or caught up"
    assert told(meetings.find(at, by, ref, "不是问题")) == ""
    problem = desk.problem()
    found = meetings.find(at, by, ref, "一并", problem)
    assert told(found) == problem.partition("/")[2]
    assert len(turns(found)) == 1


def test_one_made_and_held_at_once_is_told_with_both(desk: Desk) -> None:
    fields = {"type": "branch", "title": "党课", "planned": dt.date(2026, 3, 12), "due": 7}
    made = meetings.add_meeting(
        desk.ledger, desk.context(LIAISON), "zjj", fields, meetings.Attendance(7, 7, None, None)
    )
    assert told(made) == "three meetings and one lesson, on 2026-03-12; 7 of 7 attended or caught up"


def test_a_redated_entry_is_told_with_its_day(desk: Desk) -> None:
    ref = noticing.issue(desk.on("2036-03-12"), due=dt.date(2036, 4, 1))
    entry = noticing.matter(desk, ref).entries[0].id
    desk.on("2026-03-12")
    done = redate.redate(desk.ledger, desk.context(OFFICE), ref, entry, dt.date(2026, 3, 12), "时钟快了十年")
    assert isinstance(done, RecordedMatter)
    assert told(done) == f"entry {entry} counts as of 2026-03-12"


END = {
    "notice": {"closed", "withdrawn"}, "rule": {"done", "dropped"}, "meeting": {"cancelled"},
    "opinion": {"answered", "raised", "declined"}, "group": {"standing", "dissolved"}, "mark": {"marked", "lifted"},
    "commendation": {"given", "withdrawn"}, "press": {"published", "withdrawn"}, "dispatch": {"sent", "withdrawn"},
    "accountability": {"decided", "withdrawn"},
    "sample": set(), "urge": {"urged", "withdrawn"},
}  # fmt: skip
"""Where nobody's turn is next."""


def _sample(desk: Desk) -> str:
    sampling.closed_in(desk)
    return sampling.frozen(desk)


@pytest.mark.parametrize("kind", list(kinds.MATTERS))
def test_each_status_but_the_last_has_a_next_command(desk: Desk, kind: str) -> None:
    made: dict[str, Any] = {"notice": noticing.issue, "rule": rule, "meeting": meeting, "sample": _sample}
    matter = desk.ledger.find_matter(kind, made[kind](desk) if kind in made else filed(desk, kind))
    for status in matters.kind(kind).status_words:
        said = list(following(matters.Standing(matter, (matters.Move(DUE, status, 0),))))
        assert bool(said) is (status not in END[kind])
        assert {name for line in said for name in re.findall(r"`yian ([\w-]+)", line)} <= set(COMMANDS)


def test_what_is_done_with_a_sample_is_told_with_what_comes_next(desk: Desk) -> None:
    ref = _sample(desk)
    announced = announce(desk.ledger, desk.context(INSPECTOR), ref, "以开奖号码为种子")
    assert list(following(announced.standing)) == [
        f"Next, once the number is there: `yian sample {ref} --number N --how TEXT`"
    ]
    done = draw(desk.ledger, desk.context(INSPECTOR), ref, number="314", how="摇号")
    assert told(done) == "drawn: " + ", ".join(sampling.now(desk, ref))
    assert list(following(done.standing)) == [f"Next: `yian look-back PROBLEM --sample {ref}`, for each"]
