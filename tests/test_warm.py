"""A command in a fork does what it does in a process of its own."""

import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests import warm
from tests.services.ledgers import tree
from yiananlib import __version__

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "yunling"
SAID: Final[dict[str, tuple[tuple[str, ...], int, dict[str, str]]]] = {
    "the version": (("--version",), 0, {}),
    "help": (("close", "--help"), 0, {}),
    "help in Chinese": (("close", "--help"), 0, {"YIAN_LANG": "zh"}),
    "a list in the language of the campaign": (("list", "--ledger", str(EXAMPLE)), 0, {"YIAN_LANG": ""}),
    "a report": (("report", "--ledger", str(EXAMPLE), "--json"), 0, {"YIAN_NOW": "2026-07-15"}),
    "what is not to be done": (("nonsense",), 2, {}),
    "what is not there": (("show", "zzzzzz", "--ledger", str(EXAMPLE)), 3, {}),
    "another language of the interpreter": (("list", "--ledger", str(EXAMPLE)), 0, {"LC_ALL": "POSIX"}),
    "an encoding of its own": (("list", "--ledger", str(EXAMPLE)), 0, {"PYTHONIOENCODING": "gbk"}),
}


@pytest.mark.parametrize("said", SAID)
def test_a_fork_says_what_the_program_says(said: str, tmp_path: Path) -> None:
    arguments, status, more = SAID[said]
    found, expected = (run(arguments, cwd=tmp_path, environ=os.environ | more) for run in (warm.run, warm.started))
    assert found.returncode == expected.returncode == status
    assert (found.stdout, found.stderr) == (expected.stdout, expected.stderr)


def test_a_fork_writes_what_the_program_writes(tmp_path: Path) -> None:
    made = []
    for run in (warm.run, warm.started):
        folder = tmp_path / run.__name__
        folder.mkdir(mode=0o700)
        environ = os.environ | {"YIAN_NOW": "2026-03-01", "YIAN_SEED": "x", "HOME": str(folder)}
        before = os.umask(0o027)
        try:
            assert run(["init", "ledger", "--name", "云岭县"], cwd=folder, environ=environ).returncode == 0
        finally:
            os.umask(before)
        ledger = folder / "ledger"
        made.append((tree(ledger), {p.name: p.stat().st_mode for p in ledger.iterdir()}))
    assert made[0] == made[1]


def test_a_fork_sees_nothing_of_the_one_before(tmp_path: Path) -> None:
    told = {"YIAN_LEDGER": str(EXAMPLE), "YIAN_LANG": "zh"}
    assert warm.run(["list"], cwd=tmp_path, environ=os.environ | told).returncode == 0
    done = warm.run(["list"], cwd=tmp_path, environ=os.environ)
    assert done.returncode == 2
    assert done.stderr.isascii()


def test_a_shell_has_the_program_among_others(tmp_path: Path) -> None:
    warm.program(tmp_path)
    environ = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def said(line: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(["sh", "-c", line], cwd=EXAMPLE, env=environ | more, capture_output=True, check=False)

    assert said("yian --version && yian show zzzzzz").returncode == 3
    assert said("yian list --ids | (read first; yian show $first) >/dev/null").returncode == 0
    assert said("yian --version | cat").stdout.decode() == f"yian {__version__}\n"
    assert said("PYTHONIOENCODING=gbk yian list").stdout.decode("gbk") == said("yian list").stdout.decode()
