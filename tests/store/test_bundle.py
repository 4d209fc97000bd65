"""What leaves a ledger comes back as it was; what nobody exported is refused before it is anything."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

from tests import strategies
from tests.services.specimens import Clerk, divided
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.model.problem import Problem
from yiananlib.store import bundle, codec, kinds
from yiananlib.store.bundle import Item, Unfit, content, item, items
from yiananlib.store.kinds import RecordKind
from yiananlib.store.ledger import Ledger

EXAMPLE: Final = Path(__file__).resolve().parents[2] / "examples" / "yunling"
PATH: Final = "orgs/zjj/problems/k7m2qd.toml"
EVIDENCE: Final = "orgs/zjj/evidence/0123456789abcdef-核验表.pdf"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return divided(tmp_path_factory.mktemp("bundle") / "ledger")


@pytest.fixture
def problem_item(ledger: Ledger) -> dict[str, Any]:
    """The item of `ledger`'s problem, as JSON has it."""
    (found,) = [each for each in items(ledger, evidence=False) if each.path == PATH]
    return found.plain


def refusal(values: Any) -> str:
    with pytest.raises(Unfit) as error:
        content(item(values))
    return error.value.problem


def record_of(values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The item with another record, and without its digest, as another program may write it."""
    return values | {"record": values["record"] | changes, "sha256": None}


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_a_record_of_each_kind_comes_back_byte_for_byte(clerk: Clerk, kind: RecordKind) -> None:
    path = clerk.path(kind.name)
    (found,) = [each for each in items(clerk.ledger, evidence=False) if each.path == path]
    again = item(json.loads(json.dumps(found.plain)))
    assert again == found
    assert content(again) == (clerk.root / path).read_bytes()
    assert content(again._replace(text=None, sha256=None)) == kind.encode(
        kind.decode((clerk.root / path).read_bytes(), again.org or "", again.id or "")
    )


def test_the_example_comes_back_byte_for_byte() -> None:
    found = {each.path: content(each) for each in items(Ledger(EXAMPLE), evidence=True)}
    there = {path.relative_to(EXAMPLE).as_posix(): path.read_bytes() for path in EXAMPLE.rglob("*") if path.is_file()}
    assert found == {
        path: data for path, data in there.items() if path.rpartition("/")[2][0] != "." and "tombi" not in path
    }


@given(strategies.problems())
def test_any_problem_comes_back(problem: Problem) -> None:
    written = kinds.PROBLEM.encode(problem)
    values = bundle.as_json(codec.values(written)[1])
    path, name = kinds.PROBLEM.path(problem.org, problem.head.id), problem.head.id
    digest = hashlib.sha256(written).hexdigest()
    given_ = {"path": path, "kind": "problem", "org": problem.org, "id": name, "sha256": digest, "record": values}
    assert content(item(json.loads(json.dumps(given_)))) == written


@pytest.mark.parametrize("edit", [
    lambda text: "# 手写的说明\n" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.rstrip("\n"),
    lambda text: text.replace('kind = "registered"', "kind   =  'registered'  # 补"),
])  # fmt: skip
def test_a_file_in_another_layout_keeps_it(ledger: Ledger, edit: Any) -> None:
    file = ledger.root / PATH
    file.write_bytes(edit(file.read_bytes().decode()).encode())
    (found,) = [each for each in items(ledger, evidence=False) if each.path == PATH]
    assert found.text is not None
    assert content(item(json.loads(json.dumps(found.plain)))) == file.read_bytes()


def test_what_yian_wrote_needs_no_text(problem_item: dict[str, Any]) -> None:
    assert problem_item["text"] is None


def test_a_text_that_says_something_else_is_refused(problem_item: dict[str, Any], ledger: Ledger) -> None:
    text = (ledger.root / PATH).read_text(encoding="utf-8")
    said = {"text": text.replace("zjj/jianguan", "zjj/deputy-1"), "sha256": None}
    assert "its text does not match its record" in refusal(problem_item | said)


def test_a_digest_is_checked_where_there_is_one(problem_item: dict[str, Any]) -> None:
    assert "digest" in refusal(problem_item | {"sha256": "0" * 64})
    assert "digest" in refusal(record_of(problem_item, title="改了") | {"sha256": problem_item["sha256"]})
    assert b"\xe6\x94\xb9\xe4\xba\x86" in (content(item(record_of(problem_item, title="改了"))) or b"")


@pytest.mark.parametrize("path", [
    "", "/etc/passwd", "../yian.toml", "orgs/../yian.toml", "orgs/zjj/problems/../org.toml", "orgs/zjj",
    "orgs/zjj/problems/K7M2QD.toml", "orgs/con/org.toml", "orgs/a\u202eb/org.toml", ".git/config", ".gitattributes",
    "orgs\\zjj\\org.toml", "C:/yian.toml", "orgs/-rf/org.toml", "orgs/zjj./org.toml", ".yian/journal", "yian.toml/x",
    "orgs/zjj/problems/k7m2qd.toml/", "orgs//problems/k7m2qd.toml", "orgs/zjj/problems/k7m2qd.toml\0",
    "orgs/ｚｊｊ/org.toml", "orgs/\ud800/org.toml", "cases/.toml", "imports/a/b.toml",
])  # fmt: skip
def test_a_path_that_no_ledger_has_is_refused(problem_item: dict[str, Any], path: str) -> None:
    assert refusal(problem_item | {"path": path})


@pytest.mark.parametrize("name", [
    "..", ".", "", ".gitattributes", "a/b", "a\\b", "con", "NUL.txt", "a:b", "a ", "a.", "a\nb", "a\u202eb", "x" * 300,
    "e\u0301.pdf", "\ud800",
])  # fmt: skip
def test_a_name_that_no_system_could_keep_is_no_evidence(name: str) -> None:
    values = {"path": f"orgs/zjj/evidence/{name}", "kind": "evidence", "org": "zjj", "id": name, "sha256": "0" * 64}
    assert refusal(values | {"size": 1})


@pytest.mark.parametrize("changes", [
    {"kind": "org"}, {"kind": "nonsense"}, {"kind": None}, {"org": "czj"}, {"org": None}, {"id": "000000"},
    {"sha256": "x"}, {"sha256": 1}, {"sha256": "A" * 64}, {"record": None}, {"record": []}, {"record": "x"},
    {"text": 3}, {"size": 3}, {"data": ""}, {"more": 1}, {"path": 3}, {"text": "\ud800"}, {"text": "schema = "},
    {"text": ""}, {"org": ""},
])  # fmt: skip
def test_a_field_that_is_not_what_it_should_be_is_refused(problem_item: dict[str, Any], changes: Any) -> None:
    assert refusal(problem_item | changes)


@pytest.mark.parametrize("values", [None, [], "x", 3, {}, {"path": None}])
def test_what_is_no_item_is_refused(values: Any) -> None:
    assert refusal(values)


@pytest.mark.parametrize("changes", [
    {"id": "000000"}, {"title": "a\u202eb"}, {"title": "\x1b[31m"}, {"title": "\ud800"}, {"title": "a\nb"},
    {"title": 3}, {"due": 20260615}, {"due": "2026-02-30"}, {"due": "15.6.2026"}, {"schema": 2}, {"schema": "1"},
    {"unknown": 1}, {"entries": {}}, {"entries": [3]}, {"entries": [{"kind": "nonsense"}]}, {"entries": [{"kind": []}]},
    {"entries": [{"kind": "a\u202e\x1b"}]}, {"entries": [{"kind": "registered"}]}, {"leader": "../x"}, {"title": None},
    {"level": [[[[]]]]}, {"symptom": "长" * 30_000},
])  # fmt: skip
def test_a_record_that_no_file_could_hold_is_refused(problem_item: dict[str, Any], changes: dict[str, Any]) -> None:
    said = refusal(record_of(problem_item, **changes))
    assert said
    assert all(c.isprintable() for c in said)


def test_nesting_without_end_is_refused(problem_item: dict[str, Any]) -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    assert refusal(record_of(problem_item, title=deep))


def test_evidence_is_named_and_goes_along_where_that_is_asked(ledger: Ledger) -> None:
    file = ledger.root / EVIDENCE
    file.parent.mkdir()
    file.write_bytes(b"\0\xff" * 1000)
    (named,) = [each for each in items(ledger, evidence=False) if each.kind == "evidence"]
    assert (named.path, named.size, named.data) == (EVIDENCE, 2000, None)
    assert content(item(named.plain)) is None
    (taken,) = [each for each in items(ledger, evidence=True) if each.kind == "evidence"]
    assert content(item(taken.plain)) == file.read_bytes()
    assert taken.sha256 == named.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("changes", [
    {"data": "###="}, {"data": "AA"}, {"data": "QUJD"}, {"size": 4}, {"size": None}, {"size": True}, {"sha256": None},
    {"sha256": "0" * 64}, {"record": {}}, {"text": "x"}, {"data": 3},
])  # fmt: skip
def test_evidence_that_is_not_what_it_says_is_refused(changes: dict[str, Any]) -> None:
    data = b"12345"
    good = {
        "path": EVIDENCE, "kind": "evidence", "org": "zjj", "id": EVIDENCE.rpartition("/")[2],
        "sha256": hashlib.sha256(data).hexdigest(), "size": 5, "data": base64.b64encode(data).decode(),
    }  # fmt: skip
    assert content(item(good)) == data
    assert refusal(good | changes)


def test_evidence_too_large_to_be_taken_along_is_said(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "LARGEST", 100)
    file = ledger.root / EVIDENCE
    file.parent.mkdir()
    file.write_bytes(b"x" * 101)
    assert [each.size for each in items(ledger, evidence=False) if each.size] == [101]
    with pytest.raises(UsageProblem, match="without --evidence"):
        list(items(ledger, evidence=True))
    values = {"path": EVIDENCE, "kind": "evidence", "org": "zjj", "id": file.name, "sha256": "0" * 64, "size": 200}
    assert "larger" in refusal(values | {"data": base64.b64encode(b"x" * 200).decode()})


def test_the_keys_of_officers_go_along(ledger: Ledger) -> None:
    text = "zjj/liaison ssh-ed25519 AAAA\r\n# 说明\n"
    (ledger.root / "allowed_signers").write_bytes(text.encode())
    (found,) = [each for each in items(ledger, evidence=False) if each.kind == "signers"]
    assert content(item(found.plain)) == text.encode()
    assert refusal(found.plain | {"text": "a\u202eb", "sha256": None})
    assert refusal(found.plain | {"text": "\ud800", "sha256": None})
    assert refusal(found.plain | {"text": None})
    (ledger.root / "allowed_signers").write_bytes(b"\xff")
    with pytest.raises(LedgerInvalid):
        list(items(ledger, evidence=False))


@pytest.mark.parametrize(("path", "data"), [
    (PATH, b"<<<<<<< HEAD\n"), ("orgs/zjj/org.toml", b"\xff"), ("orgs/zjj/problems/nonsense.toml", b"schema = 1\n"),
    ("orgs/zjj/rules/000000.toml", b"schema = 1\n"), ("orgs/nowhere/rules/000000.toml", b"schema = 1\n"),
    ("orgs/zjj/evidence/a:b", b"x"), ("cases/con.toml", b"schema = 1\n"),
])  # fmt: skip
def test_a_ledger_that_cannot_be_read_wholly_is_refused(ledger: Ledger, path: str, data: bytes) -> None:
    file = ledger.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    with pytest.raises(LedgerInvalid):
        list(items(ledger, evidence=False))


def test_what_desktops_leave_and_what_is_no_record_is_no_part_of_a_ledger(ledger: Ledger) -> None:
    before = list(items(ledger, evidence=True))
    for path in ("README.md", "orgs/.DS_Store", "orgs/说明.txt", "orgs/zjj/~$x.xlsx", ".gitignore", "orgs/leer/x"):
        (ledger.root / path).parent.mkdir(exist_ok=True)
        (ledger.root / path).write_text("x", encoding="utf-8")
    assert list(items(ledger, evidence=True)) == before


def test_definitions_come_first() -> None:
    found = [each.kind for each in items(Ledger(EXAMPLE), evidence=False)]
    assert found[:2] == ["campaign", "checklist"]
    assert Item("x", "case", None, "x", None).row is kinds.CASE
