"""Texts that are no formulas, and are what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model.inert import RISKY, bare, inert


@pytest.mark.parametrize("sign", RISKY)
@pytest.mark.parametrize("quotes", ["", "'", "''"])
def test_a_text_that_a_spreadsheet_would_calculate_is_guarded_exactly_once(sign: str, quotes: str) -> None:
    text = f"{quotes}{sign}cmd"
    assert inert(text) == f"'{text}"
    assert bare(inert(text)) == text


@pytest.mark.parametrize("text", ["", "'", "''", "'一", "一=1", "1", "—", " =1"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert inert(text) == bare(text) == text


@given(st.text() | st.text(alphabet=["'", "a", *RISKY]))
def test_a_text_is_what_it_was(text: str) -> None:
    assert bare(inert(text)) == text
    assert not inert(text).startswith(RISKY)
