"""A line for those who wait at a terminal, and nothing for anybody else."""

import sys

import pytest

from yiananlib.cli import progress


@pytest.mark.parametrize(("terminal", "waited"), [(True, True), (True, False), (False, True)])
def test_it_speaks_in_a_terminal_to_who_waits(
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
