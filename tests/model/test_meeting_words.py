"""Every key of a meeting has a word."""

from yiananlib.model.meeting_words import (
    AIM_WORDS,
    ENTRY_WORDS,
    MATERIAL_WORDS,
    STATUS_WORDS,
    TYPE_WORDS,
    Material,
    Type,
)
from yiananlib.model.meetings import KIND
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


def test_every_key_has_a_word() -> None:
    assert list(TYPE_WORDS) == list(Type)
    assert list(MATERIAL_WORDS) == list(Material)
    assert set(STATUS_WORDS) == set(KIND.table) - {""}
    assert set(ENTRY_WORDS) == {*KIND.entries, *MENDING_WORDS, *HANDING_WORDS}
    assert len(AIM_WORDS) == 5
