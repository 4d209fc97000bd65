"""What a command does not need it does not load: a start is what users wait for most."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.ledgers import new_desk

HEAVY = ("pydantic", "rich", "sqlite3", "subprocess", "importlib.metadata", "tomli", "tomllib", "tomli_w")
PROGRAM = """
import sys
sys.argv = ["yian", *sys.argv[1:]]
try:
    from yiananlib.cli.entry import main
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("\\n--loaded--", *sorted(sys.modules))
"""


def loaded(*arguments: str, **environ: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE_", "COV_"))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True, encoding="utf-8", env=kept | {"LC_ALL": "C.UTF-8"} | environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.partition("--loaded-- ")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], [], ["--version"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) & set(HEAVY) == set()


def test_the_version_needs_not_even_the_command_line() -> None:
    assert not any(name.startswith("click") for name in loaded("--version"))


def test_completion_loads_nothing_heavy() -> None:
    found = loaded(_YIAN_COMPLETE="bash_complete", COMP_WORDS="yian lo", COMP_CWORD="1")
    assert found & {"pydantic", "rich", "sqlite3"} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["progress", "{ref}", "已核验"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "2026-05-01"],
        ["submit", "{ref}", "--effect", "零补办"],
        ["list"],
        ["report"],
    ],
)
def test_off_a_terminal_rich_is_not_loaded(tmp_path: Path, arguments: list[str]) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    found = loaded(
        *(a.format(ref=ref) for a in arguments),
        YIAN_LEDGER=str(desk.root), YIAN_NOW="2026-03-13", YIAN_BY="zjj/liaison",
    )  # fmt: skip
    assert found & {"rich", "sqlite3"} == set()
    assert "yiananlib.services" in found


def test_a_recording_command_loads_only_its_own_module(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    found = loaded("progress", ref, "已核验", YIAN_LEDGER=str(desk.root), YIAN_NOW="2026-03-13", YIAN_BY="zjj/liaison")
    commands = {m for m in found if m.startswith("yiananlib.cli.commands.")}
    assert commands == {"yiananlib.cli.commands.progress"}
