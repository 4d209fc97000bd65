"""What stands for a value is in the reader's language, in help and in every message that shows a command."""

import re
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

import yiananlib
from yiananlib.cli import metavars
from yiananlib.messages import speaking

CATALOGUE: Final = Path(yiananlib.__file__).parent / "locale/zh_CN/LC_MESSAGES/yian.po"


@pytest.mark.parametrize(
    ("said", "chinese"),
    [("DAY", "日期"), ("[REV[..REV]]", "[版本[..版本]]"), ("CODE=REASON", "代码=理由"), ("FILE|-", "文件|-"),
     ("ORG/OFFICER", "单位/岗位"), ("PROBLEM… N…", "问题… 序号…"), ("[PROBLEM]...", "[问题]..."),
     ("[SELECT …]", "[SELECT …]"), ("yes|no", "yes|no"), ("DAYTIME", "DAYTIME"), ("", "")],
)  # fmt: skip
def test_its_words_are_translated_and_what_is_typed_as_it_stands_is_not(said: str, chinese: str) -> None:
    assert metavars.shown(said) == said
    with speaking("zh_CN"):
        assert metavars.shown(said) == chinese


def test_no_message_in_chinese_has_such_a_word_in_english() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    words = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(metavars.WORDS - {'N', 'PATH'})})(?![A-Za-z])")
    said = [str(message.string) for message in catalogue if message.id]
    assert len(said) > 1000
    assert [text for text in said if words.search(text)] == []
