"""Records as commits have them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.repositories import Repository, honest
from yiananlib.store import codec, git, guard
from yiananlib.store.history import History, is_definition


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


@pytest.fixture
def history(repo: Repository) -> Iterator[History]:
    with git.Objects(repo.root) as objects:
        yield History(repo.root, "", objects)


def test_a_record_is_read_once(repo: Repository, history: History) -> None:
    oid = repo.git("rev-parse", f"HEAD:{repo.open_one}")
    org, name = repo.ref(repo.open_one).split("/")
    assert history.problem(oid, org, name) is history.problem(oid, org, name)
    assert history.problem(oid, org, name) == repo.ledger.problem(org, name)
    with pytest.raises(codec.Invalid):
        history.problem(oid, org, "zzzzzz")


def test_a_file_s_digest_is_taken_piece_by_piece(repo: Repository, history: History) -> None:
    data = b"x" * (3 * 1024 * 1024)
    repo.write("orgs/zjj/evidence/0-a.pdf", data)
    oid = repo.commit()
    assert history.at(oid, "orgs/zjj/evidence/0-a.pdf") == hashlib.sha256(data).hexdigest()
    assert len(history.data(repo.git("rev-parse", f"{oid}:orgs/zjj/evidence/0-a.pdf"))) == guard.MAX_BYTES + 1


@pytest.mark.parametrize("path", ["nowhere", "no where missing", "a\nb", "x blob 5", "\udcff", ""])
def test_what_is_not_there_is_none_whatever_it_is_called(history: History, path: str) -> None:
    if path:
        assert history.at("HEAD", path) is None
    assert history.at("nowhere", "yian.toml") is None
    assert history.text_at("HEAD", "nowhere") == b""
    assert history.has("HEAD", "yian.toml")


def test_definitions_are_what_the_office_alone_changes() -> None:
    assert all(map(is_definition, ["yian.toml", "checklist.toml", "allowed_signers", "orgs/zjj/org.toml"]))
    assert not any(map(is_definition, ["README.md", "orgs/zjj/problems/aaaaaa.toml", "x/yian.toml", "org.toml"]))
