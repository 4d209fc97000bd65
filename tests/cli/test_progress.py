"""A line for those who wait at a terminal, and nothing for anybody else."""

import sys

import pytest

from yiananlib.cli import progress


@pytest.mark.parametrize(("terminal", "waited"), [(True, True), (True, False), (False, True)])
def test_progress_is_shown_in_a_terminal_after_a_wait(
    terminal: bool, waited: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(progress, "PATIENCE", -1 if waited else 100)
    with progress.Progress("{done} of {total} commits") as said:
        said(1, 3)
        said(2, 3)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("1 of 3 commits" in printed.err) == (terminal and waited)
    assert "2 of 3" not in printed.err


@pytest.mark.parametrize(("done", "total", "filled"), [(0, 10, 0), (5, 10, 12), (99, 100, 23), (1, 3, 8)])
def test_the_bar_is_filled_as_far_as_it_is_done(
    done: int, total: int, filled: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "PATIENCE", -1)
    with progress.Progress("{done} of {total}") as said:
        said(done, total)
    assert f"[{'#' * filled}{'.' * (24 - filled)}] {done} of {total}" in capsys.readouterr().err


def test_it_goes_away_when_all_is_done_before_anything_else_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setattr(progress, "_BETWEEN", 0)
    with progress.Progress("{percent}%") as said:
        said(1, 2)
        said(2, 2)
        said(0, 0)
        sys.stderr.write("written\n")
        said(1, 3)
    printed = capsys.readouterr().err
    assert printed == (f"\r[{'#' * 12}{'.' * 12}] 50%\x1b[K\r\x1b[Kwritten\n\r[{'#' * 8}{'.' * 16}] 33%\x1b[K\r\x1b[K")
