"""The machine around yian: its clock, its git, whoever else is at work on it."""

import contextlib
import datetime as dt
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.journeys.shell import Shell, with_problems
from tests.warm import COMMAND
from yiananlib.model.text import forbidden
from yiananlib.render.formats import FORMATS


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A ledger in git with two problems, made once."""
    return with_problems(tmp_path_factory.mktemp("county"))


@pytest.fixture
def shell(county: Shell, tmp_path: Path) -> Shell:
    """A copy of it, a day later."""
    shutil.copytree(county.root, tmp_path / "ledger")
    return Shell(tmp_path / "ledger", "2026-03-13", "zjj/liaison", real=True)


def problem(shell: Shell) -> str:
    return min(path.stem for path in (shell.root / "orgs/zjj/problems").iterdir())


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_an_entry_of_an_absurd_time_is_named_wherever_it_is_read(shell: Shell, at: str) -> None:
    path = shell.root / f"orgs/zjj/problems/{problem(shell)}.toml"
    text = re.sub(r"(?m)^at = .*", f"at = {at}", path.read_text(encoding="utf-8"))
    path.write_text(re.sub(r"(?m)^on = .*\n", "", text), encoding="utf-8")
    shell.git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "--all", "--message", "x")
    for arguments, status in (
        (["list"], 4), (["show", path.stem], 4), (["verify"], 1), (["verify", "--history"], 1), (["log"], 0),
        (["report", "--rev", "HEAD"], 4), (["note", path.stem, "已核验"], 4),
    ):  # fmt: skip
        shell.run(*arguments, status=status)
    assert "nothing can have been recorded" in shell.err


@pytest.mark.parametrize("seconds", [0, 99_999_999_999, 253_402_300_800, 2**63 - 1, 2**64 - 1])
def test_a_commit_of_an_absurd_time_is_no_bug(shell: Shell, seconds: int) -> None:
    raw = shell.git("cat-file", "commit", "HEAD")
    parent = shell.git("rev-parse", "HEAD").strip()
    raw = re.sub(r"(?m)^parent .*\n", "", raw).replace("\nauthor", f"\nparent {parent}\nauthor", 1)
    raw = re.sub(r"(?m)^((?:author|committer) .*>) \d+ ", rf"\g<1> {seconds} ", raw)
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=shell.root, env=shell.environ, input=raw.encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    shell.git("update-ref", "HEAD", done.stdout.decode().strip())
    for arguments in (["list"], ["log"], ["diff"], ["report", "--rev", "HEAD"], ["verify", "--history"], ["undo"]):
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=shell.root, env=shell.environ, capture_output=True, check=False, timeout=60
        )
        assert done.returncode in (0, 1, 2, 4, 5), (arguments, done.stderr)
        assert b"bug" not in done.stderr


@pytest.mark.parametrize(("zone", "clock"), [
    ("Europe/Berlin", "2026-10-25T00:30:00+00:00"), ("Europe/Berlin", "2026-10-25T01:30:00+00:00"),
    ("Europe/Berlin", "2026-10-25T00:59:59+00:00"), ("Europe/Berlin", "2026-03-29T01:00:00+00:00"),
    ("America/St_Johns", "2026-11-01T04:15:00+00:00"),
])  # fmt: skip
def test_entries_can_be_recorded_in_the_hour_that_comes_twice(shell: Shell, zone: str, clock: str) -> None:
    campaign = shell.root / "yian.toml"
    campaign.write_text(
        re.sub(r"(?m)^timezone = .*", f'timezone = "{zone}"', campaign.read_text(encoding="utf-8")), "utf-8"
    )
    shell.on(clock).run("progress", problem(shell), "已核验")
    (entry,) = (e for e in shell.json("show", problem(shell))["entries"] if e["kind"] == "progressed")
    assert dt.datetime.fromisoformat(entry["at"]) == dt.datetime.fromisoformat(clock)


def test_what_is_recorded_on_no_branch_is_recorded_and_that_is_said(shell: Shell) -> None:
    shell.git("checkout", "--quiet", "--detach")
    shell.run("progress", problem(shell), "已核验")
    assert "git is not on a branch here" in shell.err
    assert "`git switch NAME`" in shell.err
    shell.git("checkout", "--quiet", "main")
    shell.run("progress", problem(shell), "已核验")
    assert "branch" not in shell.err


def test_a_setting_of_git_that_cannot_be_read_loses_no_record(shell: Shell) -> None:
    with (shell.root / ".git/config").open("a") as file:
        file.write("broken [\n")
    shell.run("progress", problem(shell), "已核验")
    assert "recorded, but not committed by git: " in shell.err
    assert "bad config line" in shell.err
    assert len(shell.json("show", problem(shell))["entries"]) == 2


@pytest.mark.parametrize("arguments", [["verify", "--history"], ["log"], ["sync"], ["diff"], ["undo"], ["setup"]])
def test_an_unopenable_repository_is_never_taken_for_a_missing_one(shell: Shell, arguments: list[str]) -> None:
    with (shell.root / ".git/config").open("a") as file:
        file.write("broken [\n")
    assert shell.run(*arguments, status=4) == ""
    assert "bad config line" in shell.err


PLANTED = "\x1b[31m红\x9b1m\u202e\x00\u200b字"


@pytest.fixture
def planted(shell: Shell) -> Shell:
    """A ledger whose index says what no file of it can say."""
    shell.run("list")
    (index,) = (shell.root.parent / "home/.cache/yian").glob("*.sqlite")
    with contextlib.closing(sqlite3.connect(index)) as connection, connection:
        connection.execute("UPDATE problems SET title = ?", (PLANTED,))
        connection.execute("UPDATE orgs SET name = ?", (PLANTED,))
    return shell


@pytest.mark.parametrize("arguments", [["list"], ["report"], ["due"], ["show", ""], ["remind"], ["list", "--orgs"]])
@pytest.mark.parametrize("terminal", [False, True])
def test_text_is_cleaned_again_on_its_way_out(planted: Shell, arguments: list[str], terminal: bool) -> None:
    arguments = [word or problem(planted) for word in arguments]
    for row in FORMATS.values():
        done = subprocess.run(
            [*COMMAND, *arguments, *(["-o", f"x{row.suffix}"] if row.binary else ["--format", row.name])],
            cwd=planted.root, env=planted.environ | ({"FORCE_COLOR": "1", "NO_COLOR": "1"} if terminal else {}),
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode in (0, 2), (row.name, done.stderr)
        said = done.stdout.decode().replace("\r\n", "\n").removeprefix("\ufeff")
        assert forbidden(said) is None, row.name
