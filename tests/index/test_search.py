"""Finding text within text, of any length and in any script."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, Story
from tests.index.held import add, held
from yiananlib.index import queries
from yiananlib.index.queries import Narrowed
from yiananlib.index.search import containing
from yiananlib.index.sync import Index
from yiananlib.model.problem import Problem

PIECES = ["招标", "投", "标", "a", "B", "ß", "SS", "𠀀", "𠀁", " ", '"', "*", "%", "_", "'", "AND", "-", "İ", "招"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
lines = texts.map(lambda text: f"x{text}x")


def problem(title: str, name: str = "k7m2qd") -> Problem:
    return Story(id=name, title=title, symptom="-", root_cause=None, goal=None).has("registered").problem


def found(index: Index, text: str) -> list[str]:
    condition, parameters = containing(text)
    return sorted(row.title for row in queries.rows(index, FOUND, None, Narrowed((condition,), parameters)))


@given(st.lists(lines, min_size=1, max_size=4, unique=True), texts)
def test_a_search_finds_what_contains_the_text_whatever_its_case(titles: list[str], text: str) -> None:
    expected = sorted(title for title in titles if text.casefold() in f"{title}\n-".casefold())
    assert found(held(problem(title) for title in titles), text) == expected


@pytest.mark.parametrize("text", ["标", "招标", "招标文件", "𠀀", "件𠀀", "三次催办"])
def test_one_character_is_enough(text: str) -> None:
    index = held([problem("招标文件𠀀三次催办未报"), problem("别的")])
    assert found(index, text) == ["招标文件𠀀三次催办未报"]


def test_half_a_character_beyond_the_first_plane_is_not_found() -> None:
    # 𠀀 and 𠀁 share their first UTF-16 unit
    assert found(held([problem("𠀀")]), "𠀁") == []


def test_a_long_text_is_looked_for_whole() -> None:
    title = "".join(chr(0x4E00 + n) for n in range(60))
    index = held([Story(symptom=title * 30).has("registered").problem])
    for text, count in ((title * 30, 1), (title * 31, 0), (title[1:] + title, 1)):
        assert len(found(index, text)) == count


def test_the_words_of_measures_and_of_amendments_are_found_and_those_they_replace_are_not() -> None:
    index = held([Story().has("registered", "planned", "amended").problem])
    assert len(found(index, "逐项补办")) == len(found(index, "仍未报")) == 1
    assert found(index, "催办未报") == []


def test_what_is_added_later_is_found_too() -> None:
    index = held([problem("甲")])
    add(index, [problem("乙")])
    assert (found(index, "甲"), found(index, "乙"), found(index, "丙")) == (["甲"], ["乙"], [])
    assert list(queries.rows(index, FOUND - dt.timedelta(days=1), None)) == []
