"""The workbook of a unit is made of its own problems that are still to be struck off."""

import datetime as dt

import pytest

from tests.builders import make_officer, make_org
from tests.services.ledgers import Desk
from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.model.vocabulary import Role
from yiananlib.services.recording import close_out
from yiananlib.services.recording.unit_book import in_role, unit_book

DAY = dt.date(2026, 3, 12)


def test_it_has_the_units_own_open_problems_by_the_day_they_were_found(desk: Desk) -> None:
    desk.closed(title="已销号")
    voided = desk.problem(title="重复")
    close_out.void(desk.ledger, desk.context("office/liaison"), voided, "重复")
    desk.problem("czj", by="czj/liaison", title="别人的", leader="head", owner="liaison")
    later = desk.problem(title="后发现的", found=dt.date(2026, 3, 12))
    earlier = desk.problem(title="先发现的", found=dt.date(2026, 3, 1))
    waiting = desk.passed(title="等销号", effect="三季度20个项目零补办", found=dt.date(2026, 3, 2))
    book = unit_book(desk.ledger, "zjj", DAY)
    assert [state.problem.ref for state in book.states] == [earlier, waiting, later]
    assert (book.name, book.org, book.day, book.posts["zjj/jianguan"]) == ("住建局", "zjj", DAY, "职务 jianguan")
    assert unit_book(desk.ledger, "gov", DAY).states == ()


def test_an_unknown_unit_and_a_broken_file_are_told(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        unit_book(desk.ledger, "nowhere", DAY)
    ref = desk.problem()
    desk.write(desk.file_of(ref), "x")
    with pytest.raises(LedgerInvalid):
        unit_book(desk.ledger, "zjj", DAY)


def test_an_officer_is_found_by_the_role_they_hold_on_the_day() -> None:
    officers = [
        make_officer("old", role="head", until=DAY - dt.timedelta(days=1)), make_officer("new", role="head"),
        make_officer("next", role="head"),
    ]  # fmt: skip
    unit = make_org(officers=officers)
    found = in_role(unit, Role.HEAD, DAY)
    assert found is not None
    assert found.id == "new"
    assert in_role(unit, Role.LIAISON, DAY) is None
