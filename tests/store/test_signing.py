"""The key with which git signs in a clone, as its settings name it."""

import os
from pathlib import Path

import pytest

from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.store import signing

pytestmark = needs_ssh_keygen


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_NOSYSTEM", "1")):
        monkeypatch.setenv(name, value)


@pytest.fixture
def repo(tmp_path: Path) -> SigningOffice:
    made = SigningOffice(tmp_path / "ledger")
    made.root.mkdir()
    made.git("init", "--quiet")
    return made


def test_a_key_is_a_path_private_or_public_or_the_key_itself(repo: SigningOffice) -> None:
    assert signing.key(repo.root) is None
    path = repo.key("zjj/liaison")
    public = " ".join(path.with_suffix(".pub").read_text(encoding="utf-8").split()[:2])
    for said in (path, path.with_suffix(".pub"), os.path.relpath(path, repo.root), f"key::{public}", public):
        repo.git("config", "user.signingkey", str(said))
        assert signing.key(repo.root) == signing.Key(str(said), public)


@pytest.mark.parametrize("said", ["ABCD1234", "/nowhere/key", "ssh-ed25519"])
def test_what_is_no_key_is_named_and_has_no_public_part(repo: SigningOffice, said: str) -> None:
    repo.git("config", "user.signingkey", said)
    assert signing.key(repo.root) == signing.Key(said, None)


def test_an_agent_may_be_asked_for_the_key(repo: SigningOffice) -> None:
    repo.git("config", "gpg.ssh.defaultKeyCommand", "ssh-add -L")
    assert signing.key(repo.root) == signing.Key("", None)


def test_the_demand_of_the_commit_before_counts_where_the_campaign_is_edited(tmp_path: Path) -> None:
    repo = signing_office(tmp_path / "signed")
    assert signing.demanded(repo.ledger)
    repo.edit("yian.toml", "signed = true", "signed = false")
    assert not signing.demanded(repo.ledger)
    assert signing.demanded(repo.ledger, redefined=True)
