"""The codes of what `yian lint` looks for."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import make_campaign, make_entry
from yiananlib.model.entries import Explained
from yiananlib.model.lint import CODES
from yiananlib.model.reasons import reasons


@pytest.mark.parametrize("code", CODES)
def test_every_code_can_be_answered(code: str) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)*", code)
    entry = make_entry("explained", code=code)
    assert isinstance(entry, Explained)
    assert entry.code == code


def test_an_unknown_code_is_refused_with_the_list_of_codes() -> None:
    with pytest.raises(ValidationError) as raised:
        make_entry("explained", code="same-word")
    (reason,) = reasons(raised.value)
    assert reason.path == ("code",)
    assert reason.sentence.startswith("“same-word” is not a code of `yian lint`; the codes are same-effect, ")


def test_a_campaign_that_says_nothing_asks_by_the_defaults() -> None:
    found = make_campaign().lint
    assert (found.similar, found.cause_repeats, found.shortest, found.backdated, found.rush) == (90, 80, 10, 30, 10)
    assert found.empty == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"similar": 49},
        {"similar": 101},
        {"similar": 0.9},
        {"one_evidence": 1},
        {"rush": True},
        {"empty": [""]},
        {"x": 1},
    ],
)
def test_a_limit_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        make_campaign(lint=wrong)
