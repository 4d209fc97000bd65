"""git as a clone among others: what it is in the middle of, and what it says of its settings."""

import os
from pathlib import Path

import pytest

from tests.services.branches import ENVIRON, Case, Side, nothing, prepared, progress, registered
from yiananlib.store import clone, git

WHO = git.Identity("联络员", "liaison@zjj.invalid")


@pytest.fixture
def side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Side:
    """A ledger whose branches `main` and `theirs` changed the same problem."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRON[name])
    return prepared(tmp_path / "ledger", Case("", registered, progress("甲"), progress("乙")))[0]


@pytest.mark.parametrize(
    ("command", "operation"),
    [(["merge", "theirs"], "merge"), (["rebase", "theirs"], "rebase"), (["cherry-pick", "theirs"], "cherry-pick")],
)
def test_it_knows_what_git_is_in_the_middle_of(side: Side, command: list[str], operation: str) -> None:
    assert clone.underway(side.root) is None
    assert clone.unmerged(side.root) == {}
    side.git(*command, status=1)
    assert clone.underway(side.root) == operation
    ((path, stages),) = clone.unmerged(side.root).items()
    assert (sorted(stages), stages[1].mode) == ([1, 2, 3], 0o100644)
    assert clone.stage(side.root, [path]) is None
    assert clone.unmerged(side.root) == {}


def test_a_revert_is_no_picking(side: Side) -> None:
    side.git("revert", "--no-commit", "HEAD")
    assert clone.underway(side.root) == "revert"
    assert "revert" not in clone.PICKING


def test_a_merge_is_begun_concluded_and_forgotten(side: Side) -> None:
    assert clone.merge(side.root, "theirs", WHO) is not None
    assert clone.is_begun(side.root)
    clone.stage(side.root, list(clone.unmerged(side.root)))
    assert clone.conclude(side.root, WHO) is None
    assert side.git("show", "--no-patch", "--format=%ae").strip() == WHO.email
    side.write(".git/MERGE_HEAD", side.git("rev-parse", "theirs"))
    assert not clone.is_begun(side.root)
    assert clone.forget_merge(side.root) is None
    assert clone.underway(side.root) is None
    assert clone.is_ancestor(side.root, "theirs", "HEAD")
    assert not clone.is_ancestor(side.root, "HEAD", "theirs")


def test_what_was_only_touched_or_copied_is_committed_as_it_is(side: Side) -> None:
    for path in side.root.rglob("*.toml"):
        os.utime(path, (1, 1))
    assert clone.uncommitted(side.root) == []


def test_what_is_not_committed_is_named_and_taken_back(side: Side) -> None:
    known, unknown = "yian.toml", "orgs/zjj/新.txt"
    before = (side.root / known).read_bytes()
    side.write(known, before + b"# x\n")
    side.write(unknown, "x")
    side.write(".merge_file_a1b2c3", "x")
    assert clone.uncommitted(side.root) == [unknown, known]
    assert clone.take_back(side.root, [known, unknown], [known]) is None
    assert clone.uncommitted(side.root) == []
    assert (side.root / known).read_bytes() == before
    assert clone.take_back(side.root, [], []) is None


def test_settings_and_attributes_of_the_clone(side: Side) -> None:
    assert clone.set_here(side.root, "merge.yian.driver", "x\ny") is None
    assert clone.settings(side.root, r"^merge\.yian\.") == {"merge.yian.driver": "x\ny"}
    assert clone.set_here(side.root, "no name", "x") is not None
    assert clone.attributes(side.root, ["merge", "eol"], ["yian.toml", "住建局 x"]) == {
        "yian.toml": {"merge": "yian", "eol": "lf"}, "住建局 x": {"merge": "unspecified", "eol": "unspecified"},
    }  # fmt: skip
    assert clone.attributes(side.root.parent, ["merge"], ["x"]) == {"x": {}}
    assert clone.own_attributes(side.root) == side.root / ".git/info/attributes"
    assert clone.remotes(side.root) == []


def test_fetching_and_pushing(tmp_path: Path, side: Side) -> None:
    shared = tmp_path / "shared.git"
    side.git("init", "--quiet", "--bare", "--initial-branch=main", str(shared))
    side.git("remote", "add", "origin", str(shared))
    assert clone.push(side.root, "origin", "main", track=True) == (False, None)
    assert clone.fetch(side.root, "origin") is None
    assert clone.fetch(side.root, "--upload-pack=touch x") is not None
    assert not (side.root / "x").exists()
    side.git("switch", "--quiet", "theirs")
    overtaken, failure = clone.push(side.root, "origin", "main", track=False)
    assert overtaken
    assert failure is not None
    overtaken, failure = clone.push(side.root, "nowhere", "main", track=False)
    assert not overtaken
    assert failure is not None
    nothing(side, "")


def test_hooks_are_of_the_clone_unless_git_looks_for_them_elsewhere(side: Side) -> None:
    hook = clone.own_hook(side.root, "pre-commit")
    assert hook is not None
    assert hook.resolve() == (side.root / ".git/hooks/pre-commit").resolve()
    assert clone.set_here(side.root, "core.hooksPath", "elsewhere") is None
    assert clone.own_hook(side.root, "pre-commit") is None


def test_a_commit_once_on_a_remote_counts_as_shared_even_if_git_forgot_some(side: Side) -> None:
    before, last = (side.git("rev-parse", name).strip() for name in ("main~1", "main"))
    assert not clone.was_shared(side.root, before)
    side.git("update-ref", "refs/remotes/origin/main", before)
    log = side.root / ".git/logs/refs/remotes/origin/main"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(f"{'0' * 40} {'a' * 40} x <x> 1 +0000\tfetch\n{'a' * 40} {before} x <x> 1 +0000\tfetch\n")
    assert clone.was_shared(side.root, before)
    assert not clone.was_shared(side.root, last)
