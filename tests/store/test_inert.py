"""What a repository's own settings would have git run is left out where git only tells what changed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from yiananlib.store import clone, committed, git, inert

RECORD = "orgs/zjj/problems/k7m2qd.toml"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A repository that was copied with its settings: all it can be told to run leaves a file `sprung`."""
    root = tmp_path / "first"
    root.mkdir()
    assert git.init(root) is None
    (root / RECORD).parent.mkdir(parents=True)
    for name in (RECORD, "yian.toml"):
        (root / name).write_text("a = 1\n", encoding="utf-8")
    who = ("-c", "user.name=x", "-c", "user.email=x@x.invalid")
    for arguments in (("add", "--all"), (*who, "commit", "--quiet", "-m", "x")):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "filter.a trap=.b.clean", "filter.a trap=.b.process", "filter.slow.clean"):
        subprocess.run(["git", "config", key, str(trap)], cwd=root, check=True)
    subprocess.run(["git", "config", "filter.slow.required", "true"], cwd=root, check=True)
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.toml filter=slow\n", encoding="utf-8")
    shutil.copy(trap, root / ".git/hooks/post-index-change")
    shutil.copytree(root, tmp_path / "second")
    (tmp_path / "sprung").unlink(missing_ok=True)
    return tmp_path / "second"


def test_nothing_is_run_to_tell_what_is_not_committed(copied: Path) -> None:
    assert clone.uncommitted(copied, inert.settings(copied)) == []
    assert committed.changed(copied) == []
    assert not (copied.parent / "sprung").exists()
    (copied / RECORD).write_text("a = 22\n", encoding="utf-8")
    assert clone.uncommitted(copied, inert.settings(copied)) == [RECORD]
    assert committed.changed(copied) == [RECORD]
    assert not (copied.parent / "sprung").exists()


def test_the_traps_spring_without_protection(copied: Path) -> None:
    clone.uncommitted(copied)
    assert (copied.parent / "sprung").exists()


def test_a_user_s_global_settings_are_left_alone(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(os.environ["HOME"], ".gitconfig").write_text('[filter "lfs"]\n\tclean = cat\n', encoding="utf-8")
    try:
        said = inert.settings(copied)
    finally:
        Path(os.environ["HOME"], ".gitconfig").unlink()
    named = {value for name, value in said.items() if name.startswith("GIT_CONFIG_KEY_")}
    assert not any("lfs" in name for name in named)
    assert {"filter.slow.clean", "filter.a trap=.b.process", "core.fsmonitor", "core.hooksPath"} <= named


def test_outside_a_repository_git_gets_only_the_basic_settings(tmp_path: Path) -> None:
    assert inert.settings(tmp_path)["GIT_CONFIG_COUNT"] == "2"
