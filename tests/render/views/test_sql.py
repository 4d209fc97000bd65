"""Answers to questions, with whatever they hold."""

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.written import csv_text, json_text, shape
from yiananlib.index.schema import PUBLIC
from yiananlib.index.sql import Answer, Value, tables
from yiananlib.model.text import forbidden
from yiananlib.render import plain
from yiananlib.render.views.sql import answer
from yiananlib.render.views.sql import rows as table_of
from yiananlib.render.views.sql import tables as laid_out

HOSTILE = "a\x1b[31mb\u202ec\x00d\ne\rf"

values = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=8), st.text(max_size=8))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (-5, "-5"), (1.5, "1.5"), (b"\x00\xff", "00ff"), (b"", ""), ("=1+1", "=1+1"), ("甲", "甲")],
)
def test_a_value_is_shown_as_text(value: Value, text: str) -> None:
    assert table_of(Answer(("x",), ((value,),))).rows[0][0].text == text


def test_figures_stand_to_the_right_and_text_to_the_left() -> None:
    text = plain.text(answer(Answer(("org", "n", "x"), (("zjj", 5, None), ("czj", 12, 1.5)))))
    assert text.split("\n")[:3] == ["org   n    x", "zjj   5", "czj  12  1.5"]


def test_an_answer_without_a_row_says_so() -> None:
    assert plain.text(answer(Answer(("org",), ()))) == "No rows.\n"


def test_hostile_text_is_made_visible_in_text_and_csv_and_escaped_in_json() -> None:
    found = Answer((HOSTILE,), ((HOSTILE,),))
    for text in (plain.text(answer(found)), csv_text(table_of(found))):
        assert forbidden(text) is None
        assert "\x1b" not in text
        assert "a?[31mb?c" in text
    text = json_text(found)
    assert forbidden(text) is None
    assert json.loads(text) == [{HOSTILE: HOSTILE}]


def test_a_spreadsheet_reckons_nothing_and_numbers_stay_numbers() -> None:
    found = Answer(("=x", "n", "f", "nothing", "blob"), (("=1+1", -5, 1.5, None, b"\xff"), ("-5", 0, -0.5, None, b"")))
    rows = list(csv.reader(io.StringIO(csv_text(table_of(found)))))
    assert rows == [
        ["'=x", "n", "f", "nothing", "blob"],
        ["'=1+1", "-5", "1.5", "", "ff"],
        ["'-5", "0", "-0.5", "", ""],
    ]


def test_json_keeps_numbers_and_nothing_and_every_column() -> None:
    found = Answer(("id", "id", "n", "f", "b", "id"), ((1, 2, None, 1.5, b"\xff", 3),))
    assert shape(found) == [{"id": 1, "id:2": 2, "n": None, "f": 1.5, "b": "ff", "id:3": 3}]
    assert json_text(Answer(("id",), ())) == "[]\n"


def _no_constant(name: str) -> object:
    raise AssertionError(name)


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_what_json_has_no_number_for_is_text(value: float) -> None:
    text = json_text(Answer(("x",), ((value,),)))
    assert json.loads(text, parse_constant=_no_constant) == [{"x": str(value)}]


@given(st.lists(st.tuples(values, values), max_size=3))
def test_any_answer_can_be_shown_in_every_form(rows: list[tuple[Value, Value]]) -> None:
    found = Answer(("a", "b"), tuple(rows))
    assert forbidden(plain.text(answer(found))) is None
    table = list(csv.reader(io.StringIO(csv_text(table_of(found)))))
    assert len(table) == len(rows) + 1
    for row, cells in zip(rows, table[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert isinstance(value, (int, float)) or not cell.startswith(("=", "+", "-", "@", "\t"))
    assert len(shape(found)) == len(rows)


def test_every_table_and_column_is_documented() -> None:
    text = plain.text(laid_out(tables()))
    for table in PUBLIC:
        part = text[text.index(f"{table.name}: ") :]
        assert all(f"\n{column.name} " in part for column in table.columns)
    assert "NOT NULL" not in text
    assert "9999-12-31" in text.splitlines()[-1]


def test_the_tables_are_documented_in_json_too() -> None:
    found = shape(tables())
    assert [table["table"] for table in found] == [table.name for table in PUBLIC]
    assert list(found[0]) == ["table", "meaning", "columns"]
    assert list(found[0]["columns"][0]) == ["name", "type", "meaning"]
