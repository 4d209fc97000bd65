"""What only a process of its own can show: pipes, signals, consoles, locks."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.builders import OFFICE
from tests.journeys.shell import Shell
from tests.services.ledgers import new_desk, tree
from tests.services.repositories import honest
from tests.warm import COMMAND


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in a ledger without git, with one problem."""
    desk = new_desk(tmp_path / "ledger")
    desk.problem(title="𠮷野✓项目")
    return Shell(desk.root, "2026-03-13", "zjj/liaison", real=True)


def started(shell: Shell, *arguments: str, **environ: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=shell.root, env=shell.environ | environ,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("count", [0, 40])
def test_a_reader_that_goes_away_is_no_failure(shell: Shell, count: int) -> None:
    desk = new_desk(shell.root.parent / "other")
    for n in range(count):
        desk.problem(title=f"{n}" + "长" * 150)
    for arguments, more in (
        (["report", "--format", "json"], {}),
        (["list"], {}),
        (["list"], {"FORCE_COLOR": "1"}),
        (["--help"], {}),
    ):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [*COMMAND, *arguments], env=shell.environ | more | {"YIAN_LEDGER": str(desk.root)},
            stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b""), arguments


GONE = ["{command} | true", "{command} >&-", "{command} >/dev/full", "{command} 2>&1 | true", "{command} >&- 2>&-",
        "{command} >/dev/full 2>&1", "{command} <&- >&- 2>&-"]  # fmt: skip
"""What may become of the two streams of a command."""


@pytest.mark.parametrize("line", GONE)
@pytest.mark.parametrize(
    ("arguments", "status"), [(["verify"], 1), (["show", "zzzzzz"], 3), (["nonsense"], 2), (["list"], 0)]
)
def test_what_becomes_of_the_output_is_not_the_answer(
    shell: Shell, line: str, arguments: list[str], status: int
) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (shell.root / "orgs/zjj/problems/backup.toml").write_text("x = 1\n", encoding="utf-8")
    if status == 0:
        (shell.root / "orgs/zjj/problems/backup.toml").unlink()
    command = " ".join([*COMMAND, *arguments])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.format(command=command)}"],
        cwd=shell.root, env=shell.environ, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    lost = status == 0 and ("/dev/full" in line or " >&-" in line)
    assert done.returncode == (6 if lost else status), done.stderr
    assert b"Traceback" not in done.stderr
    if lost and "2>&" not in line:
        assert done.stderr.count(b"\n") == 1
        assert (b"No space left" if "/dev/full" in line else b"Bad file descriptor") in done.stderr


@pytest.mark.parametrize("way", [">/dev/full", ">&-", "--json >/dev/full", "--json >&-"])
def test_a_record_whose_confirmation_is_lost_is_made_and_that_is_said(shell: Shell, way: str) -> None:
    if "/dev/full" in way and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(COMMAND)} progress {ref} 已核验 {way}"],
        cwd=shell.root, env=shell.environ, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 6
    assert f"yian: recorded zjj/{ref}; the output could not be written (" in done.stderr.decode()
    assert len(shell.json("show", ref)["entries"]) == 2


def test_no_file_of_the_ledger_becomes_standard_output(shell: Shell) -> None:
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    for line in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(
            ["bash", "-c", f"{' '.join(COMMAND)} progress {ref} 已核验 {line}"],
            cwd=shell.root, env=shell.environ | {"YIAN_SEED": line}, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == (6 if " >&-" in f" {line}" else 0), done.stderr
    assert shell.json("verify")["in_order"]


@pytest.mark.parametrize("environ", [{}, {"PYTHONUNBUFFERED": "1"}])
def test_in_one_pipe_the_lines_stay_in_order(shell: Shell, environ: dict[str, str]) -> None:
    program = (
        "import sys, click\n"
        "from yiananlib.cli import streams\n"
        "streams.guard()\n"
        "for n in range(3):\n"
        "    sys.stdout.write(f'out {n}\\n')\n"
        "    click.echo(f'err {n}', err=True)\n"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", program], cwd=shell.root, env=shell.environ | environ, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=True, timeout=60, text=True,
    )  # fmt: skip
    assert done.stdout.split("\n") == ["out 0", "err 0", "out 1", "err 1", "out 2", "err 2", ""]


def test_control_c_is_130_and_leaves_nothing(shell: Shell) -> None:
    before = tree(shell.root)
    with started(shell, "add-problem", "zjj", "--from", "-") as process:
        assert process.stdin is not None
        process.stdin.write(b"[[problems]]\n")
        process.stdin.flush()
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert err.strip().count(b"\n") == 0
    assert tree(shell.root) == before


def test_control_c_while_git_hangs_says_what_is_recorded_and_that_it_is_not_committed(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    ref = repo.problem()
    head = repo.git("rev-parse", "HEAD")
    hook = repo.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    hook.chmod(0o755)
    shell = Shell(repo.root, "2026-04-21", "zjj/liaison", real=True)
    with started(shell, "note", ref, "已电话提醒") as process:
        assert process.stderr is not None
        assert b"Waiting for git" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert f"Recorded: {ref}. Not committed: run `yian sync`" in err.decode()
    assert b"not confirmed" not in err
    assert repo.ledger.find_problem(ref).entries[-1].kind == "noted"
    assert repo.git("rev-parse", "HEAD") == head
    assert not (repo.root / ".git/index.lock").exists()
    hook.unlink()
    shell.run("note", ref, "再次提醒")  # nothing is in the way of the next


@pytest.mark.parametrize("arguments", [["list"], ["show", "{ref}"], ["report", "--format", "csv"]])
def test_a_gbk_console_shows_another_character_and_does_not_crash(shell: Shell, arguments: list[str]) -> None:
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    with started(shell, *(a.format(ref=ref) for a in arguments), PYTHONIOENCODING="gbk") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert "?野?项目" in out.decode("gbk")


def test_an_error_on_a_gbk_console_is_shown_too(shell: Shell) -> None:
    with started(shell, "show", "𠮷✓", PYTHONIOENCODING="gbk") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, b"")
    assert err.decode("gbk").startswith("yian: ")


def test_nobody_is_asked_off_a_terminal(shell: Shell) -> None:
    before = tree(shell.root)
    shell.run("add-problem", "zjj", "--title", "一", status=2)
    shell.run("examine", "zjj", "--round", "2026-1", status=2)
    assert tree(shell.root) == before


def test_off_a_terminal_there_is_no_escape_and_no_wrapping(shell: Shell) -> None:
    for arguments in (["list"], ["report"], ["verify"]):
        assert "\x1b" not in shell.run(*arguments)
    assert "\x1b[" in shell.run("list", FORCE_COLOR="1", TERM="xterm-256color")


def test_a_ledger_that_cannot_be_written_to_is_6(shell: Shell) -> None:
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    (shell.root / ".yian").rename(shell.root / "aside")
    (shell.root / ".yian").write_text("", encoding="utf-8")
    assert shell.run("progress", ref, "已核验", status=6) == ""
    assert shell.err.count("\n") == 1


def test_many_at_once_all_get_in(shell: Shell) -> None:
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    processes = [started(shell, "progress", ref, f"第{n}次", YIAN_SEED="") for n in range(12)]
    for process in processes:
        process.communicate(timeout=120)
    assert [p.returncode for p in processes] == [0] * 12
    assert len(shell.json("show", ref)["entries"]) == 13
    assert shell.json("verify")["in_order"]


def test_the_shell_completes_a_command(shell: Shell) -> None:
    found = shell.run(_YIAN_COMPLETE="bash_complete", COMP_WORDS="yian look", COMP_CWORD="1")
    assert "look-back" in found


def test_messages_follow_the_locale(shell: Shell) -> None:
    assert "There is no record" in (shell.run("show", "zzzzzz", status=3) or shell.err)
    shell.run("show", "zzzzzz", status=3, LC_ALL="zh_CN.UTF-8", YIAN_LANG="")
    assert re.search("[一-龥]", shell.err)


def test_a_clock_that_cannot_be_read_is_2(shell: Shell) -> None:
    assert shell.run("list", status=2, YIAN_NOW="tomorrow") == ""
    assert "YIAN_NOW" in shell.err


@pytest.mark.parametrize("clock", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_clock_at_an_end_of_the_calendar_is_2_for_whoever_reads_it(shell: Shell, clock: str) -> None:
    (ref,) = (p.stem for p in (shell.root / "orgs/zjj/problems").iterdir())
    for arguments in (["list"], ["due"], ["report"], ["verify"], ["lint"], ["remind"], ["note", ref, "已核验"]):
        shell.run(*arguments, status=2, YIAN_NOW=clock)
        assert "between the years" in shell.err
