"""Texts that say nothing."""

import pytest

from yiananlib.services.reading.paper_texts import empty_phrases, repeats, says_nothing


def test_a_text_contained_in_the_symptom_repeats_it_and_an_empty_one_does_not() -> None:
    assert repeats("先干后批", "有的先干后批") == 1
    assert repeats("……", "先干后批") == 0
    assert repeats("一二三四五", "一二三四六") == pytest.approx(0.8)


@pytest.mark.parametrize(
    "text",
    [
        "加强领导",
        "加强领导，提高认识。",
        "进一步加强管理、切实提高政治站位！",
        "高度重视，认真整改",
        "提高思想认识，加强组织领导，压实工作责任",
        "高度重视，举一反三，建章立制，确保整改到位",
        "强化监督检查，形成长效机制；按时完成",
        "开展监督检查",
        "1",
        "……",
        "Strengthen leadership, and raise awareness.",
    ],
)
def test_a_measure_of_empty_phrases_says_nothing(text: str) -> None:
    assert says_nothing(text, empty_phrases())


@pytest.mark.parametrize(
    "text",
    [
        "加强对招标文件的抽查，每月通报",
        "修订变更审批办法",
        "完善公务接待制度",
        "建立健全台账",
        "召开专题会议",
        "逐户核算并上墙公示",
        "加强领导，6月底前清退",
        "Recover 5 payments.",
    ],
)
def test_a_measure_with_a_visible_result_says_something(text: str) -> None:
    assert not says_nothing(text, empty_phrases())


def test_each_empty_phrase_is_listed_once_and_is_recognized_as_empty() -> None:
    phrases = empty_phrases()
    assert len(set(phrases)) == len(phrases) > 50
    assert all(says_nothing(phrase, phrases) for phrase in phrases)
