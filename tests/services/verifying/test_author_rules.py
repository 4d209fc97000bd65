"""On whose behalf a commit was made: one officer for all that it brings."""

from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, honest, progressed


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


def test_a_commit_that_brings_nothing_needs_no_officer(repo: Repository) -> None:
    repo.write("README.md", "x")
    repo.commit()
    assert repo.findings() == ()


def test_a_merge_that_brings_nothing_of_its_own_needs_no_officer(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.recorded(LIAISON, lambda: repo.problem(title="旁支"))
    repo.git("checkout", "--quiet", "main")
    repo.recorded(LIAISON, lambda: repo.problem(title="主干"))
    repo.git("merge", "--quiet", "--no-edit", "side")
    assert repo.findings() == ()


def test_entries_of_two_officers_do_not_belong_in_one_commit(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    repo.append(repo.ref(repo.closed_one), "noted", OFFICE, note="已阅")
    repo.commit(LIAISON)
    (found,) = repo.findings()
    assert found.code == "by"
    assert OFFICE in found.message


@pytest.mark.parametrize("by", [None, "", f"{LIAISON}\nYian-By: {HEAD}"])
def test_the_refusal_says_what_helps(repo: Repository, by: str | None) -> None:
    progressed(repo, repo.open_one)
    repo.commit(by)
    (found,) = repo.findings()
    assert found.code == "by"
    assert "`yian sync`" in found.remedy
    assert f"Yian-By: {LIAISON}" in found.remedy


def test_nobody_vouches_for_the_entries_a_ledger_begins_with(tmp_path: Path) -> None:
    desk = Repository(new_desk(tmp_path / "ledger").root)
    desk.problem()
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.commit(OFFICE)
    proved = desk.proved()
    assert [f.code for f in proved.findings] == ["unvouched"]
    assert "1 " in proved.findings[0].message
    assert proved.in_order
