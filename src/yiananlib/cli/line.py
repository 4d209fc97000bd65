"""How a line is typed at a terminal: with an editor of lines where the terminal can, else as the terminal has it.

Either way a line that is ``<`` alone asks for the question before. Questions go to stderr; stdout is for results.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

import click

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prompt_toolkit.key_binding import KeyPressEvent

    Words = Mapping[str, str] | Callable[[str], Mapping[str, str]]
    """What may be typed, each with its words; or what tells it of what is typed so far."""

BACK: Final = "<"
"""What asks for the question before, as an answer."""


class Back(Exception):
    """Somebody wants the question before."""


class Line(Protocol):
    """Reads a line after a question."""

    @property
    def typed(self) -> str:
        """What stands in the line that is not finished."""

    def read(self, question: str, *, default: str = "", begun: str = "", words: Words | None = None) -> str:
        """Return what is typed, without blanks around it.

        ``default`` is shown, and what an empty line means; ``begun`` stands in the line already; ``words`` are offered
        for completing. It may have several lines where they were pasted.

        Raises:
            Back: the question before is wanted.
            click.Abort: somebody broke off.
        """


class Plain:
    """The line as the terminal, or what stands in for one, has it: no keys but those that it knows."""

    typed = ""

    def read(self, question: str, *, default: str = "", begun: str = "", words: Words | None = None) -> str:
        """See :class:`Line`."""
        shown = default or begun
        said = click.prompt(question, default=shown, show_default=bool(shown), prompt_suffix=_(": "), err=True)
        return _said(str(said))


class Editor:
    """The line with arrow keys, the answers before it, pasting and completion."""

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory

        self._prompts: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),  # never a file: it would keep what a ledger leaves out
            key_bindings=_keys(),
            input=_input(),
            output=_output(),
            reserve_space_for_menu=4,
            complete_while_typing=False,
            enable_open_in_editor=False,
        )

    @property
    def typed(self) -> str:
        """See :class:`Line`."""
        return self._prompts.default_buffer.text

    def read(self, question: str, *, default: str = "", begun: str = "", words: Words | None = None) -> str:
        """See :class:`Line`."""
        shown = question + (f" [{default}]" if default else "") + _(": ")
        try:
            said = self._prompts.prompt(shown, default=begun, completer=_completer(words))
        except (KeyboardInterrupt, EOFError):
            raise click.Abort from None
        return _said(said) or default


def line() -> Line:
    """Return how this process reads a line: with the editor where both ends are a terminal that can move its cursor."""
    import os

    if sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown"):
        return Editor()
    return Plain()


def on_hangup(keep: Callable[[], object]) -> None:
    """Have ``keep`` called when the terminal's window is closed, before the process ends of it."""
    if not hasattr(signal, "SIGHUP") or signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        return  # Windows ends a process with its console, and `nohup` wants it to go on

    def end(number: int, _frame: object) -> None:
        keep()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    signal.signal(signal.SIGHUP, end)


def _said(typed: str) -> str:
    said = typed.strip()
    if said in (BACK, "＜"):
        raise Back
    return said


def _keys() -> Any:
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-b")
    def back(event: KeyPressEvent) -> None:
        event.app.exit(exception=Back())

    return keys


def _input() -> Any:
    from prompt_toolkit.input import create_input

    return create_input(sys.stdin)


def _output() -> Any:
    """Return where the line is drawn: stderr, without asking the terminal where its cursor is (not all answer)."""
    from prompt_toolkit.output import create_output

    made = create_output(sys.stderr)
    if hasattr(made, "enable_cpr"):
        made.enable_cpr = False
    return made


def _completer(words: Words | None) -> Any:
    from prompt_toolkit.completion import Completer, Completion, DummyCompleter

    if words is None:
        return DummyCompleter()
    offered = words

    class Offered(Completer):
        def get_completions(self, document: Any, _event: Any) -> Any:
            typed = document.text_before_cursor
            start = max(typed.rfind(mark) for mark in " ,，、") + 1
            begun = typed[start:]
            known = offered(begun) if callable(offered) else offered
            for key, word in known.items():
                if any(text.casefold().startswith(begun.casefold()) for text in (key, word)):
                    yield Completion(key, start_position=-len(begun), display_meta=word if word != key else "")

    return Offered()
