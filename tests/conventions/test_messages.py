"""The catalogue is complete and clean: `make messages` collects what is new, people translate it."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import message_contexts
from yiananlib.messages import DOMAIN, LANGUAGES, LOCALE_DIR

SOURCES = Path(__file__).parents[2] / "src"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "ngettext_": (1, 2)}
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!]|[,;:?!][\u3400-\u9fff]")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

Id = str | tuple[str, ...]


def extracted(folder: Path) -> set[Id]:
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(str(folder), keywords=KEYWORDS):
        found.add(message if isinstance(message, str) else tuple(message))
    return found


@pytest.fixture(scope="module")
def wanted() -> set[Id]:
    return extracted(SOURCES) | extracted(Path(click.__file__).parent)


@pytest.fixture(scope="module", params=[language for language in LANGUAGES if language != "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = Path(LOCALE_DIR) / request.param / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as po:
        return read_po(po, abort_invalid=True)


def translated(catalogue: Catalog) -> dict[Id, tuple[str, ...]]:
    return {key(m): strings(m) for m in catalogue if m.id}


def key(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


def placeholders(text: str) -> set[str]:
    braces = {
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for _literal, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }
    return braces | set(re.findall(r"%\(\w+\)[a-z]", text))


def test_every_message_is_in_the_catalogue(wanted: set[Id], catalogue: Catalog) -> None:
    assert sorted(wanted - set(translated(catalogue)), key=str) == []


def test_every_message_is_translated(catalogue: Catalog) -> None:
    assert [m for m, said in translated(catalogue).items() if not said or not all(said)] == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []


def test_no_message_is_obsolete(wanted: set[Id], catalogue: Catalog) -> None:
    assert sorted(set(translated(catalogue)) - wanted, key=str) == []
    assert list(catalogue.obsolete) == []


def test_placeholders_are_those_of_the_original(catalogue: Catalog) -> None:
    """Those of the plural where there is one: click gives both forms the same values."""
    wrong = {}
    for message, said in translated(catalogue).items():
        original = message if isinstance(message, str) else message[-1]
        for text in said:
            if placeholders(text) != placeholders(original):
                wrong[message] = text
    assert wrong == {}


def test_options_are_those_of_the_original(catalogue: Catalog) -> None:
    wrong = {
        message: said
        for message, said in translated(catalogue).items()
        if isinstance(message, str) and set(OPTION.findall(message)) != set(OPTION.findall(said[0]))
    }
    assert wrong == {}


def test_chinese_has_full_width_punctuation(catalogue: Catalog) -> None:
    assert [text for said in translated(catalogue).values() for text in said if HALF_WIDTH.search(text)] == []


def test_the_catalogue_compiles(catalogue: Catalog) -> None:
    assert [(m.id, [str(e) for e in errors]) for m, errors in catalogue.check()] == []


def test_each_short_message_has_a_comment_for_translators(catalogue: Catalog) -> None:
    """One or two words alone do not say what they are; `make messages` adds the comments of `message_contexts.py`."""
    wanted = [m.id for m in catalogue if m.id and message_contexts.is_short(m.id if isinstance(m.id, str) else m.id[0])]
    assert len(wanted) > 500
    assert [m.id for m in catalogue if m.id in wanted and not m.auto_comments] == []


def test_a_comment_says_where_a_message_is_used() -> None:
    assert "The status of a problem (model/words.py)." in message_contexts.contexts("submitted")
    assert message_contexts.contexts("carry over") == [
        "A step of a problem, as listed among the steps that may follow: a verb (model/steps.py)."
    ]
    assert message_contexts.contexts("{what}: {text}") == [message_contexts.SIGNS]
    assert message_contexts.contexts("Usage:") == [message_contexts.CLICK]


def test_each_place_that_is_described_to_translators_has_messages() -> None:
    said = {line.rpartition(" (")[0] for m in message_contexts.places() for line in message_contexts.contexts(m)}
    described = {*message_contexts.PLACES.values(), *message_contexts.ALONE.values()}
    assert {text[0].upper() + text[1:] for text in described} - said == set()


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            yield node


def test_no_message_is_filled_in_with_a_day_or_a_time_in_the_form_of_files() -> None:
    """`messages.day` and `messages.moment` write them as readers do; a plain date is written so by itself."""
    wrong = []
    for path in sorted(SOURCES.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "format":
                values = [*call.args, *(keyword.value for keyword in call.keywords)]
                inside = {n.attr for v in values for n in ast.walk(v) if isinstance(n, ast.Attribute)}
                moments = [v for v in values if isinstance(v, ast.Attribute) and v.attr in ("at", "now", "committed")]
                if moments or inside & {"isoformat", "strftime"}:
                    wrong.append(f"{path.relative_to(SOURCES)}:{call.lineno}")
    assert wrong == []


def test_what_is_translated_is_a_plain_text_that_extraction_sees() -> None:
    """No text is put together before it is looked up, and none hides inside an f-string.

    Which calls inside an f-string Babel sees depends on the version of Python.
    """
    wrong = []
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(c) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for c in calls(f)}
        for call in calls(tree):
            literal = isinstance(call.args[0], ast.Constant)
            made = any(
                isinstance(n, (ast.JoinedStr, ast.BinOp)) or (isinstance(n, ast.Attribute) and n.attr == "format")
                for n in ast.walk(call.args[0])
            )
            if made or (literal and id(call) in inside):
                wrong.append(f"{path.relative_to(SOURCES)}:{call.lineno}")
    assert wrong == []
