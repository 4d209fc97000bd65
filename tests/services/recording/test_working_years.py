"""Filling the calendar: by the office, each year once, and of years that are announced."""

import builtins
import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk
from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.services.recording.working_years import fill
from yiananlib.services.verifying.verify import verify


def test_a_year_is_entered_as_it_was_announced(desk: Desk) -> None:
    found = fill(desk.ledger, desk.context(OFFICE), [2026, 2025, 2026], "国办发明电〔2025〕7号")
    assert [row.year for row in found.years] == [2025, 2026]
    fill(desk.ledger, desk.context(OFFICE), [2024])
    years = desk.ledger.calendar().known()
    assert list(years) == [2025, 2026, 2024]
    assert dt.date(2026, 10, 1) in years[2026].holidays
    assert dt.date(2026, 10, 10) in years[2026].working
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize("year", [2003, 2199])
def test_a_year_that_the_library_does_not_know_is_refused_whole(desk: Desk, year: int) -> None:
    with desk.refuses(UsageProblem, f"not {year}: update it when {year} is announced, or enter the days"):
        fill(desk.ledger, desk.context(OFFICE), [2026, year])


def test_a_year_is_entered_once(desk: Desk) -> None:
    fill(desk.ledger, desk.context(OFFICE), [2026])
    with desk.refuses(UsageProblem, "2026 is already in calendar.toml. Change it with `yian edit calendar`"):
        fill(desk.ledger, desk.context(OFFICE), [2025, 2026])


def test_the_office_alone_enters_years(desk: Desk) -> None:
    with desk.refuses(NotAuthorised, "Only the office"):
        fill(desk.ledger, desk.context(LIAISON), [2026])


def test_the_name_of_a_document_is_a_single_line(desk: Desk) -> None:
    with desk.refuses(UsageProblem, "“document” must be a single line"):
        fill(desk.ledger, desk.context(OFFICE), [2026], "两\n行")


def test_without_the_library_it_is_said_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "chinese_calendar":
            raise ModuleNotFoundError(name="chinese_calendar")
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with desk.refuses(UsageProblem, "chinese_calendar is required"):
        fill(desk.ledger, desk.context(OFFICE), [2026])
