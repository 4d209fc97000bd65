"""Words that users type for what records call by a key."""

import pytest

from tests.services.ledgers import Desk
from yiananlib.errors import UsageProblem
from yiananlib.services.reading.wording import vocabulary_key


@pytest.mark.parametrize("value", ["tender", "项目招投标", " tender "])
def test_a_word_of_a_vocabulary_is_given_by_key_or_word(desk: Desk, value: str) -> None:
    assert vocabulary_key(desk.ledger.campaign().vocabulary, "field", value) == "tender"


@pytest.mark.parametrize("value", ["", "tend", "没有"])
def test_a_value_that_is_neither_key_nor_word_is_refused_with_the_choices(desk: Desk, value: str) -> None:
    with pytest.raises(UsageProblem, match="tender 项目招投标"):
        vocabulary_key(desk.ledger.campaign().vocabulary, "field", value)


def test_a_vocabulary_without_words_has_none(desk: Desk) -> None:
    with pytest.raises(UsageProblem, match="Available: —"):
        vocabulary_key(desk.ledger.campaign().vocabulary, "nothing", "x")
