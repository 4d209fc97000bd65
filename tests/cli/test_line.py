"""How a line is typed. What needs a terminal is tested in tests/journeys/test_terminal.py."""

import signal
import sys

import click
import pytest

from tests.cli.conftest import Says
from yiananlib.cli import line as lines
from yiananlib.cli.line import Back, Editor, Plain

pytest.importorskip("prompt_toolkit")


def test_off_a_terminal_and_at_one_that_cannot_move_its_cursor_the_line_is_plain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(lines.line(), Plain)
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(lines.line(), Plain)


@pytest.mark.parametrize("typed", ["<", "＜", "  < "])
def test_a_mark_alone_leads_back(says: Says, typed: str) -> None:
    says(typed)
    with pytest.raises(Back):
        Plain().read("Title")
    says("a < b")
    assert Plain().read("Title") == "a < b"


def test_an_empty_line_is_what_is_shown(says: Says) -> None:
    says("", "", "x")
    assert Plain().read("Title", default="一") == "一"
    assert Plain().read("Title", begun="二") == "二"
    assert Plain().read("Title", begun="二") == "x"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # prompt_toolkit's own pipe
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as pipe:
        monkeypatch.setattr(lines, "_input", lambda: pipe)
        monkeypatch.setattr(lines, "_output", DummyOutput)
        yield pipe.send_text


def test_the_editor_has_arrows_and_history(typing) -> None:  # type: ignore[no-untyped-def]
    editor = Editor()
    typing("整改\x1b[D完成\r")
    assert editor.read("Title") == "整完成改"
    typing("\x1b[A\r")
    assert editor.read("Title") == "整完成改"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("z", ["zjj"]), ("czj,住", ["zjj"]), ("", ["zjj", "czj"]), ("县 财", ["czj"]), ("x", [])],
)
def test_codes_are_offered_by_code_and_by_name(typed: str, offered: list[str]) -> None:
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    known = {"zjj": "住建局", "czj": "财政局"}
    for words in (known, lambda _begun: known):
        found = list(lines._completer(words).get_completions(Document(typed), CompleteEvent()))
        assert [one.text for one in found] == offered
    assert list(lines._completer(None).get_completions(Document(typed), CompleteEvent())) == []


def test_several_lines_are_pasted_as_one_answer(typing) -> None:  # type: ignore[no-untyped-def]
    typing("\x1b[200~补办\r\n修订\r\n\x1b[201~\r")
    assert Editor().read("药方") == "补办\n修订"


def test_the_editor_goes_back_and_breaks_off(typing) -> None:  # type: ignore[no-untyped-def]
    editor = Editor()
    typing("半句\x02")
    with pytest.raises(Back):
        editor.read("Title")
    for key in ("\x03", "\x04"):
        typing(key)
        with pytest.raises(click.Abort):
            editor.read("Title")
    typing("半句\x03")
    with pytest.raises(click.Abort):
        editor.read("Title")
    assert editor.typed == "半句"
    typing("\r")
    assert editor.read("Title", default="一") == "一"
    typing("改\r")
    assert editor.read("Title", begun="整") == "整改"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no SIGHUP")
def test_a_closed_window_keeps_what_there_is_before_the_process_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(signal, "raise_signal", ended.append)
    before = signal.getsignal(signal.SIGHUP)
    kept: list[bool] = []
    try:
        lines.on_hangup(lambda: kept.append(True))
        handler = signal.getsignal(signal.SIGHUP)
        assert callable(handler)
        handler(signal.SIGHUP, None)
        assert (kept, ended, signal.getsignal(signal.SIGHUP)) == ([True], [signal.SIGHUP], signal.SIG_DFL)
    finally:
        signal.signal(signal.SIGHUP, before)
