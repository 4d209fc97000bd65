"""git under the lock: it can ask nobody, what is waited for is said, and it ends."""

import subprocess
import time
from pathlib import Path

import pytest

from yiananlib.store import committing, git, patience, plumbing

WHO = git.Identity("主任", "head@bgs.invalid")
WHEN = "2026-03-12T09:30:00+08:00"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a file that is not committed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "ledger"
    folder.mkdir()
    assert git.init(folder) is None
    (folder / "a.toml").write_text("x\n", encoding="utf-8")
    return folder


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def is_gone(pid: int) -> bool:
    """Tell whether a process ended, though nobody may have asked for its status."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] in ("", "Z")


def hook(folder: Path, script: str) -> None:
    program(folder / ".git/hooks/pre-commit", script)


def signing(folder: Path, script: str) -> None:
    key = folder.parent / "key.pub"
    key.write_text("ssh-ed25519 AAAA x\n", encoding="utf-8")
    plumbing.run(folder, "config", "user.signingkey", str(key))
    plumbing.run(folder, "config", "gpg.ssh.program", str(program(folder.parent / "sign", script)))


@pytest.mark.parametrize("sign", [False, True])
def test_what_hangs_is_stopped_with_all_that_it_started_and_leaves_no_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sign: bool
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.3)
    monkeypatch.setattr(patience, "LIMIT", 1.0)
    note = folder.parent / "pid"
    (signing if sign else hook)(folder, f"echo $$ > {note}; exec sleep 600")
    told: list[str] = []
    patience.telling(told.append)
    before = time.monotonic()
    failure = committing.commit(folder, ["a.toml"], "x\n", WHEN, WHO, sign=sign)
    assert failure is not None
    assert "did not finish within 1 seconds" in failure.reason
    assert time.monotonic() - before < 10
    assert len(told) == 1
    assert "Waiting for git" in told[0]
    assert "^C" in told[0]
    assert not list((folder / ".git").glob("*.lock"))
    assert is_gone(int(note.read_text(encoding="utf-8")))


def test_a_quick_command_is_not_announced(folder: Path) -> None:
    told: list[str] = []
    patience.telling(told.append)
    assert committing.commit(folder, ["a.toml"], "x\n", WHEN, WHO) is None
    assert told == []


def test_nothing_can_ask_at_the_terminal(folder: Path) -> None:
    hook(folder, "if (exec < /dev/tty) 2>/dev/null; then exit 1; fi")
    assert committing.commit(folder, ["a.toml"], "x\n", WHEN, WHO) is None


def test_waiting_for_git_gives_the_same_answers_as_running_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["rev-parse", "--git-dir"], ["rev-parse", "HEAD~9"], ["hash-object", "--stdin"]):
        mine, plain = (run(folder, *arguments, given=b"x" * 200_000) for run in (patience.run, plumbing.run))
        assert (mine.returncode, mine.stdout, mine.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    monkeypatch.setenv("PATH", "")
    assert patience.run(folder, "version").returncode == plumbing.run(folder, "version").returncode == 127
