"""Where the campaign demands signatures: records are signed, and what is missing is said before anything is written."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.repositories import honest
from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.errors import UsageProblem
from yiananlib.services.recording import begin, rectify
from yiananlib.services.recording.define import Kept, keep, open_definition
from yiananlib.services.recording.setup import set_up

pytestmark = needs_ssh_keygen


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_NOSYSTEM", "1")):
        monkeypatch.setenv(name, value)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "n")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "n@n.invalid")


@pytest.fixture
def office(tmp_path: Path) -> SigningOffice:
    """A signed ledger in which yian commits."""
    repo = signing_office(tmp_path / "ledger")
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.signed(OFFICE)
    with_key(repo, LIAISON)
    return repo


def with_key(repo: SigningOffice, officer: str) -> None:
    repo.git("config", "user.signingkey", repo.key(officer))


def record(repo: SigningOffice, by: str = LIAISON) -> None:
    context = repo.context(by)
    recorded = rectify.note(repo.ledger, context, repo.ref(repo.closed_one), "已看")
    assert recorded.uncommitted is None


def test_where_the_campaign_demands_it_what_is_recorded_is_signed(office: SigningOffice) -> None:
    office.git("config", "--unset", "gpg.format")
    record(office)
    assert office.git("log", "-1", "--format=%(trailers:key=Yian-By,valueonly)") == LIAISON
    with_key(office, OFFICE)
    begin.add_officer(office.ledger, office.context(OFFICE), "zjj", "neu", post="新")
    assert office.codes() == []


def test_the_demand_itself_is_not_under_the_demand_yet(tmp_path: Path) -> None:
    office = SigningOffice(honest(tmp_path / "ledger").root)
    office.on("2026-04-20")
    office.edit("yian.toml", "commit = false", "commit = true")
    office.write("allowed_signers", office.line(OFFICE))
    office.commit(OFFICE)
    before = open_definition(office.ledger, office.context(OFFICE), "campaign")
    kept = keep(
        office.ledger, office.context(OFFICE), before, before.text.replace("signed = false", "signed = true")
    )  # fmt: skip
    assert kept == Kept("yian.toml", None)
    assert [f.code for f in office.findings() if f.code != "ahead"] == []


def test_switching_it_off_is_signed_still(office: SigningOffice) -> None:
    with_key(office, OFFICE)
    before = open_definition(office.ledger, office.context(OFFICE), "campaign")
    text = before.text.replace("signed = true", "signed = false\nunsigned_since = 2026-04-20")
    assert isinstance(keep(office.ledger, office.context(OFFICE), before, text), Kept)
    assert office.codes() == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", ("The campaign requires signatures, but git has no")),
        ("ABCD1234", "is not one"),
        ("stranger", "is not listed for zjj/liaison"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_written(office: SigningOffice, key: str, said: str) -> None:
    office.git("config", "user.signingkey", office.key(key) if key == "stranger" else key)
    if not key:
        office.git("config", "--unset", "user.signingkey")
    with office.refuses(UsageProblem, said):
        record(office)
    with office.refuses(UsageProblem, "no signing key|is not one|is not listed for"):
        begin.add_officer(office.ledger, office.context(OFFICE), "zjj", "neu", post="新")
    found = set_up(office.ledger, "yian", office.context())
    assert found.unsigned is not None
    assert {"commit.gpgsign"} <= set(found.settings)


def test_setup_says_nothing_where_nothing_is_missing(office: SigningOffice) -> None:
    assert set_up(office.ledger, "yian", office.context()).unsigned is None
    assert set_up(honest(office.root.parent / "other").ledger, "yian", office.context()).unsigned is None


def test_a_key_that_wants_a_passphrase_is_not_asked_for_one_while_others_wait(office: SigningOffice) -> None:
    path = office.key(LIAISON)
    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", "geheim", "-f", path], check=True)
    recorded = rectify.note(office.ledger, office.context(), office.ref(office.closed_one), "已看")
    assert "passphrase" in str(recorded.uncommitted)
