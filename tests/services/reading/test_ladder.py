"""The next rung of the ladder: suggested where one had no effect, and nowhere else."""

import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, asked, tree
from tests.services.noticing import issue, reply
from yiananlib.index.sync import Index
from yiananlib.model.notice_words import Rung, above
from yiananlib.services.reading.due import due
from yiananlib.services.reading.ladder import suggested
from yiananlib.services.recording import rectify, registers, supervise

DUE: Final = dt.date(2026, 6, 15)
DAY: Final = dt.timedelta(days=1)


def rungs(desk: Desk, day: dt.date) -> list[tuple[str, str, str, int]]:
    def ask(index: Index) -> list[tuple[str, str, str, int]]:
        index.scope(None)
        return [(one.kind, one.rung, one.next, one.days) for one in suggested(index, day)]

    return asked(desk.ledger, ask)


def urge(desk: Desk, day: dt.date, *problems: str) -> None:
    desk.on(day.isoformat())
    given: dict[str, Any] = {"title": "请抓紧", "how": "电话", "problems": problems}
    registers.add(desk.ledger, desk.context(OFFICE), "urge", "zjj", given)


def test_each_rung_has_the_next_and_the_highest_none() -> None:
    assert [above(rung) for rung in Rung] == [Rung.SUPERVISION, Rung.CAUTION, Rung.ACCOUNTABILITY, None]


@pytest.mark.parametrize(("days", "found"), [(-1, []), (6, []), (7, [("problem", "reminder", "supervision", 7)])])
def test_an_overdue_problem_that_was_urged_in_vain_is_suggested_for_a_notice(
    desk: Desk, days: int, found: list[Any]
) -> None:
    ref = desk.problem()
    urge(desk, DUE + DAY, ref)
    assert rungs(desk, DUE + DAY + days * DAY) == found


def test_a_problem_that_was_urged_but_is_not_overdue_is_not_suggested(desk: Desk) -> None:
    ref = desk.problem()
    urge(desk, DUE - 8 * DAY, ref)
    assert rungs(desk, DUE) == []
    assert len(rungs(desk, DUE + DAY)) == 1


def test_a_problem_that_the_unit_answered_is_not_suggested_until_urged_again(desk: Desk) -> None:
    ref = desk.problem()
    urge(desk, DUE + DAY, ref)
    desk.on((DUE + 9 * DAY).isoformat())
    rectify.progress(desk.ledger, desk.context(LIAISON), ref, "已核验")
    assert rungs(desk, DUE + 30 * DAY) == []
    urge(desk, DUE + 31 * DAY, ref)
    assert rungs(desk, DUE + 38 * DAY) == [("problem", "reminder", "supervision", 7)]


def test_what_a_notice_is_about_stands_on_the_rung_of_the_notice(desk: Desk) -> None:
    ref = desk.problem()
    urge(desk, DUE + DAY, ref)
    desk.on((DUE + 2 * DAY).isoformat())
    notice = issue(desk, problems=(ref,), due=DUE + 10 * DAY)
    assert rungs(desk, DUE + 10 * DAY) == []
    assert rungs(desk, DUE + 12 * DAY) == [("notice", "supervision", "caution", 2)]
    supervise.escalate(desk.ledger, desk.context(OFFICE), notice, "accountability", "逾期未答复")
    assert rungs(desk, DUE + 12 * DAY) == []
    reply(desk, notice)
    assert rungs(desk, DUE + 12 * DAY) == []


def test_only_the_office_sees_suggestions_and_nothing_is_written(desk: Desk) -> None:
    urge(desk, DUE + DAY, desk.problem())
    before = tree(desk.root)

    def shown(officer: str | None) -> list[int]:
        def ask(index: Index) -> list[int]:
            return [len(o.rows) for o in due(index, DUE + 8 * DAY, officer).others if o.what == "ladder"]

        return asked(desk.ledger, ask)

    assert (shown(None), shown(OFFICE), shown(LIAISON), shown("jiwei/liaison")) == ([1], [1], [], [])
    assert tree(desk.root) == before
