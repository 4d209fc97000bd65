"""CSV for spreadsheets: what begins as a formula is text, and numbers are numbers."""

import pytest
from hypothesis import given

from tests.render.written import csv_text
from tests.strategies import texts
from yiananlib.model.inert import inert
from yiananlib.render.document import Cell, Column, Table, cells
from yiananlib.render.formats.csv import pieces
from yiananlib.render.views.ledger import Rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "-"])
def test_text_that_a_spreadsheet_would_calculate_is_made_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "整改", "1+1", "a=b", "2026-06-15", " =1"])
def test_all_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@given(texts())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_titles_are_guarded_as_text_and_numbers_are_not() -> None:
    table = Table((Column("=x"), Column("n", "count")), (cells("-5", -5), (Cell("-5"), Cell("-5", value=-5))))
    assert csv_text(table) == "'=x,n\n'-5,-5\n'-5,-5\n"


def test_rows_are_read_as_they_are_written() -> None:
    read: list[int] = []

    def rows() -> object:
        for n in range(3):
            read.append(n)
            yield cells(n)

    lines = pieces(Rows((Column("n", "count"),), rows()))  # type: ignore[arg-type]  # what is yielded are rows
    assert (next(lines), read) == ("n\n", [])
    assert (next(lines), read) == ("0\n", [0])
    assert (list(lines), read) == (["1\n", "2\n"], [0, 1, 2])
