"""A whole ledger in each form: what it is is seen by what it says, and what is not whole is none."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services.specimens import Clerk, divided
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.store import bundle_files
from yiananlib.store.bundle import Item, content, items
from yiananlib.store.bundle_files import FORMS, form, read

HEADER = {"format": "yian-ledger", "version": 1, "yian": "9.9", "campaign": "\u202e", "more": [1]}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clerk, list[Item]]:
    clerk = divided(tmp_path_factory.mktemp("bundle") / "ledger")
    clerk.write("orgs/zjj/evidence/0123456789abcdef-表.pdf", bytes(range(256)) * 300)
    clerk.write("allowed_signers", "# 无\n")
    return clerk, list(items(clerk.ledger, evidence=True))


@pytest.fixture(params=FORMS)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def file(folder: Path, name: str, some: list[Item], header: dict[str, Any] = HEADER) -> Path:
    path = folder / f"x.{name}"
    path.write_text("".join(FORMS[name].write(header, iter(some))), encoding="utf-8", newline="")
    return path


def refused(path: Path) -> str:
    with pytest.raises(LedgerInvalid) as error:
        list(read(path))
    assert str(path) in error.value.message
    return error.value.message.replace(str(path), "x")


def test_every_file_comes_back_in_each_form(there: tuple[Clerk, list[Item]], name: str, tmp_path: Path) -> None:
    clerk, all_ = there
    path = file(tmp_path, name, all_)
    assert form(path) == name
    assert list(read(path)) == all_
    assert all(content(each) == (clerk.root / each.path).read_bytes() for each in read(path))


def test_a_mark_at_the_beginning_is_no_part_of_it(there: tuple[Clerk, list[Item]], name: str, tmp_path: Path) -> None:
    path = file(tmp_path, name, there[1])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    path = path.rename(tmp_path / "x")
    assert form(path) == name
    assert list(read(path)) == there[1]


def test_what_is_cut_short_is_refused(there: tuple[Clerk, list[Item]], name: str, tmp_path: Path) -> None:
    path = file(tmp_path, name, there[1][:5])
    data = path.read_bytes()
    for length in range(1, len(data) - 2, max(1, len(data) // 60)):
        path.write_bytes(data[:length])
        refused(path)


def test_a_line_that_was_lost_is_missed(there: tuple[Clerk, list[Item]], tmp_path: Path) -> None:
    path = file(tmp_path, "jsonl", there[1])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:3] + lines[4:]), encoding="utf-8")
    assert "files, which does not match the number it states" in refused(path)


@pytest.mark.parametrize("header", [
    {}, {"format": "x", "version": 1}, {"format": "yian-ledger"}, {"format": "yian-ledger", "version": True},
    {"format": "yian-ledger", "version": "1"}, {"format": "yian-ledger", "version": 0}, {"version": 1},
    {"format": "yian-ledger", "version": 2},
])  # fmt: skip
def test_another_format_or_a_newer_one_is_refused(
    there: tuple[Clerk, list[Item]], name: str, tmp_path: Path, header: dict[str, Any]
) -> None:
    said = refused(file(tmp_path, name, there[1][:2], header))
    assert ("newer" in said) == (header.get("version") == 2)


@pytest.mark.parametrize("twice", [
    lambda each: each,
    lambda each: each._replace(path=each.path.replace("case-1", "Case-1"), id="Case-1"),
])  # fmt: skip
def test_a_file_that_is_there_twice_is_refused(
    there: tuple[Clerk, list[Item]], name: str, tmp_path: Path, twice: Callable[[Item], Item]
) -> None:
    (case,) = [each for each in there[1] if each.path == "cases/case-1.toml"]
    assert "twice" in refused(file(tmp_path, name, [case, twice(case)]))


def test_more_files_than_any_ledger_has_are_refused(
    there: tuple[Clerk, list[Item]], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_files, "MOST_FILES", 3)
    assert "more than 3" in refused(file(tmp_path, name, there[1][:4]))


def test_what_follows_the_end_is_refused(there: tuple[Clerk, list[Item]], tmp_path: Path) -> None:
    path = file(tmp_path, "jsonl", there[1][:2])
    path.write_text(path.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    assert "there is more after its end" in refused(path)


@pytest.mark.parametrize("data", [b"\xff\xfe{\0}\0", "{\"名\": 1}".encode("gb18030"), b"\x80" * 1000])  # fmt: skip
def test_what_is_not_utf_8_is_refused(name: str, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / f"x.{'json' if name == 'csv' else name}"
    path.write_bytes(data)
    refused(path)
    whole = file(tmp_path, name, [])
    whole.write_bytes(whole.read_bytes() + b"\xff\n")
    refused(whole)


@pytest.mark.parametrize(("written", "found"), [
    ("单位,问题\n", None), ("", None), ("PK", None), ("path,field,type,value\r\n", "csv"), ("{", "json"),
    (" \n{}", "jsonl"),
    ('{"format": "yian-ledger", "items": []}', "json"), ("{" * 100_000, "json"),
])  # fmt: skip
def test_the_form_is_recognized_by_the_content(tmp_path: Path, written: str, found: str | None) -> None:
    path = tmp_path / "x.csv"
    path.write_text(written, encoding="utf-8")
    assert form(path) == found


def test_the_name_says_it_where_nothing_else_does(tmp_path: Path) -> None:
    assert form(tmp_path / "nowhere.json") == "json"
    assert form(tmp_path / "nowhere.xlsx") is None
    assert form(tmp_path) is None
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert form(tmp_path / "pipe.jsonl") == "jsonl"
    with pytest.raises(UsageProblem):
        list(read(tmp_path / "pipe.jsonl"))
    with pytest.raises(UsageProblem):
        list(read(tmp_path / "nowhere.json"))


def test_a_million_empty_lines_cost_no_time(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(HEADER) + "\n" * 1_000_000, encoding="utf-8")
    refused(path)


@pytest.mark.parametrize("said", [True, False, "", 1])
def test_a_public_version_cannot_become_a_ledger(
    there: tuple[Clerk, list[Item]], name: str, tmp_path: Path, said: object
) -> None:
    path = file(tmp_path, name, there[1], {"public": said, **HEADER})
    assert form(path) == name
    assert refused(path).startswith("x: it is a public version")
