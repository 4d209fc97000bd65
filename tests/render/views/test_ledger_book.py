"""The ledger as a workbook: a summary, then a sheet for each unit."""

import io

import openpyxl
import pytest

from tests.render.conftest import LAST_DAY
from tests.services.ledgers import Desk, asked
from yiananlib.render import show
from yiananlib.services.reading.report import Layout, Report, ledger_book


def book(desk: Desk, layout: Layout = Layout.CLASSIC, org: str | None = None) -> openpyxl.Workbook:
    form = show.Form("xlsx")
    data = asked(desk.ledger, lambda index: b"".join(show.pieces(ledger_book(index, LAST_DAY, org, layout), form)))
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize(("layout", "columns", "paper"), [(Layout.CLASSIC, 14, 9), (Layout.FULL, 27, 8)])
def test_there_is_a_summary_and_a_sheet_a_unit_with_all_its_problems(
    county: Desk, whole: Report, layout: Layout, columns: int, paper: int
) -> None:
    found = book(county, layout)
    assert found.sheetnames == ["By organization", "Figures", "Rules, notices, education", "住建局", "财政局"]
    for page in found.worksheets[3:]:
        problems = [row for row in whole.rows if row.org_name == page.title]
        assert page.max_column == columns
        assert page.page_setup.paperSize == paper
        rows = list(page.iter_rows(min_row=4, max_row=3 + len(problems), values_only=True))
        assert [row[0] for row in rows] == list(range(1, len(problems) + 1))
        assert [row.title for row in problems] == [
            next(str(value).split("\n")[0] for value in row if str(value).startswith(problem.title))
            for row, problem in zip(rows, problems, strict=True)
        ]
        assert page.cell(4 + len(problems), 1).value.startswith("Filled in by:")


def test_the_summary_says_what_the_report_does(county: Desk, whole: Report) -> None:
    page = book(county).worksheets[0]
    total = next(row for row in page.iter_rows(values_only=True) if row[0] == "Total")
    assert total[1:3] == (whole.figures.total, whole.figures.closed)


def test_a_unit_without_problems_has_an_empty_sheet(desk: Desk) -> None:
    found = book(desk, org="czj")
    page = found.worksheets[-1]
    assert page.title == "财政局"
    assert any(row[0] == "没有登记问题。" for row in page.iter_rows(values_only=True))
