"""A ledger whose folder was copied with its `.git`, which names programs to run: whoever only reads runs none."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import here
from tests.journeys.shell import Shell, with_problems

READING: Final = (
    "list", "show {id}", "report", "report --rev HEAD", "due", "remind", "lint", "log", "diff", "diff HEAD~1",
    "compare --from 2026-03-11", "similar {id}", "sql SELECT(1)", "verify", "verify --history --anew", "export json",
    "export csv -o {out}.csv", "export dossier {id} -o {out}.zip", "export xlsx -o {out}.xlsx",
    "export parquet {out} --code 530121",
)  # fmt: skip
SETTINGS: Final = (
    "core.fsmonitor", "core.pager", "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean",
    "filter.trap.smudge", "filter.trap.process", "gpg.program", "gpg.ssh.program", "merge.trap.driver",
    "core.sshCommand", "credential.helper", "core.editor",
)  # fmt: skip
HOOKS: Final = ("post-index-change", "reference-transaction", "post-checkout", "pre-commit", "pre-auto-gc")


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, Path]:
    """A ledger with two problems that is set to run a program which leaves a file; and that file."""
    folder = tmp_path_factory.mktemp("trapped")
    shell = with_problems(folder)
    trap, sprung = folder / "trap.sh", folder / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in SETTINGS:
        shell.git("config", key, str(trap))
    for name in HOOKS:
        shutil.copy(trap, shell.root / ".git/hooks" / name)
    attributes = shell.root / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("* filter=trap diff=trap merge=trap\n", encoding="utf-8")
    shell.git("status")
    sprung.unlink()  # it is one
    return shell, sprung


@pytest.mark.parametrize("command", READING)
def test_reading_a_copied_ledger_runs_nothing_that_came_with_it(
    trapped: tuple[Shell, Path], command: str, tmp_path: Path
) -> None:
    shell, sprung = trapped
    # Copied anew each time: git knows none of the files by sight, and looks into all.
    copy = Shell(shutil.copytree(shell.root, tmp_path / "ledger"), "2026-03-20", "zjj/liaison")
    problem = next(copy.root.glob("orgs/zjj/problems/*.toml")).stem
    words = command.format(id=problem, out=tmp_path / "out").split()
    done = here(words, copy.environ | {"YIAN_LANG": "en", "XDG_CACHE_HOME": str(tmp_path / "cache")}, copy.root)
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert not sprung.exists()
