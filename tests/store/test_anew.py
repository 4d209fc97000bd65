"""Commits made anew: the same trees, people, times and messages, on other parents."""

from pathlib import Path

import pytest

from tests.services.repositories import Repository
from yiananlib.store import anew, git


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.git("init", "--quiet", "--initial-branch=main")
    for number in range(4):
        made.write("x.txt", str(number))
        made.git("add", "--all")
        made.git(
            "commit", "--quiet", "--cleanup=verbatim", "--file=-", given=f"第{number}个\n\n说明\n\n\n".encode(),
            GIT_AUTHOR_NAME="张 <三", GIT_AUTHOR_DATE="@1700000000 +1400", GIT_COMMITTER_EMAIL="",
        )  # fmt: skip
    return made


def parts(repo: Repository, oid: str) -> list[str]:
    return [line for line in repo.git("cat-file", "commit", oid).split("\n") if not line.startswith("parent ")]


def test_commits_after_a_rewritten_one_are_rewritten_with_the_same_content(repo: Repository) -> None:
    oids = repo.git("rev-list", "--reverse", "HEAD").split()
    other = anew.commit(repo.root, oids[1], [oids[0]], sign=False, message=b"other\n")
    assert isinstance(other, str)
    names = anew.remake(repo.root, git.commits(repo.root, ["HEAD"]), {oids[1]: other})
    assert isinstance(names, dict)
    assert oids[0] not in names
    for old, parent in ((oids[2], other), (oids[3], names[oids[2]])):
        assert parts(repo, names[old]) == parts(repo, old)
        assert repo.git("rev-parse", f"{names[old]}^") == parent


def test_the_branch_is_moved_only_from_where_it_was(repo: Repository) -> None:
    head, before = repo.git("rev-parse", "HEAD"), repo.git("rev-parse", "HEAD~1")
    assert anew.moved_to(repo.root, before, before, "x") is not None
    assert anew.moved_to(repo.root, before, head, "x") is None
    assert (repo.git("rev-parse", "main"), repo.text("x.txt")) == (before, "3")


def test_a_git_failure_is_reported(repo: Repository) -> None:
    head = repo.git("rev-parse", "HEAD")
    assert isinstance(anew.commit(repo.root, head, ["0" * 40], sign=False), git.Failure)
    assert not anew.is_signed(repo.root, head)
