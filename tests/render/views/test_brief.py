"""周调度表: a row an organization on landscape pages, and what is urgent."""

import datetime as dt

from tests.render.written import csv_text, read
from tests.services.ledgers import Desk, asked
from yiananlib.render import plain, show
from yiananlib.render.document import Section, Table
from yiananlib.render.formats import FORMATS
from yiananlib.render.views.brief import brief as laid_out
from yiananlib.services.reading.brief import Brief, brief

LAST_DAY = dt.date(2026, 6, 20)


def told(desk: Desk, day: dt.date = LAST_DAY, org: str | None = None) -> Brief:
    return asked(desk.ledger, lambda index: brief(index, day, org))


def test_each_organization_has_a_row_and_all_together_one(county: Desk) -> None:
    value = told(county)
    blocks = laid_out(value).blocks
    assert blocks[0] == Section(landscape=True)
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[0].text for row in table.rows] == [*(row.name for row in value.report.by_org), "Total"]
    for row, figures in zip(table.rows, [*(r.figures for r in value.report.by_org), value.report.figures], strict=True):
        total, begun, rectifying, judged, closed = (int(row[n].text) for n in (1, 5, 6, 7, 8))
        assert begun + rectifying + judged + closed == total == figures.total


def test_what_is_urgent_is_named_with_its_days(county: Desk) -> None:
    value = told(county)
    text = plain.text(laid_out(value))
    assert all(urgent.row.title in text for urgent in value.urgent)
    assert str(-value.urgent[0].row.overdue_days) in text


def test_where_nothing_is_urgent_that_is_said(desk: Desk) -> None:
    assert "Nothing is overdue or due soon." in plain.text(laid_out(told(desk)))


def test_it_is_a_table_and_json_as_well(county: Desk) -> None:
    value = told(county)
    assert csv_text(show.made(value, FORMATS["csv"])).count("\n") == len(value.report.by_org) + 2
    shape = read(value)
    assert (shape["kind"], shape["since"], shape["week"].keys()) == (
        "brief", "2026-06-14", {"new", "closed", "requests"},
    )  # fmt: skip
    assert [row["org"] for row in shape["by_org"]] == [row.org for row in value.report.by_org]
