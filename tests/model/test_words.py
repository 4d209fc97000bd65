from collections.abc import Iterable

import pytest

from tests.builders import STEPS
from yiananlib.model import steps, vocabulary, words


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (words.STATUS_WORDS, vocabulary.Status),
        (words.LAMP_WORDS, vocabulary.Lamp),
        (steps.STEP_WORDS, STEPS),
        (words.SEVERITY_WORDS, vocabulary.Severity),
        (words.CLASS_WORDS, vocabulary.Class),
        (words.MEASURE_TYPE_WORDS, vocabulary.MeasureType),
        (words.LOOK_BACK_WORDS, vocabulary.LookBackResult),
        (words.LOOK_WORDS, vocabulary.Look),
        (words.FUNCTION_WORDS, vocabulary.Function),
        (words.ROLE_WORDS, vocabulary.Role),
        (words.ANSWER_WORDS, vocabulary.Answer),
    ],
)
def test_every_member_has_a_word_of_its_own(table: dict[str, str], members: Iterable[str]) -> None:
    assert set(table) == set(members)
    assert len({word for word in table.values() if word}) == len(table)
