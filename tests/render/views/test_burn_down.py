"""Burn-downs as documents: few lines, a bar that says no more than the number."""

import datetime as dt

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text, md_text
from tests.services.ledgers import Desk, asked
from yiananlib.render import plain
from yiananlib.render.document import LONGEST
from yiananlib.render.views.burn_down import MOST, burn_down, rows
from yiananlib.services.reading.burn_down import BurnDown, Line
from yiananlib.services.reading.burn_down import burn_down as told


@pytest.fixture
def sprint(county: Desk) -> BurnDown:
    return asked(county.ledger, lambda index: told(index, LAST_DAY))


def of_days(value: BurnDown, *open_: int) -> BurnDown:
    lines = tuple(Line(value.start + dt.timedelta(days=n), some, 0, 0, 0, 0) for n, some in enumerate(open_))
    return value._replace(lines=lines)


def table(value: BurnDown) -> list[list[str]]:
    text = plain.text(burn_down(value))
    return [line.split() for line in text.split("\n") if line.startswith("20")]


def test_a_hundred_days_are_told_week_by_week_with_what_is_counted(sprint: BurnDown) -> None:
    text = plain.text(burn_down(sprint))
    lines = table(sprint)
    assert len(lines) == 15
    assert (lines[0][0], lines[-1][0]) == ("2026-03-18", "2026-06-19")
    assert "Open before 2026-03-12: 0\nEach row covers up to 7 days.\n" in text
    assert "Open is the previous row's, plus new and" in text
    assert lines[-1][1] == str(sprint.lines[-1].open)


@pytest.mark.parametrize(
    ("days", "lines"), [(1, 1), (MOST, MOST), (MOST + 1, 6), (7 * MOST, MOST), (7 * MOST + 1, 21), (3660, 38)]
)
def test_there_are_never_more_lines_than_a_reader_looks_through(sprint: BurnDown, days: int, lines: int) -> None:
    found = table(of_days(sprint, *[1] * days))
    assert len(found) == lines <= MOST
    assert (f"up to {days} days" in plain.text(burn_down(of_days(sprint, *[1] * days)))) is False


def test_a_bar_is_as_long_as_its_part_and_whatever_is_open_has_one(sprint: BurnDown) -> None:
    bars = [line[6:] for line in table(of_days(sprint, 0, 1, 200, 400))]
    assert [len(bar[0]) if bar else 0 for bar in bars] == [0, 1, LONGEST // 2, LONGEST]
    assert [len(line[6]) for line in table(of_days(sprint, 3, 4))] == [3, 4]
    assert [line[6:] for line in table(of_days(sprint, 0, 0))] == [[], []]


def test_csv_has_every_day_and_no_bars(sprint: BurnDown) -> None:
    lines = csv_text(rows(sprint)).splitlines()
    assert lines[0] == "Day,Open,New,Closed,Reopened,Voided"
    assert len(lines) == 101
    assert lines[-1].startswith("2026-06-19,")


def test_a_bar_is_shown_in_markdown_as_it_is(sprint: BurnDown) -> None:
    assert "| == |" in md_text(burn_down(of_days(sprint, 2)))
