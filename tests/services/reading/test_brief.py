"""The brief of a week: what is new and struck off, and what has to be spoken about."""

import datetime as dt

from tests.services.ledgers import Desk, asked
from yiananlib.services.reading.brief import Brief, Week, brief
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.recording import rectify


def told(desk: Desk, day: str, org: str | None = None) -> Brief:
    return asked(desk.ledger, lambda index: brief(index, dt.date.fromisoformat(day), org))


def test_a_week_has_seven_days(desk: Desk) -> None:
    desk.problem()  # on 12 March
    assert told(desk, "2026-03-18").whole == Week(1, 0, 0)
    assert told(desk, "2026-03-19").whole == Week(0, 0, 0)
    assert told(desk, "2026-03-18").start == dt.date(2026, 3, 12)
    assert told(desk, "2026-03-11").whole == Week(0, 0, 0)


def test_a_row_holds_all_below_it_and_the_whole_is_what_burns_down(desk: Desk) -> None:
    ref = desk.closed()
    desk.problem(title="另一问题")
    day = desk.now.date().isoformat()
    found = told(desk, day)
    lines = asked(desk.ledger, lambda index: burn_down(index, found.day, None, found.start)).lines
    assert (found.whole.new, found.whole.closed) == (
        sum(line.new for line in lines), sum(line.closed for line in lines),
    )  # fmt: skip
    assert found.whole.closed == 1
    assert found.weeks["gov"] == found.weeks["zjj"] == found.whole
    assert set(found.weeks) == {row.org for row in found.report.by_org}
    assert told(desk, day, "czj").whole == Week(0, 0, 0)
    assert ref


def test_requests_for_more_time_are_counted_until_they_are_decided(desk: Desk) -> None:
    ref = desk.problem()
    request = desk.append(ref, "extension-requested", by="zjj/liaison", until=dt.date(2026, 7, 1), reason="待会签")
    assert told(desk, "2026-03-12").whole.requests == 1
    desk.append(ref, "extension-denied", request=request, opinion="可以按期")
    assert told(desk, "2026-03-12").whole.requests == 0


def test_urgent_problems_come_with_their_latest_progress(desk: Desk) -> None:
    ref = desk.problem()
    rectify.progress(desk.ledger, desk.context(), ref, "已抽查6个项目")
    rectify.progress(desk.ledger, desk.context(), ref, "已抽查12个项目")
    silent = desk.problem(title="另一问题")
    found = told(desk, "2026-12-01").urgent
    assert {urgent.row.ref: urgent.progress for urgent in found} == {ref: "已抽查12个项目", silent: ""}
    assert told(desk, "2026-03-13").urgent == ()
