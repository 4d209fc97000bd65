"""Records as commits have them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.repositories import Repository, honest
from yiananlib.store import codec, git, guard
from yiananlib.store.past import Past, is_definition


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


@pytest.fixture
def past(repo: Repository) -> Iterator[Past]:
    with git.Objects(repo.root) as objects:
        yield Past(repo.root, "", objects)


def test_a_record_is_read_once(repo: Repository, past: Past) -> None:
    oid = repo.git("rev-parse", f"HEAD:{repo.open_one}")
    org, name = repo.ref(repo.open_one).split("/")
    assert past.problem(oid, org, name) is past.problem(oid, org, name)
    assert past.problem(oid, org, name) == repo.ledger.problem(org, name)
    with pytest.raises(codec.Invalid):
        past.problem(oid, org, "zzzzzz")


def test_a_file_s_digest_is_taken_piece_by_piece(repo: Repository, past: Past) -> None:
    data = b"x" * (3 * 1024 * 1024)
    repo.write("orgs/zjj/evidence/0-a.pdf", data)
    oid = repo.commit()
    assert past.at(oid, "orgs/zjj/evidence/0-a.pdf") == hashlib.sha256(data).hexdigest()
    assert len(past.data(repo.git("rev-parse", f"{oid}:orgs/zjj/evidence/0-a.pdf"))) == guard.MAX_BYTES + 1


@pytest.mark.parametrize("path", ["nowhere", "no where missing", "a\nb", "x blob 5", "\udcff", ""])
def test_what_is_not_there_is_none_whatever_it_is_called(past: Past, path: str) -> None:
    if path:
        assert past.at("HEAD", path) is None
    assert past.at("nowhere", "yian.toml") is None
    assert past.text_at("HEAD", "nowhere") == b""
    assert past.has("HEAD", "yian.toml")


def test_definitions_are_what_the_office_alone_changes() -> None:
    assert all(map(is_definition, ["yian.toml", "checklist.toml", "allowed_signers", "orgs/zjj/org.toml"]))
    assert not any(map(is_definition, ["README.md", "orgs/zjj/problems/aaaaaa.toml", "x/yian.toml", "org.toml"]))
