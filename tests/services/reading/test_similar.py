"""Texts that are alike, compared with what comparing each with each finds."""

import random
import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.services.reading.similar import alike, groups, similarity


def variants() -> st.SearchStrategy[list[str]]:
    """Texts of which many are nearly the same: of a few words, each at times with a slip."""
    word = st.sampled_from(["逐项补办变更审批", "每月抽查", "并通报", "12个项目", "零补办", "a", "公示到户", "一" * 9])
    sentence = st.lists(word, min_size=1, max_size=12).map("".join)
    slip = st.tuples(sentence, st.integers(0, 20), st.sampled_from(["", "了", "全县"]))
    return st.lists(slip.map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :]), max_size=12)


@given(variants(), st.sampled_from([0.5, 0.7, 0.8, 0.9, 0.95, 1.0]))
def test_every_text_similar_to_another_shares_a_group_with_a_similar_one(texts: list[str], threshold: float) -> None:
    keyed = dict(enumerate(texts))
    group_of = {key: place for place, group in enumerate(groups(keyed, threshold)) for key in group}
    for key, text in keyed.items():
        like = [n for n, other in keyed.items() if n != key and similarity(text, other) >= threshold - 1e-6]
        assert (key in group_of) is bool(like)
        assert not like or any(group_of[key] == group_of[other] for other in like)


@given(variants(), st.randoms(use_true_random=False))
def test_the_order_of_texts_does_not_change_the_groups(texts: list[str], chance: random.Random) -> None:
    keyed = list(enumerate(texts))
    expected = {frozenset(group) for group in groups(dict(keyed), 0.8)}
    chance.shuffle(keyed)
    assert {frozenset(group) for group in groups(dict(keyed), 0.8)} == expected


def test_groups_come_in_the_order_of_the_texts_and_so_do_their_keys() -> None:
    texts = {"c": "逐项补办变更审批", "b": "每月抽查并通报", "a": "逐项补办变更审批。", "d": "每月 抽查，并通报"}
    assert groups(texts, 0.9) == [["c", "a"], ["b", "d"]]


def test_only_letters_and_digits_are_compared() -> None:
    assert similarity("１２个项目，已补办！", "12个项目 已补办") == 1
    assert similarity("……", "，，") == similarity("", "一") == 0
    assert groups({1: "……", 2: "，", 3: ""}, 0.5) == []


def test_the_threshold_itself_is_like_enough() -> None:
    texts = {1: "一二三四五六七八九十", 2: "一二三四五六七八九百"}
    assert similarity(texts[1], texts[2]) == pytest.approx(0.9)
    assert groups(texts, 0.9) == [[1, 2]]
    assert groups(texts, 0.91) == []


def test_a_group_states_the_lowest_similarity_within_it() -> None:
    (one,) = alike({1: "一二三四五六七八九十", 2: "一二三四五六七八九百", 3: "一二三四五六七八九十"}, 0.9)
    assert one.keys == (1, 2, 3)
    assert one.similarity == pytest.approx(0.9)
    (copies,) = alike({1: "一二三", 2: "一二三。"}, 0.9)
    assert copies.similarity == 1


@pytest.mark.parametrize(
    "texts", list(permutations(["一二三四五六七八九十", "一二三四五六七八九百", "一二三四五六七八千百"]))
)
def test_one_between_two_keeps_both_in_its_group_whatever_the_order(texts: tuple[str, ...]) -> None:
    assert sorted(groups(dict(enumerate(texts)), 0.9)[0]) == [0, 1, 2]


def test_ten_thousand_texts_are_compared_in_seconds() -> None:
    chance = random.Random(1)  # noqa: S311 - to be the same each time
    letters = [chr(0x4E00 + n) for n in range(2000)]
    phrases = ["".join(chance.choices(letters, k=chance.randrange(4, 12))) for _ in range(300)]
    texts = {n: "".join(chance.choices(phrases, k=5)) for n in range(9_000)}
    texts |= {9_000 + n: f"整改完成率由{n % 60}%升至100%，涉及群众全部兑付到位并公示" for n in range(1_000)}
    before = time.process_time()
    found = groups(texts, 0.9)
    assert time.process_time() - before < 20  # two to three on a quiet machine; each with each takes minutes
    assert max(map(len, found)) == 1_000
