"""Commits made one after the other, without a file being touched."""

import os
import subprocess
from pathlib import Path

import pytest

from yiananlib.store import chaining, committing, git
from yiananlib.store.chaining import Link

WHO = {f"GIT_{one}_{what}": "n@n" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip("\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (tmp_path / "a").write_text("old\n", encoding="utf-8")
    git.init(tmp_path)
    assert committing.commit(tmp_path, ["a"], "first", "2026-03-12T09:30:00+08:00", git.Identity("n", "n@n")) is None
    return tmp_path


def test_each_commit_stands_on_the_one_before(folder: Path) -> None:
    head = run(folder, "rev-parse", "HEAD")
    blob = git.Blob(0o100755, run(folder, "rev-parse", "HEAD:a"))
    made = chaining.chain(
        folder,
        head,
        [Link({"b/c 一": b"new\n"}, b"one\n", WHO), Link({"x": blob, "a": None}, b"two\n", WHO)],
        sign=False,
    )
    assert isinstance(made, str)
    assert run(folder, "log", "--format=%s", made).split() == ["two", "one", "first"]
    assert run(folder, "ls-tree", "-r", "-z", "--name-only", made).split("\0")[:-1] == ["b/c 一", "x"]
    assert run(folder, "show", f"{made}:b/c 一") == "new"
    assert run(folder, "rev-parse", "HEAD") == head
    assert run(folder, "status", "--porcelain") == ""


def test_the_index_is_told(folder: Path) -> None:
    (folder / "a").write_bytes(b"new\n")
    assert chaining.noted(folder, {"a": b"new\n"}) is None
    assert run(folder, "diff", "--name-only") == ""
    assert run(folder, "diff", "--cached", "--name-only") == "a"


@pytest.mark.parametrize("start", ["nowhere", "0" * 40])
def test_what_git_refuses_is_a_failure(folder: Path, start: str) -> None:
    assert isinstance(chaining.chain(folder, start, [Link({}, b"x\n", WHO)], sign=False), git.Failure)
