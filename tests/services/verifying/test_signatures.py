"""Signatures: of the officer in `by`, with a key that the parents' trees allow."""

from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.errors import UsageProblem
from yiananlib.store import git

pytestmark = needs_ssh_keygen


@pytest.fixture
def repo(tmp_path: Path) -> SigningOffice:
    return signing_office(tmp_path / "ledger")


def noted(repo: SigningOffice, by: str = LIAISON) -> None:
    repo.append(repo.ref(repo.closed_one), "noted", by, note="已看")


def test_commits_signed_by_who_recorded_are_good(repo: SigningOffice) -> None:
    for by in (LIAISON, HEAD, OFFICE):
        noted(repo, by)
        repo.signed(by)
    repo.edit("yian.toml", "yellow = 7", "yellow = 5")
    repo.signed(OFFICE)
    assert repo.findings() == ()


def test_from_the_commit_after_the_demand_on_each_is_signed(repo: SigningOffice) -> None:
    noted(repo)
    repo.commit(LIAISON)
    (found,) = repo.findings()
    assert found.code == "unsigned"
    assert LIAISON in found.remedy


def test_a_commit_that_records_nothing_is_signed_too(repo: SigningOffice) -> None:
    repo.write("README.md", "说明")
    repo.commit()
    assert repo.codes() == ["unsigned"]


def test_another_officer_s_signature_is_found(repo: SigningOffice) -> None:
    noted(repo)
    repo.signed(LIAISON, key=HEAD)
    (found,) = repo.findings()
    assert (found.code, HEAD in found.message, LIAISON in found.message) == ("signature", True, True)


def test_a_key_that_nobody_knows_is_found(repo: SigningOffice) -> None:
    noted(repo)
    repo.signed(LIAISON, key="stranger")
    assert repo.codes() == ["signature"]


def test_a_commit_whose_content_was_changed_after_signing_is_found(repo: SigningOffice) -> None:
    noted(repo)
    oid = repo.signed(LIAISON)
    raw = repo.git("cat-file", "commit", oid).replace("zjj: change", "zjj: changed") + "\n"
    forged = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=raw.encode())
    repo.git("update-ref", "HEAD", forged)
    assert repo.codes() == ["signature"]


def test_a_key_counts_from_the_next_commit_on(repo: SigningOffice) -> None:
    repo.write("allowed_signers", repo.text("allowed_signers") + repo.line("zjj/jianguan"))
    noted(repo, "zjj/jianguan")
    repo.signed("zjj/jianguan")
    assert set(repo.codes()) == {"definition", "signature"}


def test_a_key_that_the_office_adds_is_good_afterwards(repo: SigningOffice) -> None:
    repo.write("allowed_signers", repo.text("allowed_signers") + repo.line("zjj/jianguan"))
    repo.signed(OFFICE)
    noted(repo, "zjj/jianguan")
    repo.signed("zjj/jianguan")
    assert repo.findings() == ()


def test_a_key_that_was_taken_back_is_bad_afterwards_and_good_before(repo: SigningOffice) -> None:
    noted(repo)
    repo.signed(LIAISON)
    repo.write("allowed_signers", "".join(map(repo.line, (HEAD, OFFICE))))
    repo.signed(OFFICE)
    assert repo.findings() == ()
    noted(repo)
    repo.signed(LIAISON)
    assert repo.codes() == ["signature"]


def test_a_unit_that_claims_to_be_the_office_is_found(repo: SigningOffice) -> None:
    repo.edit("yian.toml", "signed = true", "signed = false\nunsigned_since = 2026-04-20")
    repo.signed(OFFICE, key=LIAISON)
    assert repo.codes() == ["signature"]


def test_a_key_that_ran_out_is_no_good_however_a_commit_is_dated(repo: SigningOffice) -> None:
    line = repo.line(LIAISON).replace(" ssh-", ' valid-before="20260419" ssh-')
    repo.write("allowed_signers", repo.line(OFFICE) + line)
    repo.signed(OFFICE)
    noted(repo)
    repo.now = repo.now.replace(day=18, hour=20)
    repo.signed(LIAISON)
    assert "signature" in repo.codes()


def test_a_merge_is_signed_and_judged_by_the_keys_of_today(repo: SigningOffice) -> None:
    """The key of the merge was added on one side, and another taken back there: both count."""
    repo.git("branch", "side")
    repo.write("allowed_signers", "".join(map(repo.line, (LIAISON, OFFICE, "zjj/jianguan"))))
    repo.signed(OFFICE)
    repo.git("checkout", "--quiet", "side")
    noted(repo, HEAD)
    repo.signed(HEAD)
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    repo.signed("zjj/jianguan")
    assert repo.findings() == ()
    repo.signed(HEAD, "--amend")
    assert repo.codes() == ["signature"]


def test_another_kind_of_signature_is_found(repo: SigningOffice) -> None:
    noted(repo)
    oid = repo.commit(LIAISON)
    raw = repo.git("cat-file", "commit", oid) + "\n"
    seal = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\nzjj"
    forged = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=raw.replace("\nzjj", seal, 1).encode())
    repo.git("update-ref", "HEAD", forged)
    assert repo.codes() == ["signature"]


def test_without_keys_nothing_is_good(repo: SigningOffice) -> None:
    (repo.root / "allowed_signers").unlink()
    repo.signed(OFFICE)
    noted(repo)
    repo.signed(LIAISON)
    assert repo.codes() == ["locked-out", "signature"]


def test_without_ssh_keygen_it_is_said(repo: SigningOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(repo)
    repo.signed(LIAISON)

    def absent(*_arguments: object) -> str | None:
        raise FileNotFoundError

    monkeypatch.setattr(git, "signer", absent)
    with pytest.raises(UsageProblem, match="ssh-keygen"):
        repo.findings()
