"""What is asked of one organization has one answer, whatever was read for others before."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from tests import warm
from tests.journeys.shell import Shell
from yiananlib.cli.main import root
from yiananlib.cli.table import COMMANDS

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "yunling"
ORGS: Final = ("zjj", "bgs", "yqgw")
"""A unit, the office, and a unit with others below it."""
WRITES: Final = {"add-case", "export dossier", "export xlsx", "import", "sample"}
"""Commands with `--org` that write a file, or record."""


def flags() -> Iterator[tuple[str, ...]]:
    """Yield each reading command that has `--org`, alone and with each of its flags."""
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        options = [p for p in command.params if isinstance(p, click.Option)] if command is not None else []
        if name in WRITES or not any("--org" in option.opts for option in options):
            continue
        words = name.split()
        needed = ["--from", "2026-06-01"] if name == "compare" else []
        yield (*words, *needed)
        for option in options:
            if option.is_flag and not option.hidden and option.name not in {"json", "public", "lang"}:
                yield (*words, *needed, option.opts[0])


FLAGS: Final = tuple(flags())


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    ledger = tmp_path_factory.mktemp("scopes") / "ledger"
    shutil.copytree(EXAMPLE, ledger)
    return Shell(ledger, "2026-07-16")


def said(shell: Shell, cache: Path, *words: str) -> tuple[int, bytes]:
    done = warm.run([*words], cwd=shell.root, environ=shell.environ | {"XDG_CACHE_HOME": str(cache)})
    return done.returncode, done.stdout


@pytest.mark.parametrize("words", FLAGS, ids=" ".join)
def test_an_answer_does_not_depend_on_what_was_asked_before(words: tuple[str, ...], shell: Shell) -> None:
    everything = shell.root.parent / "everything"
    if not everything.exists():
        assert said(shell, everything, "report")[0] == said(shell, everything, "due")[0] == 0
    for org in ORGS:
        alone = shell.root.parent / f"alone-{org}"
        shutil.rmtree(alone, ignore_errors=True)
        assert said(shell, alone, *words, "--org", org) == said(shell, everything, *words, "--org", org)


def test_each_such_command_is_asked() -> None:
    assert {words[0] for words in FLAGS} == {"compare", "due", "lint", "list", "remind", "report"}
    assert len(FLAGS) > 40
