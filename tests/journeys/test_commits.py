"""Each recording command is one commit of its own, whoever else is at work."""

import subprocess
from pathlib import Path

import pytest

from tests.journeys.shell import Shell
from tests.warm import COMMAND


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A ledger in git with an office, a unit and one problem."""
    shell = Shell(tmp_path, now="2026-03-12")
    shell.run("init", "ledger", "--name", "云岭县")
    shell.root = tmp_path / "ledger"
    shell.run("add-org", "bgs", "--name", "办公室", "--function", "office", "--head", "主任")
    shell.run("add-org", "zjj", "--name", "住建局", "--head", "局长", "--liaison", "联络员", "--by", "bgs/head")
    shell.by = "zjj/liaison"
    words = ["--title", "一", "--symptom", "二", "--kind", "other", "--leader", "head", "--owner", "head"]
    shell.run("add-problem", "zjj", *words, "--due", "2026-06-15")
    return shell


def problem(shell: Shell) -> str:
    return str(shell.json("list")[0]["id"])


def test_forty_commands_at_once_are_forty_commits_with_one_entry_each(shell: Shell) -> None:
    ref, before = problem(shell), shell.commits()
    environ = shell.environ
    environ.pop("YIAN_SEED")
    authors = ["zjj/liaison", "zjj/head", "bgs/head"]
    running = [
        subprocess.Popen(
            [*COMMAND, "progress", ref, f"第{n}次", "--by", authors[n % 3]],
            cwd=shell.root,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for n in range(40)
    ]
    ended = [(p.communicate()[1].decode(), p.returncode) for p in running]
    assert [status for _said, status in ended] == [0] * 40
    assert [said for said, _status in ended if "git did not commit" in said] == []
    assert shell.commits() == before + 40
    entries = {e["id"]: e for e in shell.json("show", ref)["entries"] if e["kind"] == "progressed"}
    assert len(entries) == 40
    for oid in shell.git("rev-list", "--max-count=40", "HEAD").split():
        message = shell.git("show", "--no-patch", "--format=%B", oid)
        (entry,) = [line.split()[1] for line in message.splitlines() if line.startswith("Yian-Entry:")]
        (by,) = [line.split()[1] for line in message.splitlines() if line.startswith("Yian-By:")]
        assert entries.pop(entry)["by"] == by
        added = [line for line in shell.git("show", "--format=", oid).splitlines() if line.startswith("+id = ")]
        assert added == [f'+id = "{entry}"']
    assert shell.git("status", "--porcelain") == ""


def test_the_lock_of_a_killed_git_is_explained_and_the_record_is_kept(shell: Shell) -> None:
    ref = problem(shell)
    lock = shell.root / ".git" / "index.lock"
    lock.touch()
    shell.run("progress", ref, "第一次")
    assert "recorded, but not committed by git: .git/index.lock exists" in shell.err
    lock.unlink()
    shell.run("progress", ref, "第二次")
    assert shell.err.count("\n") == 1, "who recorded, and nothing else"
    assert shell.git("status", "--porcelain") == ""
    assert [e["note"] for e in shell.json("show", ref)["entries"][1:]] == ["第一次", "第二次"]
