"""Every key of a rule has a word."""

from yiananlib.model.rule_words import DECISION_WORDS, ENTRY_WORDS, GOVERNS_WORDS, STATUS_WORDS, Decision, Governs
from yiananlib.model.rules import KIND
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


def test_every_key_has_a_word() -> None:
    assert list(DECISION_WORDS) == list(Decision)
    assert list(GOVERNS_WORDS) == list(Governs)
    assert set(STATUS_WORDS) == set(KIND.table) - {""}
    assert set(ENTRY_WORDS) == {*KIND.entries, *MENDING_WORDS, *HANDING_WORDS}
