"""Rules made, notices sent and answered, education: on the days around each boundary, and against a second count."""

import datetime as dt

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.noticing import DUE, issue, reply, send_back
from tests.services.registers import done_rule, meeting, rule
from yiananlib.index.activity import Activity, activity
from yiananlib.index.sync import Index
from yiananlib.model import matters
from yiananlib.model import meetings as meeting_model
from yiananlib.model import rules as rule_model
from yiananlib.model.notices import Replied
from yiananlib.services.recording import meetings, rules, supervise

DAY = dt.timedelta(days=1)


def counted(desk: Desk, day: dt.date, org: str | None = None) -> Activity:
    def question(index: Index) -> Activity:
        scope = index.scope(org)
        return activity(index, day, scope if org is not None else None)

    return asked(desk.ledger, question)


def test_a_rule_counts_as_made_once_issued_but_a_kept_one_does_not(desk: Desk) -> None:
    rule(desk)
    kept = rule(desk, title="保留的办法")
    rules.decide(desk.ledger, desk.context(OFFICE), kept, "keep", "管用")
    rules.issue(desk.ledger, desk.context(OFFICE), kept, "会议纪要3号")
    desk.on("2026-04-01")
    done_rule(desk)
    assert [counted(desk, day).rules_made for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1))] == [0, 1]
    assert counted(desk, dt.date(2026, 4, 1), "czj").rules_made == 0


def test_education_counts_sessions_that_took_place_and_who_came_or_made_up(desk: Desk) -> None:
    meeting(desk, held=None, type="warning")
    meeting(desk, held=(9, 10), type="democratic_life")
    ref = meeting(desk, held=(5, 7), type="warning")
    meeting(desk, held=(3, 3), type="study")
    day = desk.now.date()
    assert counted(desk, day)[4:] == (2, 8, 10)
    desk.on("2026-04-01")
    meetings.make_up(desk.ledger, desk.context(), ref, 2)
    assert counted(desk, dt.date(2026, 3, 31))[4:] == (2, 8, 10)
    assert counted(desk, dt.date(2026, 4, 1))[4:] == (2, 10, 10)
    assert counted(desk, day - DAY)[4:] == (0, 0, 0)


def test_a_notice_is_late_from_the_day_after_its_own_for_ever_and_one_answered_on_it_is_not(desk: Desk) -> None:
    in_time, late, never, gone = issue(desk), issue(desk), issue(desk), issue(desk)
    supervise.withdraw(desk.ledger, desk.context(OFFICE), gone, "发错")
    assert counted(desk, desk.now.date())[1:4] == (3, 0, 0)
    reply(desk.on(f"{DUE}"), in_time)
    reply(desk.on(f"{DUE + DAY}"), late)
    assert counted(desk, DUE)[1:4] == (3, 1, 0)
    assert counted(desk, DUE + DAY)[1:4] == (3, 2, 2)
    assert counted(desk, DUE + 90 * DAY)[1:4] == (3, 2, 2)
    assert counted(desk, DUE + DAY, "czj")[1:4] == (0, 0, 0)
    assert never in {m.ref for m in desk.ledger.matters("zjj", "notice")}


def test_a_notice_that_was_sent_back_is_late_by_the_day_that_was_set_then(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk.on("2026-03-18"), ref)
    send_back(desk.on("2026-03-19"), ref, dt.date(2026, 3, 25))
    assert [counted(desk, dt.date(2026, 3, n)).notices_late for n in (21, 25, 26)] == [0, 0, 1]


def test_it_agrees_with_a_second_count(desk: Desk) -> None:
    done_rule(desk)
    rule(desk)
    meeting(desk, held=(5, 7), type="study")
    reply(desk, issue(desk))
    issue(desk, due=desk.now.date())
    day = desk.now.date() + DAY
    came = [
        found
        for one in desk.ledger.matters("zjj", "meeting")
        if (found := meeting_model.attendance(matters.fold(one))) is not None
    ]
    notices = [matters.fold(one) for one in desk.ledger.matters("zjj", "notice")]
    answered = [any(isinstance(entry, Replied) for entry in one.counted) for one in notices]
    assert counted(desk, day) == Activity(
        sum(rule_model.is_done(one) for one in desk.ledger.matters("zjj", "rule")),
        len(notices),
        sum(answered),
        sum(not there and one.matter.head.due < day for there, one in zip(answered, notices, strict=True)),
        len(came),
        sum(attended for attended, _due in came),
        sum(due for _attended, due in came),
    )
