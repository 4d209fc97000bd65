"""What of a commit would stop a reader; each way is a forgery of tests/services/forgeries.py."""

from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.repositories import Repository, honest


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


@pytest.mark.parametrize("path", ["orgs/zjj/problems/.DS_Store", "orgs/zjj/说明.docx", "README.md", "orgs/readme.md"])
def test_harmless_files_pass(repo: Repository, path: str) -> None:
    repo.write(path, "x")
    repo.commit(LIAISON)
    assert repo.findings() == ()


def test_a_stray_is_told_where_it_came_in_and_not_again(repo: Repository) -> None:
    repo.write("orgs/zjj/problems/backup.toml", "x = 1\n")
    repo.commit(LIAISON)
    repo.recorded(LIAISON, lambda: repo.problem(title="之后"))
    assert repo.codes() == ["stray"]
    assert repo.codes("HEAD~1..") == []


def test_an_organization_without_problems_may_go(repo: Repository) -> None:
    repo.write("orgs/neu/org.toml", repo.text("orgs/czj/org.toml").replace("order = 3", "order = 9"))
    repo.commit(OFFICE)
    (repo.root / "orgs/neu/org.toml").unlink()
    repo.commit(OFFICE)
    assert "stray" not in repo.codes()
