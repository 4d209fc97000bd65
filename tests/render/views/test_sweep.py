"""Rounds of self-examination as documents."""

import datetime as dt

import pytest

from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from yiananlib.render import plain
from yiananlib.render.views.sweep import rows, sweep
from yiananlib.services.reading.sweep import Count, OfOrg, OfRound, Sweep
from yiananlib.services.reading.sweep import sweep as told

DAY = dt.date(2026, 3, 12)


@pytest.fixture
def empty(desk: Desk) -> Sweep:
    return asked(desk.ledger, lambda index: told(index, DAY))


def full(empty: Sweep) -> Sweep:
    by_org = (OfOrg("zjj", "住建局", Count(3, 2, 1)), OfOrg("czj", "=财政局", Count(1, 0, 0)))
    first = OfRound("2026-1", DAY, 2, Count(4, 2, 1), by_org)
    return empty._replace(rounds=(first, OfRound("2026-2", DAY, 1, Count(0, 0, 0), ())))


def test_each_round_has_a_row_an_organization_and_a_total(empty: Sweep) -> None:
    text = plain.text(sweep(full(empty)))
    assert "Round 2026-1, opened on 2026-03-12, organizations taking part: 2\n" in text
    lines = [line.split() for line in text.split("\n")]
    assert ["住建局", "3", "2", "1", "1", "66.67%"] in lines
    assert ["Total", "4", "2", "2", "1", "50.00%"] in lines
    assert "organizations taking part: 1\n\nIts answers registered no problems.\n" in text
    assert text.rstrip().endswith("Cleared: closed ÷ found.")


def test_without_a_round_it_says_so(empty: Sweep) -> None:
    assert "No round of self-examination has been opened." in plain.text(sweep(empty))


def test_csv_has_a_row_for_each_organization_in_each_round(empty: Sweep) -> None:
    assert csv_text(rows(full(empty))).splitlines() == [
        "Round,Organization,Problems found,Closed,Open,Overdue,Cleared",
        "2026-1,住建局,3,2,1,1,66.67%",
        "2026-1,'=财政局,1,0,1,0,0.00%",
    ]
