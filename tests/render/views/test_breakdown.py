"""The tables of what problems say, as a document, as rows and as JSON."""

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text, shape
from tests.services.ledgers import Desk, asked
from yiananlib.model.words import BREAKDOWN_WORDS
from yiananlib.render import plain
from yiananlib.render.views.breakdown import breakdown, rows
from yiananlib.services.reading.breakdown import Breakdown
from yiananlib.services.reading.breakdown import breakdown as told


def broken_down(county: Desk, *by: str) -> Breakdown:
    return asked(county.ledger, lambda index: told(index, LAST_DAY, by))


@pytest.mark.parametrize("by", BREAKDOWN_WORDS)
def test_every_table_has_its_heading_and_says_whether_rows_overlap(county: Desk, by: str) -> None:
    value = broken_down(county, by)
    text = plain.text(breakdown(value))
    assert f"By {BREAKDOWN_WORDS[by]}" in text
    assert (f"they do not add up to {value.total}" in text) is value.tables[0].overlaps


def test_a_row_has_problems_closed_rate_open_and_overdue(county: Desk) -> None:
    text = plain.text(breakdown(broken_down(county, "severity")))
    (line,) = [line.split() for line in text.split("\n") if line.startswith("serious")]
    (part,) = [part for part in broken_down(county, "severity").tables[0].rows if part.key == "serious"]
    assert [*line[1:3], *line[4:]] == [str(n) for n in (part.total, part.closed, part.open, part.overdue)]
    assert line[3].endswith("%")
    assert "minor" not in text, "no problem says it"


def test_only_reasons_of_returns_are_told_with_how_often(county: Desk) -> None:
    assert "Times" in plain.text(breakdown(broken_down(county, "return_reason")))
    assert "Times" not in plain.text(breakdown(broken_down(county, "tag")))


def test_rows_have_every_word_with_its_key(county: Desk) -> None:
    lines = csv_text(rows(broken_down(county, "tag", "class"))).split("\n")
    assert sum(line.startswith(("Tag,", '"Tag"')) for line in lines) >= 18
    assert any("ongoing" in line for line in lines)


def test_json_has_rates_as_numbers_and_none_for_what_is_not_said(county: Desk) -> None:
    found = shape(broken_down(county, "tag"))
    (table,) = found["tables"]
    assert (found["total"], table["by"], table["overlaps"]) == (broken_down(county).total, "tag", True)
    assert table["rows"][-1]["key"] is None
    assert table["rows"][-1]["closure_rate"] == table["rows"][-1]["closed"] / table["rows"][-1]["total"]
