"""What is laid out, and how wide it is."""

import datetime as dt

import pytest
from rich.cells import cell_len

from yiananlib.render.document import LONGEST, Cell, Chart, Column, Table, cells, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("住建局", 6), ("，。", 4), ("é", 1), ("e\u0301", 1), ("𠮷", 2), ("→", 1), ("ａ", 2)],
)
def test_chinese_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["住建局abc", "2026年6月30日", "①②", "“引号”…", "红: overdue", "𠮷野家"])
def test_the_width_is_the_one_that_terminals_give(text: str) -> None:
    assert width(text) == cell_len(text)


def test_a_row_is_made_of_any_values() -> None:
    styled = Cell("x", "red")
    day = dt.date(2026, 6, 15)
    made = cells("a", 3, 0.5, day, None, styled)
    assert made == (
        Cell("a"), Cell("3", value=3), Cell("0.5", value=0.5), Cell("2026-06-15", value=day), Cell(""), styled,
    )  # fmt: skip


def test_a_chart_is_a_table_with_bars_where_nothing_can_be_drawn() -> None:
    table = Table((Column("x"), Column("n", "count")), (cells("a", 0), cells("b", 1), cells("c", 2 * LONGEST)))
    made = Chart(table, 1).as_table()
    assert [row[2].text for row in made.rows] == ["", "=", "=" * LONGEST]
    assert Chart(table._replace(rows=()), 1).as_table().rows == ()
