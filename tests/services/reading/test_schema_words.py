"""The words that a schema offers: those of the ledger and of the enumerations, each with what it means."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from tests.services.ledgers import new_desk
from tests.services.registers import case
from yiananlib.messages import speaking
from yiananlib.services.reading import schema_words
from yiananlib.store import kinds


def test_the_words_of_a_ledger_are_those_that_its_definitions_have(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    case(desk)
    found = schema_words.of_ledger(desk.ledger)
    assert set(found) == {*schema_words.VOCABULARIES.values(), *schema_words.NAMES.values()}
    assert found["field"]["enum"] == ["none", "land", "tender", "procurement", "funds"]
    assert found["field"]["description"].startswith("none 非重点领域")
    assert found["field"]["x-taplo"]["docs"]["enumValues"][1] == "征地拆迁"
    orgs = desk.ledger.orgs()
    assert set(found["org"]["enum"]) == set(orgs)
    assert set(found["officer"]["enum"]) == {f"{name}/{o.id}" for name, org in orgs.items() for o in org.officers}
    assert found["prompt"]["enum"] == [prompt.id for prompt in desk.ledger.checklist().prompts]
    assert "case-1/1" in found["finding"]["enum"]
    assert found["case"]["enum"] == ["case-1"]


def test_a_vocabulary_without_words_accepts_any_text() -> None:
    assert schema_words.choice({}) == {"type": "string"}


def test_of_many_words_each_is_explained_alone() -> None:
    made = schema_words.choice({f"k{n}": "词" for n in range(41)})
    assert "description" not in made
    assert len(made["x-taplo"]["docs"]["enumValues"]) == 41


def enumerations() -> dict[str, type[StrEnum]]:
    """The enumerations that fields of any kind of record take."""
    found: dict[str, type[StrEnum]] = {}

    def look(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            found[annotation.__name__] = annotation
        for inner in getattr(annotation, "__args__", ()):
            look(inner)
        for field in getattr(annotation, "model_fields", {}).values():
            look(field.annotation)

    for kind in kinds.ALL:
        shape = kind.shape()
        for model in (shape.head, *shape.entries.values()):
            look(model)
    return found


@pytest.mark.parametrize("name", enumerations())
def test_every_enumeration_has_its_words_in_chinese(name: str) -> None:
    with speaking("zh_CN"):
        words = schema_words.enumeration(name)
    assert words is not None
    assert set(words) == set(enumerations()[name])
    assert not any(word.isascii() for word in words.values())
