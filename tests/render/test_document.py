"""What is laid out, and how wide it is."""

import pytest
from rich.cells import cell_len

from yiananlib.render.document import Cell, cells, width


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
    assert cells("a", 3, None, styled) == (Cell("a"), Cell("3"), Cell(""), styled)
