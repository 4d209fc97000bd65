"""The form of commits and folders; the ways to spoil it are forgeries of tests/services/forgeries.py."""

from pathlib import Path

import pytest

from tests.builders import LIAISON
from tests.services.forgeries import raw_commit, raw_tree, top_folder
from tests.services.repositories import Repository, honest


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n", "\nencoding UTF-7\n\n"), ("\n\n", "\nauthor x <x> 1 +0000\n\n"),
        ("\n\n", "\ntree " + "0" * 40 + "\n\n"),
        ("committer n", "committer n\x01 n"),
    ],
)  # fmt: skip
def test_a_commit_of_another_form_is_told(repo: Repository, old: str, new: str) -> None:
    repo.write("README.md", "x")
    repo.commit()
    raw_commit(repo, lambda text: text.replace(old, new, 1))
    assert repo.codes() == ([] if "\x01" in new else ["malformed"])


def test_a_folder_of_another_form_is_told_once_and_where_it_came_in(repo: Repository) -> None:
    rows = top_folder(repo)
    raw_tree(repo, b"".join(f"{mode} {name}\0".encode() + oid for mode, name, oid in reversed(rows)))
    found = [f for f in repo.findings() if f.code == "malformed"]
    assert len(found) == 1
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    assert repo.codes() == []


@pytest.mark.parametrize("org", ["aaa", "zjj", "zzz"])
def test_a_folder_far_down_is_looked_at_too(repo: Repository, org: str) -> None:
    oid = repo.git("rev-parse", f"HEAD:{repo.open_one}")
    for name in ("A.txt", "a.txt"):
        repo.git("update-index", "--add", "--cacheinfo", f"100644,{oid},orgs/{org}/附件/深/{name}")
    repo.git("commit", "--quiet", "-m", f"x\n\nYian-By: {LIAISON}")
    assert repo.codes() == ["twin"]
    repo.git("commit", "--quiet", "--allow-empty", "-m", "x")
    assert repo.codes("HEAD~1..") == []
