"""`yian` in this process: the words typed, what it prints, how it ends."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.services.ledgers import Desk, new_desk
from yiananlib.cli.main import run
from yiananlib.cli.session import Session


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def refused(self) -> bool:
        """Nothing on stdout, and one line without a traceback on stderr."""
        return not self.out and self.err.count("\n") == 1 and "Traceback" not in self.err


Yian = Callable[..., Done]
Says = Callable[..., None]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Iterator[Says]:
    """Let somebody sit at the terminal and answer one line after the other; all must be asked for."""
    lines: list[str] = []

    def answer(prompt: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    monkeypatch.setattr(Session, "can_ask", property(lambda self: not self.json))
    yield lambda *new: lines.extend(new)
    assert lines == []


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for what can be made again, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "cache" / "yian"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county's ledger on 12 March 2026, without git and without problems."""
    return new_desk(tmp_path / "ledger")


@pytest.fixture
def yian(desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Yian:
    """Run a command in the desk's ledger at the desk's time; `given` is its standard input."""

    def call(*arguments: str | Path, given: str | bytes = b"", **environ: str) -> Done:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
        base = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": desk.now.isoformat(), "YIAN_SEED": "test"}
        capsys.readouterr()
        status = run([str(a) for a in arguments], base | environ)
        printed = capsys.readouterr()
        return Done(status, printed.out, printed.err)

    return call


@pytest.fixture
def typed(yian: Yian) -> Callable[..., Any]:
    """Run a command that must succeed, with --json, and return what it printed."""
    import json

    def call(*arguments: str | Path, **more: Any) -> Any:
        done = yian(*arguments, "--json", **more)
        assert done.status == 0, done.err
        return json.loads(done.out)

    return call
