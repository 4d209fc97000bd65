"""The pager: at a terminal, for what does not fit it, and never instead of what is to be read."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yiananlib.cli import pager

LONG = "".join(f"行{n}\n" for n in range(100))


Show = Callable[..., None]


def show(text: str, wanted: bool = True, **environ: str) -> None:
    with pager.paged({"PATH": "/usr/bin:/bin", "TERM": "xterm", **environ}, wanted=wanted) as out:
        out.write(text)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Show a text at a terminal of 24 lines."""
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("COLUMNS", "80")

    def shown(*arguments: Any, **environ: Any) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        show(*arguments, **environ)

    return shown


@pytest.fixture
def program(tmp_path: Path) -> tuple[str, Path]:
    """A pager that keeps what it is shown, and the file it keeps it in."""
    kept = tmp_path / "shown"
    script = tmp_path / "pager.sh"
    script.write_text(f'#!/bin/sh\necho "LESS=$LESS" > {kept}; cat >> {kept}\n', encoding="utf-8")
    script.chmod(0o755)
    return str(script), kept


def test_what_is_longer_than_the_screen_is_shown_in_it(
    at_terminal: Show, program: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(LONG, YIAN_PAGER=program[0], PAGER="false")
    assert program[1].read_text(encoding="utf-8") == "LESS=FRX\n" + LONG
    assert capsys.readouterr() == ("", "")
    at_terminal(LONG, PAGER=program[0], LESS="-i")
    assert program[1].read_text(encoding="utf-8") == "LESS=-i\n" + LONG


@pytest.mark.parametrize("lines", [0, 1, 22, 23, 24, 25, 99])
def test_what_fits_is_printed(
    at_terminal: Show, program: tuple[str, Path], capsys: pytest.CaptureFixture[str], lines: int
) -> None:
    text = "".join("长" * 40 + "\n" for _ in range(lines))
    at_terminal(text, YIAN_PAGER=program[0])
    assert program[1].exists() == (lines >= 24)
    assert (capsys.readouterr().out == text) == (lines < 24)


def test_a_long_line_takes_several_of_the_screen(at_terminal: Show, program: tuple[str, Path]) -> None:
    at_terminal("长" * 40 * 23 + "\n", YIAN_PAGER=program[0])
    assert not program[1].exists()
    at_terminal("长" * 40 * 24 + "\n", YIAN_PAGER=program[0])
    assert program[1].exists()


def test_in_a_pipe_there_is_none(program: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    show(LONG, YIAN_PAGER=program[0])
    assert not program[1].exists()
    assert capsys.readouterr().out == LONG


@pytest.mark.parametrize("environ", [{"YIAN_PAGER": ""}, {"YIAN_PAGER": "cat"}, {"PAGER": ""}])
def test_an_empty_pager_is_none(at_terminal: Show, capsys: pytest.CaptureFixture[str], environ: dict[str, str]) -> None:
    at_terminal(LONG, **environ)
    assert capsys.readouterr() == (LONG, "")


def test_it_can_be_done_without(
    at_terminal: Show, program: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(LONG, wanted=False, YIAN_PAGER=program[0])
    assert capsys.readouterr().out == LONG
    at_terminal(LONG, TERM="dumb")
    assert capsys.readouterr().out == LONG


@pytest.mark.parametrize(
    ("command", "reason"),
    [("/nonexistent/less", "No such file"), ("false", "exit status 1"), ("sh -c 'exit 127'", "127"), ("'x", "No such")],
)
def test_one_that_is_broken_says_so_and_nothing_is_lost(
    at_terminal: Show, capsys: pytest.CaptureFixture[str], command: str, reason: str
) -> None:
    at_terminal(LONG, YIAN_PAGER=command)
    printed = capsys.readouterr()
    assert printed.out == LONG
    assert printed.err.count("\n") == 1
    assert reason in printed.err
    assert "YIAN_PAGER" in printed.err


def test_a_reader_who_has_seen_enough_ends_it(at_terminal: Show, capsys: pytest.CaptureFixture[str]) -> None:
    at_terminal(LONG * 10_000, YIAN_PAGER="head -1")
    assert capsys.readouterr().err == ""


def test_what_fails_while_it_is_laid_out_shows_nothing(
    program: tuple[str, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(ZeroDivisionError), pager.paged({"YIAN_PAGER": program[0]}) as out:
        out.write(f"{LONG}{1 / 0}")
    assert not program[1].exists()
    assert capsys.readouterr().out == ""
