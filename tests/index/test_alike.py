"""Which words texts are compared by, how much two are alike, and which problems share some."""

import pytest

from tests.builders import Story
from tests.index.held import held
from yiananlib.index import alike


def test_chinese_is_compared_by_pairs_of_characters_and_other_scripts_by_long_words() -> None:
    assert alike.words("先干后批") == ("先干", "干后", "后批")
    assert alike.words("抽查12个、5个;The Permit was MISSING") == ("抽查", "permit", "missing")
    assert alike.words("ＡＢＣＤ接待") == ("abcd", "接待")
    assert alike.words("2026 12 a 公") == ()


def test_likeness_is_the_share_of_the_text_that_has_fewer_words() -> None:
    assert alike.likeness(("先干", "干后"), ("先干", "干后", "后批", "工程")) == 1.0
    assert alike.likeness(("先干", "干后", "后批"), ("先干", "工程", "变更")) == pytest.approx(1 / 3)
    assert alike.likeness((), ("先干",)) == 0.0


def test_pairs_that_follow_each_other_are_told_as_one() -> None:
    assert alike.together(("先干", "干后", "后批", "接待"), "接待与先干后批") == ("先干后批", "接待")


def test_problems_that_share_enough_words_are_found_whatever_else_they_say() -> None:
    heads = [
        {"title": "变更先干后批", "symptom": "工程"}, {"title": "先斩后奏", "symptom": "干后才报"},
        {"title": "Permits missing", "symptom": "no permit"},
    ]  # fmt: skip
    index = held([Story(id=f"aaaaa{n}", **head).has("registered").problem for n, head in enumerate(heads)])
    found = alike.sharing(index, alike.words("先干后批"), 2)
    assert [said for _problem, said in found] == ["变更先干后批\n工程"]
    assert len(alike.sharing(index, alike.words("干后批"), 1)) == 2
    assert [said for _problem, said in alike.sharing(index, ("permits",), 1)] == ["Permits missing\nno permit"]
    assert alike.sharing(index, (), 1) == []


def test_a_long_text_is_looked_up_by_its_first_words() -> None:
    index = held([Story(title="先干后批", symptom="工程").has("registered").problem])
    text = "".join(chr(0x4E00 + n) for n in range(900))
    assert alike.sharing(index, alike.words("先干后批" + text), 2)


def test_problems_are_related_by_a_finding_or_because_one_is_the_other_come_back() -> None:
    stories = [
        Story(id="aaaaaa", finding="case-1/3"), Story("czj", id="bbbbbb", finding="case-1/3"),
        Story(id="cccccc", recurs="aaaaaa", finding="case-1/3"), Story(id="dddddd", finding="case-1/4"),
        Story(id="eeeeee", finding=None),
    ]  # fmt: skip
    index = held([story.has("registered").problem for story in stories])
    ids = dict(index.connection.execute("SELECT id, problem FROM problems"))
    assert alike.related(index, ids["aaaaaa"]) == {ids["bbbbbb"]: "finding", ids["cccccc"]: "recurs"}
    assert alike.related(index, ids["cccccc"]) == {ids["aaaaaa"]: "recurs", ids["bbbbbb"]: "finding"}
    assert alike.related(index, ids["eeeeee"]) == {}
