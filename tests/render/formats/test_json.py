"""JSON is a promise: keys are fixed, unset ones are null, and the golden files say which."""

import json as standard
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.written import json_text
from yiananlib.model.text import forbidden
from yiananlib.render.formats import json
from yiananlib.services.reading.lists import Shown


def test_chinese_is_written_as_it_is(nasty: Shown) -> None:
    assert "住建局" in json_text(nasty)


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        json_text(object())
    with pytest.raises(TypeError):
        list(json.pieces(object()))


SCALARS: Final = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
SHAPES: Final = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner), max_leaves=20
)


@given(SHAPES)
def test_it_is_what_the_standard_library_writes(shape: Any) -> None:
    found = "".join(json.pieces(shape))
    assert standard.dumps(standard.loads(found), indent=2) == standard.dumps(shape, indent=2)
    if forbidden(standard.dumps(shape, ensure_ascii=False)) is None:
        assert found == standard.dumps(shape, ensure_ascii=False, indent=2) + "\n"


@given(st.dictionaries(st.text(), st.lists(SHAPES)))
def test_rows_that_are_read_as_they_are_written_are_written_as_a_list(shape: dict[str, Any]) -> None:
    streamed, whole = "".join(json.pieces({k: iter(v) for k, v in shape.items()})), "".join(json.pieces(shape))
    assert standard.dumps(standard.loads(streamed), indent=2) == standard.dumps(standard.loads(whole), indent=2)
    if forbidden(standard.dumps(shape, ensure_ascii=False)) is None:
        assert streamed == whole


def test_no_row_is_read_before_the_one_before_it_is_written() -> None:
    read: list[int] = []

    def rows() -> Iterator[int]:
        for number in range(3):
            read.append(number)
            yield number

    written = []
    for piece in json.pieces({"problems": rows()}):
        written.append(piece)
        assert len(read) <= len(written)
    assert standard.loads("".join(written)) == {"problems": [0, 1, 2]}


def test_what_a_terminal_must_not_see_is_escaped() -> None:
    (piece,) = json.pieces(["住\u202e建"])
    assert piece == '[\n  "\\u4f4f\\u202e\\u5efa"\n]\n'
