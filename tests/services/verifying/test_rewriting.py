"""An alarm where what others had is gone; none where somebody puts their own work in order."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import LIAISON
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, clone_of
from yiananlib.model.finding import Finding


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def shared(repo: Repository, tmp_path: Path) -> Repository:
    """A clone of a shared bare repository."""
    repo.git("clone", "--quiet", "--bare", repo.root, tmp_path / "shared.git")
    repo.git("remote", "add", "origin", tmp_path / "shared.git")
    repo.git("fetch", "--quiet", "origin")
    repo.git("branch", "--quiet", "--set-upstream-to=origin/main")
    return repo


def told(repo: Repository, cache: Path) -> list[Finding]:
    return [f for f in repo.proved(cache=cache).findings if f.code == "rewritten"]


def another(repo: Repository, title: str = "另一段历史") -> str:
    return repo.recorded(LIAISON, lambda: repo.problem(title=title))


def amended(repo: Repository) -> None:
    repo.git("commit", "--quiet", "--amend", "--message", "zjj: 重写\n\nYian-By: zjj/liaison")


def taken_back(repo: Repository) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~1")


def name_used_again(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-B", "other", "HEAD~1")
    another(repo, "改道")
    repo.git("branch", "--quiet", "--force", "main", "other")
    repo.git("checkout", "--quiet", "main")


def rebased(repo: Repository) -> None:
    other = clone_of(repo, "rebased")
    other.git("reset", "--quiet", "--hard", "HEAD~1")
    another(other, "别人的")
    repo.git("fetch", "--quiet", other.root, "main")
    repo.git("rebase", "--quiet", "FETCH_HEAD")


WORK = {"amended": amended, "reset": taken_back, "branch name used again": name_used_again, "rebased": rebased}


@pytest.mark.parametrize("days", [0, 30])
@pytest.mark.parametrize("name", WORK)
def test_what_was_not_shared_is_put_in_order_without_alarm(
    shared: Repository, cache: Path, name: str, days: int
) -> None:
    another(shared)
    assert told(shared, cache) == []
    shared.now += dt.timedelta(days=days)
    WORK[name](shared)
    for _n in range(2):
        assert told(shared, cache) == []


@pytest.mark.parametrize("name", WORK)
def test_rewriting_history_proven_today_but_unshared_is_no_alarm(repo: Repository, cache: Path, name: str) -> None:
    another(repo)
    assert told(repo, cache) == []
    WORK[name](repo)
    assert told(repo, cache) == []


def test_what_was_proven_more_than_a_day_ago_is_missed_there_until_it_is_back(repo: Repository, cache: Path) -> None:
    lost = another(repo)
    assert told(repo, cache) == []
    repo.now += dt.timedelta(days=1, minutes=1)
    taken_back(repo)
    for _n in range(2):
        (found,) = told(repo, cache)
        assert (found.file, lost[:12] in found.message, "--anew" in found.remedy) == ("main", True, True)
    repo.git("merge", "--quiet", lost)
    assert told(repo, cache) == []


def test_each_proof_of_a_day_is_remembered_by_its_own_time(repo: Repository, cache: Path) -> None:
    old = another(repo, "昨天")
    assert told(repo, cache) == []
    repo.now += dt.timedelta(hours=20)
    another(repo, "今天")
    assert told(repo, cache) == []
    repo.now += dt.timedelta(hours=5)
    taken_back(repo)
    assert told(repo, cache) == []
    taken_back(repo)
    (found,) = told(repo, cache)
    assert old[:12] in found.message


def forced(repo: Repository) -> None:
    """Somebody pushes another history with force, and it is fetched."""
    other = clone_of(repo, "force")
    other.git("reset", "--quiet", "--hard", "HEAD~1")
    another(other, "强推")
    other.git("push", "--quiet", "--force", repo.git("remote", "get-url", "origin"), "main")
    repo.git("fetch", "--quiet", "origin")


def pushed_then_proven(repo: Repository, cache: Path) -> None:
    repo.git("push", "--quiet", "origin", "main")
    assert told(repo, cache) == []


def proven_then_pushed(repo: Repository, cache: Path) -> None:
    assert told(repo, cache) == []
    repo.git("push", "--quiet", "origin", "main")


@pytest.mark.parametrize("shares", [pushed_then_proven, proven_then_pushed])
def test_what_others_had_and_is_gone_is_an_alarm_until_it_is_there_again(
    shared: Repository, cache: Path, shares: Callable[[Repository, Path], None]
) -> None:
    lost = another(shared)
    shares(shared, cache)
    forced(shared)
    assert told(shared, cache) == []  # it is here still, and the next push brings it back
    shared.git("reset", "--quiet", "--hard", "origin/main")
    for _n in range(2):
        (found,) = told(shared, cache)
        assert lost[:12] in found.message
    shared.git("merge", "--quiet", "--no-edit", lost)
    assert told(shared, cache) == []


def test_being_behind_the_shared_repository_is_no_alarm(shared: Repository, cache: Path) -> None:
    another(shared)
    pushed_then_proven(shared, cache)
    shared.git("reset", "--quiet", "--hard", "HEAD~2")
    assert told(shared, cache) == []


def test_a_folder_made_anew_in_the_same_place_is_another_ledger(repo: Repository, cache: Path) -> None:
    assert told(repo, cache) == []
    shutil.rmtree(repo.root)
    anew = Repository(new_desk(repo.root).root)
    anew.git("init", "--quiet", "--initial-branch=main")
    anew.commit()
    anew.now += dt.timedelta(days=30)
    for _n in range(2):
        assert told(anew, cache) == []


def test_a_clone_made_anew_that_lacks_what_was_shared_is_an_alarm(shared: Repository, cache: Path) -> None:
    lost = another(shared)
    pushed_then_proven(shared, cache)
    forced(shared)
    address = shared.git("remote", "get-url", "origin")
    shared.git("clone", "--quiet", address, shared.root.parent / "anew")
    shutil.rmtree(shared.root)
    (shared.root.parent / "anew").rename(shared.root)
    (found,) = told(shared, cache)
    assert lost[:12] in found.message


def test_another_branch_is_no_rewritten_history(repo: Repository, cache: Path) -> None:
    assert told(repo, cache) == []
    repo.now += dt.timedelta(days=30)
    repo.git("checkout", "--quiet", "-b", "old", "HEAD~3")
    assert told(repo, cache) == []
    repo.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert told(repo, cache) == []


def test_without_a_clock_nothing_grows_old(repo: Repository, cache: Path) -> None:
    from yiananlib.services.verifying.proof import prove

    another(repo)
    assert told(repo, cache) == []
    taken_back(repo)
    assert prove(repo.root, None, cache, lambda _done, _total: None).findings == ()
