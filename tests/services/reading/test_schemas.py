"""The schemas of all kinds of records: what they take, what they call it, and that they forget no field."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.services.ledgers import Desk, new_desk
from yiananlib.errors import NoSuchRecord
from yiananlib.model import base
from yiananlib.services.reading import schema_words, schemas
from yiananlib.store import kinds


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("schemas") / "ledger")


@pytest.fixture(scope="module")
def made(desk: Desk) -> dict[str, dict[str, Any]]:
    return {found.kind: found.schema for found in schemas.schemas(desk.ledger)}


def tables(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every table that a schema describes."""
    yield schema
    yield from (found for found in schema["$defs"].values() if "properties" in found)


def values(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from values(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from values(inner)


def models(kind: kinds.RecordKind) -> Iterator[type[base.Base]]:
    shape = kind.shape()
    yield from (shape.head, *shape.entries.values())


def test_there_is_one_for_each_kind(made: dict[str, Any]) -> None:
    assert list(made) == [kind.name for kind in kinds.ALL]
    assert [name for name, _word, _files in schemas.known().rows] == list(made)


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_a_schema_has_every_field_by_its_name_in_the_file_and_takes_no_other(
    made: dict[str, Any], kind: kinds.RecordKind
) -> None:
    schema = made[kind.name]
    shape = kind.shape()
    names = {field.alias or name for name, field in shape.head.model_fields.items()}
    assert set(schema["properties"]) == names | ({"entries"} if shape.entries else set())
    assert all(table["additionalProperties"] is False for table in tables(schema))
    if shape.entries:
        options = [o["$ref"].rpartition("/")[2] for o in schema["properties"]["entries"]["items"]["oneOf"]]
        told = [schema["$defs"][name]["properties"]["kind"]["const"] for name in options]
        assert told == list(shape.entries)
        assert all("kind" in schema["$defs"][name]["required"] for name in options)


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_every_field_has_a_chinese_title(made: dict[str, Any], kind: kinds.RecordKind) -> None:
    for table in tables(made[kind.name]):
        for field, said in table["properties"].items():
            title = said.get("title", "")
            assert title
            assert not title.isascii(), (field, title)


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_no_value_may_be_null_and_every_reference_resolves(made: dict[str, Any], kind: kinds.RecordKind) -> None:
    schema = made[kind.name]
    for value in values(schema):
        assert value.get("type") != "null"
        if isinstance(value.get("$ref"), str):
            assert value["$ref"].removeprefix("#/$defs/") in schema["$defs"]


def is_a(annotation: Any, metadata: Any, wanted: Any) -> bool:
    """Whether a field, or each member of its list, is of an annotated type of `model.base`."""
    validators = get_args(wanted)[1:]
    return any(item in metadata for item in validators) or any(
        is_a(inner, get_args(inner)[1:], wanted) for inner in get_args(annotation)
    )


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_every_field_that_names_an_officer_or_a_word_offers_those_there_are(
    made: dict[str, Any], kind: kinds.RecordKind
) -> None:
    free = {"aims", "vocabulary"}
    words = {*schema_words.NAMES.values(), *schema_words.VOCABULARIES.values()}
    offered = {
        field
        for table in tables(made[kind.name])
        for field, said in table["properties"].items()
        if any(str(inner.get("$ref", "")).rpartition("/")[2] in words for inner in values(said))
    }
    for model in models(kind):
        for name, field in model.model_fields.items():
            for wanted in (base.OfficerRef, base.Key):
                if is_a(field.annotation, field.metadata, wanted) and name not in free:
                    assert (field.alias or name) in offered, name


def test_the_words_of_the_ledger_are_in_it(made: dict[str, Any], desk: Desk) -> None:
    problem = made["problem"]
    assert problem["properties"]["owner"] == {"title": "责任人", "$ref": "#/$defs/officer"}
    assert "zjj/liaison" in problem["$defs"]["officer"]["enum"]
    assert problem["properties"]["support"]["items"] == {"$ref": "#/$defs/org"}
    assert problem["properties"]["level"]["items"] == {"$ref": "#/$defs/level"}
    assert problem["properties"]["due"] == {"title": "整改时限", "format": "date", "type": "string"}
    assert made["meeting"]["properties"]["source"]["maxLength"] == 200  # whoever gave the material, not a vocabulary
    scores = problem["$defs"]["Rated"]["properties"]["scores"]
    assert scores["properties"]["change"] == {"title": "看变化", "maximum": 5, "minimum": 1, "type": "integer"}


def test_one_schema_is_that_of_all(desk: Desk, made: dict[str, Any]) -> None:
    found = schemas.schema(desk.ledger, "problem")
    assert found.schema == made["problem"] == json.loads(found.data)


def test_an_unknown_kind_is_refused_with_the_list_of_kinds(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord, match="Available: campaign, checklist"):
        schemas.schema(desk.ledger, "plan")


def test_they_speak_the_language_of_the_campaign(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    desk.edit("yian.toml", 'language = "zh_CN"', 'language = "en"')
    found = schemas.schema(desk.ledger, "problem").schema
    assert found["properties"]["owner"]["title"] == "Owner"
    assert found["$defs"]["Severity"]["description"].startswith("minor minor")
