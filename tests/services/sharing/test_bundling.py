"""The same ledger gives the same bytes, and the header names the commit that says what they say."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, honest
from yiananlib.errors import AnswerNo, UsageProblem
from yiananlib.model.public import HEADS
from yiananlib.services.sharing.bundling import pieces
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


def told(ledger: Ledger) -> list[dict[str, Any]]:
    return [json.loads(line) for line in "".join(pieces(ledger, "jsonl", public=True)).splitlines()]


def test_a_public_bundle_holds_the_public_form_of_each_record_that_has_one(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    header, *items, last = told(repo.ledger)
    assert list(header) == [
        "public", "format", "version", "yian", "campaign", "commit", "day", "evidence", "left_out",
    ]  # fmt: skip
    assert (header["public"], header["commit"], header["day"], header["evidence"]) == (True, None, "2026-04-18", False)
    whole = [json.loads(line) for line in "".join(pieces(repo.ledger, "jsonl")).splitlines()][1:-1]
    assert [item["path"] for item in items] == [item["path"] for item in whole if item["kind"] in HEADS]
    assert last == {"count": len(items)} == {"count": len(whole) - header["left_out"]}
    assert header["left_out"] > 0
    for item in items:
        assert (item["sha256"], item["text"]) == (None, None)
        assert "/" not in json.dumps([item["record"].get("leader"), item["record"].get("owner")])
    (closed,) = [item for item in items if item["path"] == repo.closed_one]
    assert [entry["kind"] for entry in closed["record"]["entries"]][-1] == "closed"
    assert {entry["at"] for entry in closed["record"]["entries"]} == {None}
    assert {entry["by"] for entry in closed["record"]["entries"]} <= set(repo.ledger.orgs())


def test_a_problem_is_public_as_amended(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem(title="原题目")
    desk.append(ref, "amended", changes={"title": "新题目"}, reason="写错")
    (item,) = [item for item in told(desk.ledger) if item.get("kind") == "problem"]
    assert item["record"]["title"] == "新题目"
    assert [entry["kind"] for entry in item["record"]["entries"]] == ["registered"]


def test_supporting_files_are_not_public(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="--evidence"):
        pieces(new_desk(tmp_path / "ledger").ledger, "json", evidence=True, public=True)


@pytest.mark.parametrize("form", FORMS)
def test_something_personal_refuses_all_of_it(tmp_path: Path, form: str) -> None:
    desk = new_desk(tmp_path / "ledger")
    desk.problem()
    ref = desk.problem(title="投诉人13812345678反映")
    with pytest.raises(AnswerNo, match=ref):
        "".join(pieces(desk.ledger, form, public=True))


def test_something_personal_in_what_is_left_out_does_not_matter(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    desk.append(desk.problem(symptom="投诉人13812345678反映"), "noted", note="致电13812345678")
    assert "13812345678" not in "".join(pieces(desk.ledger, "json", public=True))
