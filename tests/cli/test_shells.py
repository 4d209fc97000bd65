"""Completion in bash: codes go into the line, and what they stand for beside them into the list."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")


def completed(yian: Yian, desk: Desk, folder: Path, line: str, kind: int) -> list[str]:
    """Return what bash is offered for the last word of a line; `kind` is its COMP_TYPE: 9 a tab, 63 a list."""
    yian("list")  # what is completed is what the index knows
    program = folder / "bin" / "yian"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m yiananlib "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = folder / "yian.bash"
    script.write_text(yian("completion", "bash").out, encoding="utf-8")
    words = line.split(" ")
    call = (
        f'source {script}; COMP_WORDS=({" ".join(words[:-1])} "{words[-1]}"); COMP_CWORD={len(words) - 1};'
        f' COMP_TYPE={kind}; _yian_completion yian; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(
        [str(BASH), "-c", call], capture_output=True, encoding="utf-8", check=True,
        env=os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}", "YIAN_LEDGER": str(desk.root)},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_list_shows_what_each_code_stands_for(yian: Yian, desk: Desk, tmp_path: Path) -> None:
    assert completed(yian, desk, tmp_path, "yian list --org j", 9) == ["jiwei"]
    listed = completed(yian, desk, tmp_path, "yian list --org ", 63)
    assert "zjj  (住建局)" in listed
    assert "zjj" in completed(yian, desk, tmp_path, "yian list --org ", 9)


def test_what_is_alone_goes_into_the_line_as_it_is(yian: Yian, desk: Desk, tmp_path: Path) -> None:
    assert completed(yian, desk, tmp_path, "yian list --org zj", 63) == ["zjj"]
    assert completed(yian, desk, tmp_path, "yian look", 9) == ["look-back"]


def test_words_of_enumerations_are_shown_beside_their_keys(yian: Yian, desk: Desk, tmp_path: Path) -> None:
    assert "held_rate  (Look-backs held)" in completed(yian, desk, tmp_path, "yian report --rank ", 63)


def test_a_title_with_a_comma_or_a_quote_is_shown_whole(yian: Yian, desk: Desk, tmp_path: Path) -> None:
    for title in ('一, "二" $(touch x) `y`', "三"):
        desk.problem(title=title)
    listed = completed(yian, desk, tmp_path, "yian show ", 63)
    assert any('(一, "二" $(touch x) `y`)' in line for line in listed)
    assert not Path("x").exists()
