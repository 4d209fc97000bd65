"""Lines that fit a screen: nothing is lost, and nothing is longer than there is room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import texts
from yiananlib.render.document import width
from yiananlib.render.wrapping import hanging, longest, pieces, wrapped

TEXT = st.one_of(texts(60), st.text("招标，。（）a-b 2026年6月15日\n--due ", max_size=200))


@given(TEXT, st.integers(2, 130))
def test_no_line_is_too_long_and_nothing_but_blanks_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXT)
def test_joined_the_pieces_are_the_line(text: str) -> None:
    line = text.replace("\n", " ")
    assert "".join(pieces(line)) == line


@given(TEXT, st.integers(4, 130))
def test_what_fits_is_as_it_was(text: str, columns: int) -> None:
    if all(width(line) <= columns for line in text.split("\n")):
        assert wrapped(text, columns) == text.split("\n")


@pytest.mark.parametrize("columns", range(14, 60))
@pytest.mark.parametrize("whole", ["--due-within", "2026年6月15日", "zjj/k7m2qd", "6月30日"])
def test_names_of_options_days_and_ids_stay_whole(whole: str, columns: int) -> None:
    lines = wrapped(f"把时限{whole}之前的问题都列出来，包括 {whole}的，and {whole} of others", columns)
    assert sum(line.count(whole) for line in lines) == 3


@pytest.mark.parametrize("columns", range(8, 40))
def test_punctuation_stays_with_what_it_belongs_to(columns: int) -> None:
    lines = wrapped("台账在（git）里，历史是“永久”的：涉密内容、问题线索（举报人）一律不写！", columns)
    assert not any(line[0] in "，。：、）”！" for line in lines)
    assert not any(line[-1] in "（“" for line in lines)


def test_what_a_line_begins_with_the_next_do_too() -> None:
    assert wrapped("  望云镇云口村民委员会", 12) == ["  望云镇云口", "  村民委员会"]
    assert hanging("zjj/k7m2qd 招标文件抽查", 16, "  ") == ["zjj/k7m2qd 招标", "  文件抽查"]


def test_what_is_longer_than_a_line_is_broken() -> None:
    assert wrapped("a" * 10, 4) == ["aaaa", "aaaa", "aa"]
    assert longest("ab 招标\nabcd") == 4
    assert longest("") == 0
