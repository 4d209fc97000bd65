"""What fields are called: all of them, and nothing that is no field."""

from collections.abc import Iterator
from typing import Any

from yiananlib.model.field_words import FIELD_WORDS, word
from yiananlib.store import kinds


def named() -> Iterator[tuple[str, str]]:
    """Every place in which there are fields, and each of its fields by its name in the file."""
    seen: set[Any] = set()

    def look(place: str, model: Any) -> Iterator[tuple[str, str]]:
        for inner in getattr(model, "__args__", ()):
            yield from look("", inner)
        if model in seen or not hasattr(model, "model_fields"):
            return
        seen.add(model)
        for name, field in model.model_fields.items():
            yield place or model.__name__.lower(), field.alias or name
            yield from look("", field.annotation)

    for kind in kinds.ALL:
        shape = kind.shape()
        yield from look(kind.name, shape.head)
        for step, model in shape.entries.items():
            yield from look(step, model)


def test_every_field_has_a_word() -> None:
    assert [found for found in named() if word(found[1], found[0]) is None] == []


def test_every_word_belongs_to_a_field() -> None:
    there = {field for _place, field in named()} | {f"{place}.{field}" for place, field in named()} | {"entries"}
    assert set(FIELD_WORDS) <= there


def test_a_field_that_means_something_else_somewhere_is_called_so_there() -> None:
    assert word("due", "meeting") != word("due", "problem") == word("due", "anywhere")
    assert word("nothing", "problem") is None
