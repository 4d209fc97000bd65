"""Lists of notices, and one whole, as of a day."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import INSPECTOR, OTHER, PARENT
from tests.services.ledgers import Desk, asked
from tests.services.noticing import DUE, issue, reply, send_back, settle
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index.names import Found
from yiananlib.services.reading.notices import list_notices, overdue_days, rung, show_notice
from yiananlib.services.recording import supervise

DAY = dt.timedelta(days=1)


def listed(desk: Desk, day: dt.date = DUE, org: str | None = None, **narrowed: Any) -> dict[str, tuple[str, str, int]]:
    """Return by title where each notice stands: its rung, its status and the days it is overdue."""
    found = asked(desk.ledger, lambda index: list_notices(index, day, org, **narrowed))
    return {row.title: (rung(row), row.status, overdue_days(row)) for row in found.rows}


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Notices of three units, one of each status; all are due on the same day."""
    issue(desk, title="待答复")
    reply(desk, issue(desk, "czj", title="已答复"), by=OTHER)
    returned = issue(desk, "gov", title="退回")
    reply(desk, returned, by=PARENT)
    send_back(desk, returned, DUE + 2 * DAY)
    settled = issue(desk, title="办结", rung="reminder")
    reply(desk, settled)
    settle(desk, settled)
    supervise.withdraw(desk.ledger, desk.context(INSPECTOR), issue(desk, title="撤回"), "发错")
    return desk


def test_a_list_has_every_notice_in_the_order_of_organizations(busy: Desk) -> None:
    found = listed(busy)
    assert next(iter(found)) == "退回"
    assert list(found)[-1] == "已答复"
    assert found["办结"] == ("reminder", "closed", 0)
    assert len(found) == 5


def test_a_list_is_of_an_organization_with_all_below_it(busy: Desk) -> None:
    assert set(listed(busy, org="zjj")) == {"待答复", "办结", "撤回"}
    assert len(listed(busy, org="gov")) == 5
    assert listed(busy, org="office") == {}
    with pytest.raises(NoSuchRecord):
        listed(busy, org="nowhere")


def test_open_are_those_that_are_not_settled(busy: Desk) -> None:
    assert set(listed(busy, only_open=True)) == {"待答复", "已答复", "退回"}


@pytest.mark.parametrize(
    ("days", "late"),
    [(-1, {}), (0, {}), (1, {"待答复": 1}), (2, {"待答复": 2}), (3, {"待答复": 3, "退回": 1})],
)
def test_the_due_day_itself_is_in_time(busy: Desk, days: int, late: dict[str, int]) -> None:
    found = listed(busy, DUE + days * DAY, overdue=True)
    assert {title: row[2] for title, row in found.items()} == late
    everything = listed(busy, DUE + days * DAY)
    assert {title: row[2] for title, row in everything.items() if row[2]} == late


def test_a_list_is_of_any_day(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk.on("2026-03-25"), ref)
    supervise.escalate(desk.on("2026-03-28").ledger, desk.context("office/liaison"), ref, "caution", "未报定责")
    days = [dt.date(2026, 3, n) for n in (11, 12, 21, 25, 28)]
    assert [listed(desk, day).get("抽查督办") for day in days] == [
        None,
        ("supervision", "issued", 0),
        ("supervision", "issued", 1),
        ("supervision", "replied", 0),
        ("caution", "returned", 8),
    ]
    assert listed(desk, dt.date.min) == {}
    assert listed(desk, dt.date.max)["抽查督办"][1] == "returned"


def test_a_notice_is_shown_with_what_was_said_up_to_the_day(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk.on("2026-03-25"), ref)
    found = Found("notice", *ref.split("/"))
    shown = asked(desk.ledger, lambda index: show_notice(index, found, dt.date(2026, 3, 24)))
    assert [entry.kind for entry in shown.row.entries] == ["issued"]
    assert overdue_days(shown.row) == 4
    with pytest.raises(UsageProblem, match="did not exist on 2026-03-11"):
        asked(desk.ledger, lambda index: show_notice(index, found, dt.date(2026, 3, 11)))
