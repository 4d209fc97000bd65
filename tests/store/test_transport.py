"""How far git has come is told, and its other words are kept for a failure."""

import subprocess
from pathlib import Path

import pytest

from yiananlib.store import clone, committing, git, plumbing, transport

WHO = git.Identity("主任", "head@bgs.invalid")


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A repository with a commit and one without, and a shared one that both know as ``origin``."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "shared.git")], check=True)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        assert git.init(tmp_path / name) is None
        plumbing.run(tmp_path / name, "remote", "add", "origin", (tmp_path / "shared.git").as_uri())
    (tmp_path / "here/a.toml").write_text("x\n", encoding="utf-8")
    assert committing.commit(tmp_path / "here", ["a.toml"], "x\n", "2026-03-12T09:30:00+08:00", WHO) is None
    return tmp_path / "here", tmp_path / "there"


def test_progress_is_reported_when_pushing_and_fetching(pair: tuple[Path, Path]) -> None:
    here, there = pair
    pushed: list[tuple[int, int]] = []
    fetched: list[tuple[int, int]] = []
    assert clone.push(here, "origin", "main", lambda *said: pushed.append(said), track=True) == (False, None)
    assert clone.fetch(there, "origin", lambda *said: fetched.append(said)) is None
    for heard in (pushed, fetched):
        assert heard[-1][0] == heard[-1][1] > 0


def test_a_failure_is_told_in_git_s_words_without_its_hints_and_its_progress(pair: tuple[Path, Path]) -> None:
    here, there = pair
    assert clone.push(here, "origin", "main", track=True) == (False, None)
    (there / "b.toml").write_text("y\n", encoding="utf-8")
    assert committing.commit(there, ["b.toml"], "y\n", "2026-03-12T09:30:00+08:00", WHO) is None
    overtaken, failure = clone.push(there, "origin", "main", track=True)
    assert overtaken
    assert failure is not None
    assert "hint:" not in failure.reason
    assert "%" not in failure.reason
    missing = clone.fetch(there, "nowhere")
    assert missing is not None
    assert "nowhere" in missing.reason


def test_a_git_that_is_not_there_is_said(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    failure = clone.fetch(pair[0], "origin")
    assert failure is not None
    assert "git was not found: install it, or add" in failure.reason


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (r"fatal: x\n", b"fatal: x\n"), (r"a\rb\n", b"a\nb\n"), (r"no end", b"no end"),
        (r"Receiving objects:  5% (1/20)\rfatal: y\n", b"fatal: y\n"), (r"remote: Total 3 (delta 0)\n", b""),
    ],
)  # fmt: skip
def test_what_is_no_progress_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, kept: bytes) -> None:
    fake = tmp_path / "git"
    fake.write_text(f"#!/bin/sh\nprintf '{said.replace('%', '%%')}' >&2\nexit 3\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    done = transport.run(tmp_path, "fetch", told=transport.unheard)
    assert (done.returncode, done.stderr) == (3, kept)
