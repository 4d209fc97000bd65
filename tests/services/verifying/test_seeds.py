"""The seed of a sample is the first later commit of another organization."""

import shutil
from pathlib import Path

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.repositories import Repository, honest
from tests.services.sampling import (
    by_commit,
    noted,
    sampled,
)
from yiananlib.errors import NoSuchRecord, NotAllowed
from yiananlib.model import merging


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


def test_the_first_later_commit_of_another_organization_is_the_seed(repo: Repository) -> None:
    before = repo.git("rev-parse", "HEAD")
    ref = sampled(repo)
    froze = repo.git("rev-parse", "HEAD")
    own = noted(repo, INSPECTOR)
    first, second = noted(repo, LIAISON), noted(repo, OFFICE)
    for commit, said in (
        (before, "does not follow the one that froze the population"),
        (froze, "is the one that froze the population"),
        (own, "was not recorded by an officer of another organization than jiwei"),
        (second, f"commit {first[:12]} came before {second[:12]}"),
    ):
        with repo.refuses(NotAllowed, said):
            by_commit(repo, ref, commit)
    with repo.refuses(NoSuchRecord):
        by_commit(repo, ref, "nosuch")
    repo.recorded(INSPECTOR, lambda: by_commit(repo, ref, first[:9]))
    assert repo.codes() == ["unvouched"] or repo.codes() == []
    (entry,) = [e for e in repo.ledger.find_matter("sample", ref).entries if e.kind == "drawn"]
    assert entry.commit == first


def test_a_commit_of_another_line_is_no_seed(repo: Repository) -> None:
    repo.git("branch", "side")
    ref = sampled(repo)
    repo.git("switch", "--quiet", "side")
    aside = noted(repo, LIAISON)
    repo.git("switch", "--quiet", "main")
    with repo.refuses(NotAllowed, "does not follow the one that froze the population"):
        by_commit(repo, ref, aside)


def test_two_draws_on_two_branches_do_not_both_stand(repo: Repository) -> None:
    ref = sampled(repo)
    seed = noted(repo, LIAISON)
    repo.git("branch", "side")
    repo.recorded(INSPECTOR, lambda: by_commit(repo, ref, seed))
    ours = repo.ledger.find_matter("sample", ref)
    repo.git("switch", "--quiet", "side")
    before = repo.ledger.find_matter("sample", ref)
    entry = by_commit(repo, ref, seed).entries[-1]
    theirs = before.followed_by(entry.model_copy(update={"id": "zzzzzz"}))
    with pytest.raises(merging.Unmergeable, match="is not possible after"):
        merging.merge_records(before, ours, theirs)


def test_a_ledger_in_a_folder_of_its_repository_finds_its_seed_too(tmp_path: Path) -> None:
    inner = honest(tmp_path / "all" / "ledger")
    shutil.rmtree(inner.root / ".git")
    outer = Repository(inner.root.parent)
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.now = inner.now
    inner.commit(OFFICE)
    ref = sampled(inner)
    first = noted(inner, LIAISON)
    inner.recorded(INSPECTOR, lambda: by_commit(inner, ref, first))
    assert "sample" not in inner.codes()
