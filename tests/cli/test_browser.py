"""A page in the browser of whoever asked for it."""

import webbrowser
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def kept(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", kept)
    return found


def test_the_page_that_was_written_is_opened(desk: Desk, yian: Yian, opened: list[str], tmp_path: Path) -> None:
    desk.problem()
    path = tmp_path / "整改一览.html"
    done = yian("report", "--open", "-o", str(path))
    assert (done.status, opened) == (0, [path.resolve().as_uri()])
    assert path.read_text(encoding="utf-8").startswith("<!")


def test_without_a_file_it_is_written_where_nobody_else_reads(desk: Desk, yian: Yian, opened: list[str]) -> None:
    desk.problem()
    assert yian("report", "--open").status == 0
    path = Path.from_uri(opened[0]) if hasattr(Path, "from_uri") else Path(opened[0].removeprefix("file://"))
    assert path.is_file()
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "md"], ["-o", "台账.csv"]])
def test_only_a_page_is_opened(desk: Desk, yian: Yian, opened: list[str], arguments: list[str]) -> None:
    desk.problem()
    done = yian("report", "--open", *arguments)
    assert (done.status, done.out, opened) == (2, "", [])
    assert "--open" in done.err


def test_where_no_browser_can_be_started_it_is_said_so(
    desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _address: False)
    desk.problem()
    path = tmp_path / "一览.html"
    done = yian("report", "--open", "-o", str(path))
    assert done.status == 0
    assert str(path) in done.err
