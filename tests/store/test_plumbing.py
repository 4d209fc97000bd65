"""Running git: in which environment, and what counts as an answer."""

import os
import subprocess
from pathlib import Path

import pytest

from yiananlib.errors import LedgerInvalid
from yiananlib.store import committing, git, plumbing

WHO = git.Identity("联络员", "liaison@zjj.invalid")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def repository(folder: Path) -> Path:
    folder.mkdir()
    assert git.init(folder) is None
    (folder / "a.toml").write_text("x\n", encoding="utf-8")
    assert committing.commit(folder, ["a.toml"], "first\n", "2026-03-12T09:30:00+08:00", WHO) is None
    return folder


def subjects(folder: Path) -> list[str]:
    done = subprocess.run(["git", "log", "--format=%s"], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_all_that_git_calls_local_is_left_out() -> None:
    done = subprocess.run(["git", "rev-parse", "--local-env-vars"], check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) <= plumbing.LOCAL


@pytest.mark.parametrize("name", sorted(plumbing.LOCAL))
def test_what_a_caller_left_in_the_environment_sends_no_commit_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ours, other = repository(tmp_path / "ours"), repository(tmp_path / "other")
    values = {
        "GIT_DIR": other / ".git", "GIT_COMMON_DIR": other / ".git", "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git/index", "GIT_OBJECT_DIRECTORY": other / ".git/objects",
        "GIT_CONFIG_PARAMETERS": f"'core.worktree={other}'", "GIT_CONFIG_COUNT": "x", "GIT_CONFIG": other / "config",
        "GIT_PREFIX": "orgs/", "GIT_SHALLOW_FILE": other / "a.toml", "GIT_GRAFT_FILE": other / "a.toml",
    }  # fmt: skip
    monkeypatch.setenv(name, str(values.get(name, "1")))
    (ours / "a.toml").write_text("y\n", encoding="utf-8")
    failure = committing.commit(ours, ["a.toml"], "second\n", "2026-03-12T09:30:00+08:00", WHO)
    head = git.revision(ours, "HEAD")
    with git.Objects(ours) as objects:
        said = objects.read("HEAD:a.toml")
    monkeypatch.delenv(name)
    assert (failure, said) == (None, b"y\n")
    assert head == git.revision(ours, "HEAD")
    assert (subjects(ours), subjects(other)) == (["second", "first"], ["first"])


def test_a_hook_reads_where_git_tells_it_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, other = repository(tmp_path / "ours"), repository(tmp_path / "other")
    (other / "a.toml").write_text("y\n", encoding="utf-8")
    assert committing.commit(other, ["a.toml"], "second\n", "2026-03-12T09:30:00+08:00", WHO) is None
    heads = git.revision(ours, "HEAD"), git.revision(other, "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert git.revision(ours, "HEAD") == heads[0]
    with plumbing.called_by_git():
        assert git.revision(ours, "HEAD") == heads[1]
    assert git.revision(ours, "HEAD") == heads[0]


def fake(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put another git before the real one."""
    path = folder / "bin/git"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("kill -9 $$", "signal 9"), ("echo no >&2; exit 3", "no"), ("exit 3", "3"), ("printf half; exit 0", "middle"),
        ("printf 'whole\\n'; kill -15 $$", "signal 15"),
    ],
)  # fmt: skip
def test_half_an_answer_never_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str) -> None:
    fake(tmp_path, monkeypatch, script)
    with pytest.raises(LedgerInvalid, match=reason) as caught:
        plumbing.ask(tmp_path, "-c", "a.b=c", "rev-parse", "HEAD")
    assert "`git rev-parse`" in caught.value.problem


def test_a_git_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = repository(tmp_path / "ours")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LedgerInvalid, match="git was not found: install it, or add"):
        git.revision(ours, "HEAD")
    with pytest.raises(LedgerInvalid, match="git was not found: install it, or add"), git.Objects(ours):
        pass


@pytest.mark.parametrize(
    "script",
    [
        "kill -9 $$", "exit 0", "read x; exit 0", "read x; printf 'abc'; exit 0", "read x; echo nonsense",
        "read x; echo 1234 blob 10; printf abc", "read x; echo 1234 blob 3; printf abcdef", "read x; echo 1 blob x",
        "read x; echo 1234 blob -3; printf abc",
    ],
)  # fmt: skip
def test_an_object_that_is_cut_off_is_never_half_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    fake(tmp_path, monkeypatch, script)
    with pytest.raises(LedgerInvalid), git.Objects(tmp_path) as objects:
        objects.read("HEAD:a.toml")


def test_what_is_missing_is_told_apart_from_what_failed(tmp_path: Path) -> None:
    ours = repository(tmp_path / "ours")
    with git.Objects(ours) as objects:
        for name in ("HEAD:nowhere", "0" * 40, "a b", "x\ny"):
            with pytest.raises(git.Missing):
                objects.read(name)
        assert objects.read("HEAD:a.toml") == b"x\n"
