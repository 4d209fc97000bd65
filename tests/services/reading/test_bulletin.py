"""A bulletin tells what the report counts, and what came and went since the month began."""

import datetime as dt

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from yiananlib.errors import NoSuchRecord
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.reading.bulletin import Bulletin, bulletin, units
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.report import report

DAY = dt.date(2026, 7, 20)


def told(desk: Desk, day: dt.date = DAY, org: str | None = None) -> Bulletin:
    return asked(desk.ledger, lambda index: bulletin(index, day, org))


def test_the_figures_are_those_of_the_report(desk: Desk) -> None:
    desk.submitted()
    desk.problem("czj", by=OFFICE, title="会议纪要未印发", leader="head", owner="head")
    found = told(desk)
    assert found.report.figures == asked(desk.ledger, lambda index: report(index, DAY)).figures
    assert len(found.late) == found.report.figures.overdue


def test_what_came_and_went_is_told_from_the_first_of_the_month_on(desk: Desk) -> None:
    desk.problem()
    march = told(desk, dt.date(2026, 3, 31))
    assert (march.start, march.moved.new) == (dt.date(2026, 3, 1), 1)
    april = told(desk, dt.date(2026, 4, 30))
    assert (april.start, april.moved.new, april.moved.open) == (dt.date(2026, 4, 1), 0, 1)
    lines = asked(desk.ledger, lambda index: burn_down(index, dt.date(2026, 3, 31), None, march.start)).lines
    assert sum(line.new for line in lines) == march.moved.new


def test_all_that_is_overdue_is_named_and_notices_too(desk: Desk) -> None:
    ref = desk.problem()
    notice = issue(desk)
    found = told(desk)
    assert [row.ref for row in found.late] == [ref]
    assert [row.ref for row in found.unanswered] == [notice]
    assert told(desk, dt.date(2026, 3, 13)).late == ()
    assert told(desk, dt.date(2026, 3, 13)).unanswered == ()


def test_a_bulletin_of_one_organization_says_nothing_of_others(desk: Desk) -> None:
    desk.problem()
    found = told(desk, org="czj")
    assert (found.org_name, found.report.figures.total, found.late, found.moved.new) == ("财政局", 0, (), 0)
    with pytest.raises(NoSuchRecord):
        told(desk, org="nobody")


def test_the_office_signs(desk: Desk) -> None:
    found = told(desk)
    assert found.issuer is not None


def test_each_problem_is_in_the_row_of_one_unit(desk: Desk) -> None:
    desk.problem()
    desk.review(desk.submitted(title="另一问题"), Verdict.RETURN)
    rows = told(desk).report.by_org
    assert sum(row.figures.total for row in units(rows)) == 2
    assert sum(row.figures.total for row in rows) > 2  # those above count what is below them
