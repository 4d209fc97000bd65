"""What is asked about a text when it is written."""

import pytest

from tests.services.ledgers import Desk
from yiananlib.services.recording import second_look


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("联系13800138000", "138…"), ("身份证号11010119900307123X", "110…"), ("由张三同志负责", "张三"),
        ("抽查12个项目，5个先干后批", None), ("2026年6月15日前完成", None), ("", None),
    ],
)  # fmt: skip
def test_personal_data_is_reported_without_repeating_numbers(text: str, said: str | None) -> None:
    found = list(second_look.of_personal(text))
    assert len(found) == (said is not None)
    if said is not None:
        assert said in found[0]
        assert "13800138000" not in found[0]
        assert "forever" in found[0]


def test_a_name_in_place_of_a_post_is_reported() -> None:
    assert len(list(second_look.of_personal("张三", is_post=True))) == 1
    assert list(second_look.of_personal("张三")) == []
    assert list(second_look.of_personal("建管股股长", is_post=True)) == []


def test_a_cause_that_repeats_the_symptom_is_asked_why(desk: Desk) -> None:
    campaign = desk.ledger.campaign()
    (said,) = second_look.of_cause(campaign, "先干后批", "5个变更先干后批")
    assert said.endswith("?")
    assert "{" not in said
    assert list(second_look.of_cause(campaign, "无人核对审批单", "5个变更先干后批")) == []
    assert list(second_look.of_cause(campaign, "先干后批", "")) == []


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("加强领导", [1]),
        ("1.修订办法 2.加强领导", [2]),
        ("修订办法\n\n提高认识", [3]),
        ("修订变更审批办法", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_measure_without_a_visible_result_is_asked_about(desk: Desk, said: str, numbers: list[int]) -> None:
    found = list(second_look.of_measures(desk.ledger.campaign(), said))
    assert [f"Measure {number} of" in one for number, one in zip(numbers, found, strict=True)] == [True] * len(numbers)


def test_an_effect_of_another_problem_is_asked_about(desk: Desk) -> None:
    other = desk.submitted()
    effect = desk.state(other).submission
    assert effect is not None
    assert effect.effect is not None
    ref = desk.problem(title="另一个")
    (said,) = second_look.of_effect(desk.ledger, ref, effect.effect)
    assert other in said
    assert list(second_look.of_effect(desk.ledger, other, effect.effect)) == []
    assert list(second_look.of_effect(desk.ledger, ref, "全新的成效")) == []
