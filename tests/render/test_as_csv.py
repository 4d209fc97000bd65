"""The ledger table for spreadsheets."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given

from tests.builders import OFFICE
from tests.golden import is_golden
from tests.services.ledgers import Desk, asked
from tests.strategies import texts
from yiananlib.render import as_csv
from yiananlib.services import close_out
from yiananlib.services.report import Report, report


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "-"])
def test_what_a_spreadsheet_would_reckon_is_made_text(text: str) -> None:
    assert as_csv.inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "整改", "1+1", "a=b", "2026-06-15", " =1"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert as_csv.inert(text) == text


@given(texts())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not as_csv.inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_report_has_a_row_a_problem_and_24_columns(whole: Report) -> None:
    rows = list(csv.reader(io.StringIO(as_csv.text(whole))))
    assert len(rows) == len(whole.rows) + 1
    assert {len(row) for row in rows} == {24}
    assert [row[0] for row in rows[1:]] == [str(n + 1) for n in range(len(whole.rows))]


def test_a_problem_opened_again_has_its_round_its_earlier_close_and_the_work_of_this_round(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-05-01")
    close_out.reopen(desk.ledger, desk.occasion(OFFICE), ref, "群众反映")
    day = dt.date(2026, 5, 2)

    def row() -> dict[str, str]:
        told = asked(desk.ledger, lambda index: report(index, day))
        return next(r for r in csv.DictReader(io.StringIO(as_csv.text(told))) if ref.endswith(r["Id"]))

    found = row()
    assert found["Status"] == "rectifying, round 2, struck off before on 2026-03-12"
    assert [found[name] for name in ("Measures (remedy)", "Measures done", "Evidence", "Effect", "Progress")] == [
        "", "0/0", "", "", "",
    ]  # fmt: skip
    desk.on("2026-05-02").measure(ref, "每季抽查", "2026-06-01")
    desk.done(ref, 2, "复查")
    found = row()
    assert (found["Measures (remedy)"], found["Measures done"]) == ("2. 每季抽查", "1/1")
    assert found["Evidence"].count(".pdf") == 1
    assert row()["Struck off on"] == ""


def test_cells_of_several_lines_are_read_back_whole(whole: Report) -> None:
    rows = list(csv.reader(io.StringIO(as_csv.text(whole))))
    symptoms = [row[7] for row in rows[1:]]
    assert symptoms == [f"{w.row.title}\n{w.head['symptom']}" for w in whole.wholes]


def test_a_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.csv", as_csv.text(whole), pytestconfig)
