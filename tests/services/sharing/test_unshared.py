"""What nobody has yet is put in order before it is sent: merged where it was rebased, signed where it must be."""

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.repositories import Repository
from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.errors import UsageProblem
from yiananlib.services.recording.setup import set_up
from yiananlib.services.sharing.sync import Synced, sync

PROGRAM = f"{sys.executable} -P -m yiananlib"


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_NOSYSTEM", "1")):
        monkeypatch.setenv(name, value)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "n")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "n@n.invalid")


def shared_by_two(repo: Repository, kind: type[Repository] = Repository) -> tuple[Repository, Repository]:
    """Return two clones of a shared bare repository, on the same day."""
    bare = repo.root.parent / "shared.git"
    repo.git("clone", "--quiet", "--bare", repo.root, bare)
    found = []
    for name in ("here", "there"):
        repo.git("clone", "--quiet", bare, repo.root.parent / name)
        one = kind(repo.root.parent / name)
        one.now = repo.now
        set_up(one.ledger, PROGRAM)
        found.append(one)
    return found[0], found[1]


def synced(repo: Repository, by: str = OFFICE) -> Synced:
    return sync(repo.ledger, repo.context(by), None)


def noted(repo: Repository, note: str, by: str = LIAISON) -> None:
    name = f"{sum(map(ord, note)):06d}"
    repo.append(repo.ref(repo.open_one), "noted", by, note=note, id=name)


# rebased


def rebased(here: Repository, there: Repository) -> None:
    """Record something here, then something there that is sent first, and have it rebased here."""
    noted(here, "这里先记")
    here.commit(LIAISON)
    there.now += dt.timedelta(minutes=5)
    noted(there, "那里后记", OFFICE)
    there.commit(OFFICE)
    there.git("push", "--quiet", "origin", "main")
    here.now = there.now
    here.git("pull", "--quiet", "--rebase")


@pytest.mark.parametrize("more", [0, 2])
def test_what_was_rebased_before_older_entries_is_merged_anew(repo: Repository, more: int) -> None:
    here, there = shared_by_two(repo)
    rebased(here, there)
    for number in range(more):
        noted(here, f"其后{number}")
        here.commit(LIAISON)
    tree = here.git("rev-parse", "HEAD^{tree}")
    assert "entry-inserted" in here.codes()
    done = synced(here)
    assert (done.done, done.anew) == (True, 1)
    assert here.git("rev-parse", "HEAD^{tree}") == tree
    assert here.git("status", "--porcelain", "--untracked-files=no") == ""
    assert here.codes() == []
    assert here.git("rev-parse", "HEAD") == here.git("rev-parse", "origin/main")
    assert there.git("rev-parse", "HEAD") in here.git("rev-list", "HEAD")


def test_a_rebase_that_harmed_nothing_stays(repo: Repository) -> None:
    here, there = shared_by_two(repo)
    here.recorded(LIAISON, lambda: here.problem(title="这里的"))
    there.recorded(LIAISON, lambda: there.problem(title="那里的"))
    there.git("push", "--quiet", "origin", "main")
    here.git("fetch", "--quiet", "origin")
    here.git("rebase", "--quiet", "origin/main")
    head = here.git("rev-parse", "HEAD")
    assert (synced(here).anew, here.git("rev-parse", "HEAD")) == (0, head)


def test_what_cannot_be_merged_anew_is_not_sent(repo: Repository) -> None:
    here, there = shared_by_two(repo)
    rebased(here, there)
    here.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
    done = synced(here)
    assert (done.done, [f.code for f in done.withheld]) == (False, ["entry-inserted"])
    assert here.git("rev-parse", "origin/main") == there.git("rev-parse", "HEAD")


# what the other side would refuse


def test_a_county_that_is_reorganized_goes_on_sending(repo: Repository) -> None:
    here, there = shared_by_two(repo)
    there.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "deputy"')
    there.edit("orgs/zjj/org.toml", 'parent = "gov"', 'parent = "czj"')
    there.commit(OFFICE)
    assert synced(there).done
    noted(here, "这里照常")
    here.commit(LIAISON)
    done = synced(here)
    assert (done.done, done.withheld, len(done.went)) == (True, (), 1)


def test_what_an_officer_recorded_after_the_term_is_neither_merged_nor_sent(repo: Repository) -> None:
    here, there = shared_by_two(repo)
    there.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-04-20')
    there.commit(OFFICE)
    assert synced(there).done
    here.now += dt.timedelta(days=3)
    noted(here, "旧岗位")
    head = here.commit(LIAISON)
    done = synced(here)
    assert (done.done, done.came, [f.code for f in done.withheld]) == (False, (), ["revoked"])
    assert here.git("rev-parse", "origin/main") == there.git("rev-parse", "HEAD")
    assert here.git("rev-parse", "HEAD") == head
    assert here.git("status", "--porcelain", "--untracked-files=no") == ""
    here.git("reset", "--quiet", "--hard", "HEAD~1")  # as `yian undo` does
    assert synced(here).done


# signed


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


@needs_ssh_keygen
def test_what_was_not_signed_is_signed_before_it_is_sent(office: SigningOffice) -> None:
    here, there = (SigningOffice(one.root) for one in shared_by_two(office))
    here.now = there.now = office.now
    for note in ("甲", "乙"):
        noted(here, note)
        here.commit(LIAISON, "--no-gpg-sign")
    with_key(there, HEAD)
    noted(there, "丙", HEAD)
    there.signed(HEAD)
    there.git("push", "--quiet", "origin", "main")
    with here.refuses(UsageProblem, "2 commits"):
        synced(here, LIAISON)
    with_key(here, LIAISON)
    done = synced(here, LIAISON)
    assert (done.done, done.anew, done.withheld) == (True, 2, ())
    assert here.codes() == []
    assert here.git("log", "-1", "--format=%P").count(" ") == 1


@needs_ssh_keygen
def test_what_another_should_have_signed_is_not_sent(office: SigningOffice) -> None:
    here, _there = (SigningOffice(one.root) for one in shared_by_two(office))
    here.now = office.now
    noted(here, "丁", HEAD)
    here.commit(HEAD, "--no-gpg-sign")
    with_key(here, LIAISON)
    done = synced(here, LIAISON)
    assert [f.code for f in done.withheld] == ["signature"]
