import datetime as dt
from typing import Any

import pytest

from yiananlib.model import dossier
from yiananlib.model.dossier import File, Judged, Manifest, Role, decode, digest, encode, grouped, in_order, set_name

SHA = "0123456789abcdef" * 4
SETS = {"yian.toml": SHA}


def make(**fields: Any) -> Manifest:
    values: dict[str, Any] = {
        "written_by": "1.0", "campaign": "云岭县以案促改", "problems": ["zjj/k7m2qd"], "day": dt.date(2026, 6, 15),
        "commit": "0" * 40, "now": set_name(SETS), "sets": {set_name(SETS): SETS},
        "judged": {"orgs/zjj/problems/k7m2qd.toml": [Judged(entry="000001", commit="0" * 40, definitions=(SHA,))]},
        "files": [File(path="dossier.html", role=Role.PAGE, sha256=SHA, size=0)],
    }  # fmt: skip
    return Manifest.model_validate(values | fields)


@pytest.mark.parametrize("fields", [{}, {"public": True}, {"commit": None}, {"org": "zjj"}, {"files": []}])
def test_a_manifest_is_read_back_as_it_was_written(fields: dict[str, Any]) -> None:
    manifest = make(**fields)
    assert decode(encode(manifest)) == manifest
    assert encode(decode(encode(manifest))) == encode(manifest)


def test_it_is_readable_text_with_an_end_of_line() -> None:
    text = encode(make()).decode()
    assert "云岭县以案促改" in text
    assert text.endswith("}\n")
    assert "\n " in text


def test_the_same_manifest_has_one_digest_whatever_the_order_of_its_parts() -> None:
    one = make(sets={"a" * 64: SETS, "b" * 64: SETS})
    other = make(sets={"b" * 64: SETS, "a" * 64: SETS})
    assert digest(encode(one)) == digest(encode(other)) != digest(encode(make()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n}\n", b"\n}"),
        (b"{\n", b"{ \n"),
        (b'"version": 1', b'"version": 1.0'),
        (b'"version": 1', b'"version": 2'),
        (b'"format": "yian-dossier"', b'"format": "other"'),
        (b"2026-06-15", b"2026-06-31"),
        (b"2026-06-15", b"2026-06-15T00:00:00"),
        (b'"size": 0', b'"size": -1'),
        (b'"size": 0', b'"size": "0"'),
        (b'"role": "page"', b'"role": "cover"'),
        (b'"entry": "000001"', b'"entry": "00000l"'),
        (b'"commit": "0000', b'"commit": "000'),
        ("云".encode(), b"\\u4e91"),
        ("云".encode(), "云\u202e".encode()),
        (b'"problems"', b'"problem"'),
    ],
)
def test_a_manifest_in_any_other_form_is_refused(old: bytes, new: bytes) -> None:
    data = encode(make())
    assert old in data
    with pytest.raises(ValueError, match=r"form|validation error"):
        decode(data.replace(old, new, 1))


def test_a_set_is_named_after_its_content() -> None:
    assert set_name({"a": SHA, "b": SHA}) == set_name({"b": SHA, "a": SHA}) != set_name({"a": SHA})


def test_files_are_ordered_by_path_with_those_without_a_path_first() -> None:
    files = [
        File(path=path, role=Role.EVIDENCE, sha256=sha256 * 64, size=1)
        for path, sha256 in (("b", "0"), (None, "2"), ("a", "3"), (None, "1"))
    ]
    assert [file.path or file.sha256[0] for file in in_order(files)] == ["1", "2", "a", "b"]


def test_a_digest_is_read_out_in_groups_of_four() -> None:
    assert grouped(SHA).split() == ["0123", "4567", "89ab", "cdef"] * 4
    assert dossier.VERSION == 1
