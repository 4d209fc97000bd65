"""JSON is read piece by piece, and nothing of it is taken that could be meant otherwise."""

import io
import json
from collections.abc import Callable, Iterator
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.store import bundle_json
from yiananlib.store.bundle import Item, Unfit
from yiananlib.store.bundle_json import document, lines, read_document, read_lines

HEADER = {"format": "yian-ledger", "version": 1}
ITEMS = [
    Item(
        "yian.toml", "campaign", None, None, "0", {"名": "云岭", "list": [1, 2.5, True, "\ud7ff\U00020bb7"]}, "# 行\r\n"
    ),
    Item("orgs/zjj/evidence/x", "evidence", "zjj", "x", "0", size=3, data="QUJD"),
]
READERS: dict[Callable[..., Iterator[str]], Callable[[IO[str]], Iterator[Any]]] = {
    document: read_document,
    lines: read_lines,
}

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**16), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


def file(text: str) -> IO[str]:
    return io.StringIO(text, newline="")


@pytest.mark.parametrize("write", READERS)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_is_written_is_read(write: Callable[..., Iterator[str]], count: int) -> None:
    text = "".join(write(HEADER, iter(ITEMS[:count])))
    assert list(READERS[write](file(text))) == [HEADER, *(each.plain for each in ITEMS[:count]), {"count": count}]
    assert text.endswith("\n")
    assert text.count("\n") == count + (len(HEADER) + 5 if write is document else 2)


def test_the_document_is_json() -> None:
    found = json.loads("".join(document(HEADER, iter(ITEMS))))
    assert found == HEADER | {"items": [each.plain for each in ITEMS], "count": 2}


@given(st.dictionaries(st.text(max_size=4).filter(lambda name: name != "items"), values, max_size=3),
       st.lists(values, max_size=4), st.sampled_from([None, 0, 2]), st.booleans())  # fmt: skip
def test_a_document_is_read_as_others_write_it(
    header: dict[str, Any], members: list[Any], indent: int | None, escaped: bool
) -> None:
    text = json.dumps(header | {"items": members} | {"count": 1}, indent=indent, ensure_ascii=escaped)
    header.pop("count", None)
    if len(json.loads(text)) != len(header) + 2:
        return
    found = list(read_document(file(text)))
    if "count" not in found[0]:
        assert found == [header, *members, {"count": 1}]


def test_it_is_read_in_pieces_whatever_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(document(HEADER, iter(ITEMS)))
    for size in (1, 2, 3, 7):
        monkeypatch.setattr(bundle_json, "_CHUNK", size)
        assert len(list(read_document(file(text)))) == 4


GOOD = "".join(document(HEADER, iter(ITEMS)))


@pytest.mark.parametrize("length", range(0, len(GOOD) - 1, 7))
def test_a_document_that_is_cut_short_is_refused(length: int) -> None:
    with pytest.raises(Unfit):
        list(read_document(file(GOOD[:length])))


@pytest.mark.parametrize("text", [
    "", "x", "[]", "{}", '{"items": {}}', '{"items": [], "items": []}', '{"a": 1, "a": 2, "items": []}',
    '{"items": []}x',
    '{"items": [1,]}', '{"items": [1 2]}', '{"items": [],}', '{1: 2}', '{"items": [NaN]}', '{"items": [Infinity]}',
    '{"items": [-Infinity]}', '{"items": [1e999]}', '{"items": [1' + "0" * 40 + "]}", '{"items": [{"a": 1, "a": 1}]}',
    '{"items": [' + "[" * 100_000 + "]}", '{"items": [' + '{"a":' * 100_000, '{"a": "\x01", "items": []}',
    '{"items": [\'a\']}',
    '{"items": [1]]}', '{"items": [1', '{"items"', '{"x": 1}', '{"count": 1, "items": [], "count": 1}',
])  # fmt: skip
def test_a_document_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(Unfit):
        list(read_document(file(text)))


@pytest.mark.parametrize("line", [
    "", "x", "{", '{"a": NaN}', '{"a": 1e999}', '{"a": ' + "1" * 5000 + "}", '{"a": 1, "a": 1}', "[" * 100_000, "{} {}",
])  # fmt: skip
def test_a_line_that_is_no_json_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(Unfit) as error:
        list(read_lines(file(f"{{}}\n{line}\n{{}}\n")))
    assert "2" in error.value.where


def test_what_is_longer_than_any_record_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_json, "MOST", 100)
    monkeypatch.setattr(bundle_json, "_CHUNK", 10)
    list(read_lines(file('"' + "x" * 97 + '"\n')))
    with pytest.raises(Unfit):
        list(read_lines(file('"' + "x" * 200 + '"\n')))
    with pytest.raises(Unfit):
        list(read_document(file('{"items": ["' + "x" * 900 + '"]}')))


def test_what_cannot_be_written_as_json_never_is() -> None:
    with pytest.raises(ValueError, match="JSON"):
        "".join(lines({"a": float("nan")}, iter([])))


def test_json_that_would_need_excessive_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_json, "_SIGNS", 100)
    monkeypatch.setattr(bundle_json, "_CHUNK", 30)
    list(read_lines(file(json.dumps([0] * 99) + "\n")))
    list(read_document(file(json.dumps({"items": ["[" * 90, *[1] * 300]}))))
    for text in (json.dumps([0] * 120) + "\n", json.dumps(["," * 120]) + "\n"):
        with pytest.raises(Unfit):
            list(read_lines(file(text)))
        with pytest.raises(Unfit):
            list(read_document(file(f'{{"items": [{text}]}}')))
    with pytest.raises(Unfit):
        list(read_document(file(json.dumps({f"x{n}": n for n in range(99)} | {"items": []}))))


def test_blanks_without_end_cost_no_time() -> None:
    with pytest.raises(Unfit):
        list(read_document(file("{" + " " * 20_000_000)))
