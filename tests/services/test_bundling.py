"""The same ledger gives the same bytes, and the header names the commit that says what they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, honest
from yiananlib.services.bundling import pieces
from yiananlib.store.bundle_files import FORMS
from yiananlib.store.ledger import Ledger


def header(ledger: Ledger) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(iter(pieces(ledger, "jsonl", evidence=False))))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_the_same_ledger_gives_the_same(tmp_path: Path, form: str) -> None:
    repo = honest(tmp_path / "a")
    other = Repository(tmp_path / "b")
    repo.git("clone", "--quiet", repo.root, other.root)
    said = ["".join(pieces(desk.ledger, form, evidence=True)) for desk in (repo, repo, other)]
    assert said[0] == said[1] == said[2]


def test_the_header_names_the_commit_and_its_day(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    head = repo.git("rev-parse", "HEAD")
    found = header(repo.ledger)
    assert list(found) == ["format", "version", "yian", "campaign", "commit", "day", "evidence"]
    assert (found["commit"], found["day"]) == (head, "2026-04-18")
    repo.write("说明.txt", "不在台账")
    assert header(repo.ledger)["commit"] == head


def test_a_commit_that_says_something_else_is_not_named(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    repo.append(repo.ref(repo.open_one), "noted", note="未提交")
    assert (header(repo.ledger)["commit"], header(repo.ledger)["day"]) == (None, None)


def test_a_ledger_without_git_or_without_a_commit_names_none(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    assert header(desk.ledger)["commit"] is None
    repo = Repository(desk.root)
    repo.git("init", "--quiet")
    assert header(repo.ledger)["commit"] is None
    repo.git("commit", "--quiet", "--allow-empty", "--message=x")
    assert header(repo.ledger)["commit"] is None
