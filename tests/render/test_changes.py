"""What an amendment changes, in words."""

from typing import Any

import pytest

from yiananlib.model.entries import Changes
from yiananlib.model.field_words import FIELD_WORDS
from yiananlib.render.changes import told

NAMES = {"zjj": "住建局", "czj": "财政局", "zjj/head": "局长", "zjj/jianguan": "建管股股长", "czj/head": "局长"}


def word(vocabulary: str, key: str) -> str:
    """Speak as a campaign does."""
    return f"{vocabulary} {key}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"title": "一", "goal": None}, "Title: 一"),
        ({"kind": "other", "field": "tender", "source": "self_check"}, "Kind: kind other; Key field: field tender; "
         "Source: source self_check"),
        ({"level": ("work", "political"), "linked": ["a"]}, "Level of the cause: level work, level political; Linked "
         "work: linked_work a"),
        ({"severity": "serious", "class": "phased"}, "Severity: serious; Class: phased"),
        ({"leader": "zjj/head", "owner": "czj/head"}, "Leader: 局长; Owner: 财政局 局长"),
        ({"support": ["czj"], "public_concern": False}, "Supporting units: 财政局; Public concern: no"),
    ],
)  # fmt: skip
def test_each_field_is_called_by_its_name_and_its_word(changes: dict[str, Any], said: str) -> None:
    assert told(changes, word, NAMES, "zjj") == said


def test_with_the_earlier_head_both_values_are_shown() -> None:
    before = {"owner": "zjj/jianguan", "goal": None, "symptom": "甲" * 60, "public_concern": False}
    said = told({"owner": "zjj/head", "goal": "零补办"}, word, NAMES, "zjj", before)
    assert said == "Owner: 建管股股长 → 局长; Goal: nothing → 零补办"
    assert told({"symptom": "乙\n乙"}, word, NAMES, "zjj", before) == f"Symptom: {'甲' * 39}… → 乙 乙"
    assert told({"public_concern": True}, word, NAMES, "zjj", before) == "Public concern: no → yes"


def test_every_field_that_can_be_amended_has_a_name() -> None:
    fields = {info.alias or name for name, info in Changes.model_fields.items()}
    assert fields <= set(FIELD_WORDS)
