"""Words of enumerations by key and by word, in whatever language is spoken."""

import pytest

from yiananlib.messages import LANGUAGES, everywhere, speaking
from yiananlib.model import meaning, meeting_words, notice_words, rule_words, words

TABLES = {
    f"{module.__name__}.{name}": table
    for module in (words, meeting_words, notice_words, rule_words)
    for name, table in vars(module).items()
    if name.endswith("_WORDS") and name not in ("SETTING_WORDS", "STEP_WORDS", "MENDING_WORDS", "FORM_WORDS")
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_means_its_key_in_every_language(table: str, language: str) -> None:
    with speaking(language):
        for key, word in TABLES[table].items():
            for said in (str(key), str(key).upper(), f" {key} ", *everywhere(word)):
                assert meaning.key_of(TABLES[table], said) == key, (table, said)


def test_the_part_before_a_colon_is_enough() -> None:
    assert meaning.key_of(words.LAMP_WORDS, "红") == meaning.key_of(words.LAMP_WORDS, "red") == "red"


@pytest.mark.parametrize("said", ["", "没有", "r"])
def test_an_unknown_word_means_nothing(said: str) -> None:
    assert meaning.key_of(words.LAMP_WORDS, said) is None


def test_the_available_words_are_shown_with_their_keys() -> None:
    with speaking("zh_CN"):
        assert meaning.shown(words.SEVERITY_WORDS).startswith("minor (")
    assert meaning.shown(words.SEVERITY_WORDS) == "minor, general, serious, major"
