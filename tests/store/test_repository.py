"""Whether git finds a repository, opens it, and is on a branch there."""

import os
import subprocess
from pathlib import Path

import pytest

from yiananlib.errors import LedgerInvalid
from yiananlib.store import committing, git, plumbing, repository

WHO = git.Identity("主任", "head@bgs.invalid")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "ledger"
    folder.mkdir()
    assert repository.init(folder) is None
    (folder / "a.toml").write_text("x\n", encoding="utf-8")
    assert committing.commit(folder, ["a.toml"], "一\n", "2026-03-12T09:30:00+08:00", WHO) is None
    return folder


def of_another(folder: Path) -> None:
    """Give a folder to another user."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root gives files away")
    for path in (folder, folder / ".git", *folder.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)


def test_a_folder_without_a_repository_is_no_trouble(tmp_path: Path) -> None:
    assert not repository.has_repository(tmp_path)
    assert not repository.is_repository(tmp_path)
    assert repository.trouble(tmp_path) is None
    assert not repository.is_detached(tmp_path)


def test_a_repository_of_another_user_is_reported_with_git_s_advice(folder: Path) -> None:
    of_another(folder)
    with pytest.raises(LedgerInvalid, match="dubious ownership") as caught:
        repository.has_repository(folder)
    assert f"`git config --global --add safe.directory {folder}`" in caught.value.problem
    assert caught.value.remedy == ""
    found = repository.trouble(folder)
    assert found is not None
    assert "safe.directory" in found.reason
    subprocess.run(["git", "config", "--global", "--add", "safe.directory", str(folder)], check=True)
    assert repository.has_repository(folder)


def test_a_setting_that_cannot_be_read_is_told_with_its_line(folder: Path) -> None:
    with (folder / ".git/config").open("a") as file:
        file.write("broken [\n")
    with pytest.raises(LedgerInvalid, match="bad config line") as caught:
        repository.has_repository(folder)
    assert "Correct that line of git's configuration" in caught.value.remedy


def test_without_git_none_is_found_and_that_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not repository.has_repository(folder)
    assert repository.trouble(folder) == plumbing.Failure("git was not found: install it, or add it to the PATH")
    with pytest.raises(LedgerInvalid, match="install it") as caught:
        git.revision(folder, "HEAD")
    assert caught.value.remedy == ""


def test_on_no_branch_it_is_detached_in_a_folder_below_and_a_work_tree_too(folder: Path, tmp_path: Path) -> None:
    below = folder / "orgs/zjj"
    below.mkdir(parents=True)
    assert not repository.is_detached(below)
    plumbing.run(folder, "checkout", "--quiet", "--detach")
    assert repository.is_detached(below)
    plumbing.run(folder, "checkout", "--quiet", "main")
    plumbing.run(folder, "worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    assert repository.is_detached(tmp_path / "other")
    assert not repository.is_detached(folder)


def test_a_partial_clone_is_told_from_a_broken_one(folder: Path, tmp_path: Path) -> None:
    plumbing.run(folder, "config", "uploadpack.allowFilter", "true")
    (folder / "a.toml").write_text("y\n", encoding="utf-8")
    assert committing.commit(folder, ["a.toml"], "二\n", "2026-03-12T09:30:00+08:00", WHO) is None
    clone = tmp_path / "clone"
    done = plumbing.run(tmp_path, "clone", "--quiet", "--filter=blob:none", folder.as_uri(), str(clone))
    assert done.returncode == 0, done.stderr
    with pytest.raises(LedgerInvalid, match="partial clone") as caught, git.Objects(clone) as objects:
        objects.read("HEAD~1:a.toml")
    for command in ("git config --unset remote.origin.partialclonefilter", "git fetch --refetch origin"):
        assert f"`{command}`" in caught.value.remedy
        assert plumbing.run(clone, *command.split()[1:]).returncode == 0
    with git.Objects(clone) as objects:
        assert objects.read("HEAD~1:a.toml") == b"x\n"


@pytest.mark.parametrize("encoding", ["GBK", "ISO-8859-1", "nonsense"])
def test_messages_are_utf_8_whatever_is_set(folder: Path, encoding: str) -> None:
    plumbing.run(folder, "config", "i18n.commitEncoding", encoding)
    (folder / "a.toml").write_text("y\n", encoding="utf-8")
    assert committing.commit(folder, ["a.toml"], "住建局：销号\n", "2026-03-12T09:30:00+08:00", WHO) is None
    raw = plumbing.run(folder, "cat-file", "commit", "HEAD").stdout
    assert b"\nencoding" not in raw
    assert raw.decode().endswith("住建局：销号\n")
