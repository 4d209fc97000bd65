"""督办单 as they are sent: what awaits an answer, and drafts for what no notice names."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply, settle
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.services.reading.notice_sheets import Sheets, sheets

DAY = dt.date(2026, 7, 20)


def told(desk: Desk, day: dt.date = DAY, org: str | None = None, notice: str | None = None) -> Sheets:
    return asked(desk.ledger, lambda index: sheets(index, day, org, notice))


def refs(found: Sheets) -> list[tuple[str | None, list[str]]]:
    return [(s.notice.ref if s.notice else None, [row.ref for row in s.problems]) for s in found.sheets]


def test_a_draft_names_what_is_overdue_and_in_no_notice(desk: Desk) -> None:
    named, other = desk.problem(), desk.problem(title="另一问题")
    notice = issue(desk, problems=[named])
    assert refs(told(desk)) == [(notice, [named]), (None, [other])]
    assert refs(told(desk, dt.date(2026, 3, 13))) == [(notice, [named])]
    assert told(desk, org="czj").sheets == ()


def test_a_settled_notice_is_written_where_it_is_asked_for(desk: Desk) -> None:
    notice = issue(desk)
    reply(desk, notice)
    assert refs(told(desk)) == [(notice, [])]
    settle(desk, notice)
    assert told(desk).sheets == ()
    assert refs(told(desk, notice=notice)) == [(notice, [])]


def test_a_notice_may_name_a_problem_that_its_organization_supports(desk: Desk) -> None:
    ref = desk.problem(support=["czj"])
    notice = issue(desk, "czj", problems=[ref.partition("/")[2]])
    assert refs(told(desk, org="czj")) == [(notice, [ref])]


def test_a_record_that_was_not_a_notice_on_that_day_is_refused(desk: Desk) -> None:
    ref, notice = desk.problem(), issue(desk)
    with pytest.raises(UsageProblem, match="is not a notice"):
        told(desk, notice=ref)
    with pytest.raises(UsageProblem):
        told(desk, dt.date(2026, 3, 1), notice=notice)
    with pytest.raises(UsageProblem, match="not sent to czj"):
        told(desk, org="czj", notice=notice)
    assert refs(told(desk, org="gov", notice=notice)) == [(notice, [])]
    with pytest.raises(NoSuchRecord):
        told(desk, org="nobody")
