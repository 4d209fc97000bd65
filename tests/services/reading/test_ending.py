"""The end of a campaign: what was reached and what is left, of the county and of a unit."""

import datetime as dt

from tests.builders import OTHER
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from tests.services.registers import rule
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.services.reading.ending import Ending, ending

DAY = dt.date(2026, 12, 1)


def told(desk: Desk, org: str | None = None, day: dt.date = DAY) -> Ending:
    return asked(desk.ledger, lambda index: ending(index, day, org))


def test_an_empty_campaign_leaves_nothing_open(desk: Desk) -> None:
    found = told(desk)
    assert (found.open, found.looks, found.others, found.report.figures.total) == ((), (), (), 0)


def test_open_matters_are_listed_by_holder_and_finished_ones_are_not(desk: Desk) -> None:
    desk.problem(title="在办")
    desk.closed(title="已销")
    desk.problem("czj", by=OTHER, title="财政的", symptom="财政", leader="liaison", owner="liaison")
    issue(desk)
    rule(desk)
    found = told(desk)
    assert [(row.title, row.org) for row in found.open] == [("在办", "zjj"), ("财政的", "czj")]
    assert [row.kind for row in found.others] == ["notice", "rule"]
    assert [row.title for row in told(desk, "czj").open] == ["财政的"]
    assert told(desk, "czj").others == ()


def test_a_close_waits_for_a_look_back_whenever_it_falls_due(desk: Desk) -> None:
    ref = desk.closed()
    early = told(desk, day=dt.date(2026, 3, 13))
    assert [look.days_left > 0 for look in early.looks] == [True]
    desk.on("2026-06-30")
    desk.look_back(ref, LookBackResult.HELD)
    assert told(desk).looks == ()
