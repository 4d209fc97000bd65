"""A manifest is one text, read strictly: what it does not say, or says too much, is refused by name."""

import datetime as dt
import json
from typing import Any

import pytest

from tests.lake.handing import make
from yiananlib.lake.manifest import MOST_BYTES, Unreadable, decode, encode
from yiananlib.model.dossier import canonical


def changed(**fields: Any) -> bytes:
    """A manifest of which somebody changed fields; None takes one out."""
    values = json.loads(encode(make())) | fields
    return canonical({name: value for name, value in values.items() if value is not None})


def with_file(**fields: Any) -> bytes:
    files = json.loads(encode(make()))["files"]
    return changed(files=[files[0] | fields, *files[1:]])


def test_a_manifest_is_read_back_and_is_the_same_bytes_each_time() -> None:
    one = make(at=dt.datetime(2026, 6, 30, 9, tzinfo=dt.UTC), weakened=["gate.waivers 3 (2)"], begun="a" * 40)
    assert decode(encode(one)) == one
    assert encode(one) == encode(make(at=one.at, weakened=one.weakened, begun=one.begun))
    assert encode(one).endswith(b"}\n")


@pytest.mark.parametrize(
    ("data", "kind", "said"),
    [
        (b"", "manifest", "JSON"),
        (encode(make())[:-20], "manifest", "JSON"),
        (b"[" * 100_000, "manifest", "JSON"),
        (b"[]", "manifest", "yian-lake"),
        (b'"yian-lake"', "manifest", "yian-lake"),
        (b"\xff\xfe{}", "manifest", "JSON"),
        (b" " * (MOST_BYTES + 1), "manifest", "larger"),
        (changed(format="yian-dossier"), "manifest", "yian-lake"),
        (changed(schema=3, whatever=1), "newer", "3"),
        (changed(schema=0), "older", "0"),
        (changed(schema="2"), "manifest", "schema"),
        (changed(schema=True), "manifest", "schema"),
        (changed(schema=None), "manifest", "schema"),
        (changed(more=1), "manifest", "more"),
        (changed(commit=None), "manifest", "commit"),
        (changed(commit="abc"), "manifest", "commit"),
        (changed(commit="a" * 40 + "\n"), "manifest", "commit"),
        (changed(code="53012"), "manifest", "code"),
        (changed(code="530121-"), "manifest", "code"),
        (changed(code="530121/.."), "manifest", "code"),
        (changed(code="５３０１２１"), "manifest", "code"),
        (changed(clean="yes"), "manifest", "clean"),
        (changed(clean=1), "manifest", "clean"),
        (changed(verified="fine"), "manifest", "verified"),
        (changed(known="yesterday"), "manifest", "known"),
        (changed(meaning="6"), "manifest", "meaning"),
        (changed(meaning=-1), "manifest", "meaning"),
        (changed(at="2026-06-30T09:00:00"), "manifest", "offset"),
        (changed(name="一\u202e县"), "manifest", "name"),
        (changed(settings={"yellow": 7}), "manifest", "blue"),
        (changed(totals={"total": 1, "closed": 1, "overdue": -1}), "manifest", "overdue"),
        (changed(files=[]), "manifest", "standings"),
        (changed(files=json.loads(encode(make()))["files"] * 2), "manifest", "standings"),
        (changed(names=True), "manifest", "problems"),
        (with_file(file="../standings-0123456789abcdef.parquet"), "manifest", "file"),
        (with_file(file="/etc/passwd"), "manifest", "file"),
        (with_file(file="standings-0123456789abcdef.parquet"), "manifest", "digest"),
        (with_file(table="closes"), "manifest", "digest"),
        (with_file(table="secrets"), "manifest", "digest"),
        (with_file(sha256="x"), "manifest", "sha256"),
        (with_file(bytes=-1), "manifest", "bytes"),
        (with_file(bytes=1 << 40), "manifest", "bytes"),
        (with_file(rows=1.5), "manifest", "rows"),
        (with_file(size=1), "manifest", "size"),
    ],
)
def test_what_is_no_manifest_is_refused_by_name(data: bytes, kind: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.kind == kind
    assert said in caught.value.said


def test_the_same_manifest_in_another_layout_is_refused_too() -> None:
    data = encode(make())
    for other in (json.dumps(json.loads(data)).encode(), data + b" ", data.replace(b'"clean"', b'"clean" ', 1)):
        with pytest.raises(Unreadable, match="somebody changed it"):
            decode(other)
    twice = data.replace(b'"clean": true', b'"clean": false,\n "clean": true')
    with pytest.raises(Unreadable):
        decode(twice)


def test_of_two_the_newer_is_told_by_the_day_and_then_by_the_time() -> None:
    morning, evening = (make(at=dt.datetime(2026, 6, 30, hour, tzinfo=dt.UTC)) for hour in (1, 9))
    older = make(known=dt.date(2026, 6, 29), at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    assert sorted([evening, older, morning], key=lambda one: one.order) == [older, morning, evening]
    assert morning.kept_as == f"2026-06-30-{morning.commit[:12]}.json"


def test_a_table_that_was_not_handed_over_has_no_file() -> None:
    assert make().file("standings").table == "standings"
    with pytest.raises(KeyError):
        make().file("problems")
