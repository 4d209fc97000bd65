"""JSON Schemas of the files of a ledger, for editors: pydantic's, with the ledger's own words and titles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import NoSuchRecord
from yiananlib.messages import _, speaking
from yiananlib.model import field_words
from yiananlib.model.lake import CODE
from yiananlib.model.steps import STEP_WORDS
from yiananlib.services.reading import schema_words
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KEY: Final = "^[a-z]"
"""How the pattern of a vocabulary's keys begins."""
_OFFICER: Final = "^[^/]+/[^/]+$"
_ADDRESS: Final = "^[^@ ]+@[^@ ]+$"
_NOTHING: Final = {"type": "null"}


class Schema(NamedTuple):
    """The schema of a kind of record, as it is written to a file."""

    kind: str
    schema: dict[str, Any]

    @property
    def data(self) -> bytes:
        """The file."""
        return written(self.schema)


class Kinds(NamedTuple):
    """The kinds that have schemas: each kind's name, its word, and where its files lie."""

    rows: tuple[tuple[str, str, str], ...]


def known() -> Kinds:
    """Return the kinds of records."""
    return Kinds(tuple((kind.name, _(kind.word), kind.pattern) for kind in kinds.ALL))


def schema(ledger: Ledger, name: str) -> Schema:
    """Return the schema of a kind of record, in the campaign's language and with the ledger's words.

    Raises:
        NoSuchRecord: there is no such kind.
        LedgerInvalid: a definition file of the ledger cannot be read.
    """
    if name not in kinds.BY_NAME:
        known_ = _(", ").join(kinds.BY_NAME)
        raise NoSuchRecord(_("kind of record"), name, _("Available: {kinds}.").format(kinds=known_))
    with speaking(ledger.campaign().language):
        return Schema(name, _made(kinds.BY_NAME[name], schema_words.of_ledger(ledger)))


def schemas(ledger: Ledger) -> Iterator[Schema]:
    """Yield the schemas of all kinds, as :func:`schema`."""
    with speaking(ledger.campaign().language):
        words = schema_words.of_ledger(ledger)
        made = [Schema(kind.name, _made(kind, words)) for kind in kinds.ALL]
    yield from made


def written(schema: Mapping[str, Any]) -> bytes:
    """Return the file of a schema."""
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _made(kind: RecordKind, words: Mapping[str, Any]) -> dict[str, Any]:
    from pydantic.json_schema import models_json_schema  # whoever asks for no schema does without it

    shape = kind.shape()
    models = {"": shape.head, **shape.entries}
    refs, whole = models_json_schema([(model, "validation") for model in models.values()])
    names = {place: refs[(model, "validation")]["$ref"].rpartition("/")[2] for place, model in models.items()}
    places = {name: place or kind.name for place, name in names.items()}
    used: set[str] = set()
    defs = {name: _definition(name, found, places, used) for name, found in whole["$defs"].items()}
    made: dict[str, Any] = defs.pop(names[""])
    if shape.entries:
        for step in shape.entries:
            defs[names[step]] |= {"title": _step(kind, step)}
            defs[names[step]]["required"].append("kind")
        made["properties"]["entries"] = {
            "title": _(field_words.FIELD_WORDS["entries"]),
            "type": "array",
            "items": {"oneOf": [{"$ref": f"#/$defs/{names[step]}"} for step in shape.entries]},
        }
    defs |= {name: words[name] for name in sorted(used)}
    return {"$schema": DIALECT, **made, "title": _(kind.word), "$defs": defs}


def _step(kind: RecordKind, step: str) -> str:
    """Return the word for a kind of entry; of one that says how it ended, every ending's."""
    if kind.is_matter:
        from yiananlib.model.matters import kind as matter

        return _(matter(kind.name).entry_words[step])
    return " / ".join(_(word) for name, word in STEP_WORDS.items() if name.partition(":")[0] == step)


def _definition(name: str, found: dict[str, Any], places: Mapping[str, str], used: set[str]) -> dict[str, Any]:
    """Return the schema of a class: an enumeration with its words, or a table with titles and the ledger's words."""
    if "enum" in found:
        words = schema_words.enumeration(name)
        return schema_words.choice(words if words is not None else dict.fromkeys(found["enum"], ""))
    place = places.get(name, name.lower())
    properties = {field: _field(field, said, place, used) for field, said in found["properties"].items()}
    return {
        "type": "object",
        "properties": properties,
        "required": list(found.get("required", ())),
        "additionalProperties": False,
    }


def _field(field: str, said: dict[str, Any], place: str, used: set[str]) -> dict[str, Any]:
    """Return the schema of a field: never null, since TOML has none; with its title and its choice of words."""
    made: dict[str, Any] = _plain(said)
    title = field_words.word(field, place) if "const" not in made else field_words.KIND_OF_ENTRY
    words = _words(field, made)
    if words is not None:
        used.add(words)
        made = _replaced(made, {"$ref": f"#/$defs/{words}"})
    elif field == "email":
        made["pattern"] = _ADDRESS
    return {"title": _(title)} | made if title is not None else made


def _words(field: str, made: Mapping[str, Any]) -> str | None:
    """Return which words a field takes, or each member of the list or table that it is; None for one that takes any."""
    inner = made[_inner(made)] if _inner(made) else made
    if inner.get("type") != "string" or "const" in inner or "enum" in inner or "format" in inner:
        return None
    if str(inner.get("pattern", "")).startswith(_KEY):
        return schema_words.VOCABULARIES.get(field)
    if made.get("pattern") == CODE:
        return None  # that of a place; of the same name is one of `yian lint`
    words = schema_words.NAMES.get(field)
    other = {"maxLength", "pattern"} & inner.keys()  # a line may name one within a unit; a problem is called likewise
    return words if words != "officer" or not other else None


def _inner(made: Mapping[str, Any]) -> str:
    """Return where a list or a table has the schema of its members; "" for what is neither."""
    return next((name for name in ("items", "additionalProperties") if isinstance(made.get(name), dict)), "")


def _replaced(made: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    if _inner(made):
        return made | {_inner(made): by}
    return {key: value for key, value in made.items() if key == "default"} | by


def _plain(said: Any) -> Any:
    """Return a schema of pydantic's without null, and without titles and texts that are for who reads the code."""
    if isinstance(said, list):
        return [_plain(item) for item in said]
    if not isinstance(said, dict):
        return said
    if _NOTHING in said.get("anyOf", ()):
        rest = [option for option in said["anyOf"] if option != _NOTHING]
        return _plain(rest[0] if len(rest) == 1 else {"anyOf": rest})
    dropped = ("title", "description")
    made = {key: _plain(value) for key, value in said.items() if key not in dropped}
    if isinstance(made.get("default"), (dict, list, type(None))):
        made.pop("default", None)
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    if isinstance(keys := made.pop("propertyNames", None), dict):
        ref = str(keys.get("$ref", "")).rpartition("/")[2]
        words = schema_words.enumeration(ref)
        if words is not None:  # named one by one, so that an editor completes them
            one = made["additionalProperties"]
            made |= {"properties": {key: {"title": word} | one for key, word in words.items()}}
            made["additionalProperties"] = False
    return made
