import pytest
from pydantic import ValidationError

from tests.builders import make_checklist
from yiananlib.model.checklist import Checklist

PROMPT = {"id": "p01", "aspect": "political", "text": "是否逐条对照?"}


def test_prompts_keep_their_order_and_are_found_by_id() -> None:
    checklist = make_checklist(12)
    assert [p.id for p in checklist.prompts][8:] == ["p09", "p10", "p11", "p12"]
    found = checklist.prompt("p10")
    assert found is not None
    assert found.text == "第10问"
    assert checklist.prompt("p13") is None


def test_a_checklist_may_be_empty() -> None:
    assert Checklist.model_validate({"schema": 1}).prompts == ()


def test_no_prompt_appears_twice() -> None:
    with pytest.raises(ValidationError, match="repeated p01"):
        Checklist.model_validate({"schema": 1, "prompts": [PROMPT, PROMPT | {"text": "另一问"}]})


@pytest.mark.parametrize("wrong", [{"id": "p 1"}, {"aspect": "政治"}, {"text": " "}, {"answer": "no"}, {"id": None}])
def test_a_wrong_prompt_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Checklist.model_validate({"schema": 1, "prompts": [PROMPT | wrong]})
