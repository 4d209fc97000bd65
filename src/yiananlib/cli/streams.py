"""What is said on standard output and standard error: in order, and whatever becomes of those who listen.

A command's answer is its exit status. A reader that went away (``head``, a pusher's git), a console that is full or
was closed never changes it: what cannot be said is kept as the stream's ``trouble``.
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False  # as checkers take it: `--version` would load `typing` for this word alone
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Outlet(io.FileIO):
    """Writes to a descriptor until that fails, and to nowhere from then on.

    Attributes:
        trouble: what failed, or None.
        before: called before each write.
        recorded: what was recorded, and is told of here.
    """

    trouble: OSError | None = None

    def __init__(self, descriptor: int, before: Callable[[], object] | None = None) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.before = before
        self.recorded: list[str] = []

    def write(self, data: Any, /) -> int:
        """Write, or lose, all of ``data``."""
        if self.before is not None:
            self.before()
        left = memoryview(data).cast("B")
        size = len(left)
        while left and self.trouble is None:
            try:
                done: int | None = super().write(left)
                if done is None:  # it would block: the terminal's owner made it so
                    import select

                    select.select([], [self], [])
            except OSError as error:
                self.trouble = error
            else:
                left = left[done or 0 :]
        return size


def guard() -> None:
    """Let nothing that becomes of the streams be an error, and let what is said in one pipe stay in order.

    Those that are closed lead nowhere, so that no file of the ledger is opened in their place. What is said on a
    standard output that is closed is lost, and counts so.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            _led_nowhere(descriptor)
    sys.stdout = _guarded(sys.stdout) if sys.stdout is not None else _led_to(1)
    # that very stream: while something is asked, standard error stands in the place of standard output
    sys.stderr = _guarded(sys.stderr, sys.stdout.flush) if sys.stderr is not None else _led_to(2)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as it runs


def _led_nowhere(descriptor: int) -> None:
    try:  # noqa: SIM105 - `contextlib` is more than all that `--version` loads
        os.open(os.devnull, os.O_RDONLY if descriptor == 1 else os.O_RDWR)
    except OSError:
        pass


def say(message: str) -> None:
    """Say something on stderr, one line but in a terminal: there it is wrapped."""
    import click

    if sys.stderr.isatty():
        from yiananlib.render.wrapping import wrapped

        message = "\n".join(wrapped(message, columns()))
    click.echo(message, err=True)


def columns() -> int:
    """Return how many columns the terminal has, by ``COLUMNS`` where that is set; 80 where neither says."""
    import shutil  # what is no terminal has no size

    return shutil.get_terminal_size().columns


def _led_to(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(Outlet(descriptor)), encoding="utf-8")


def recorded(name: str) -> None:
    """Keep what was recorded, to be named where nothing can be said of it."""
    if (outlet := _outlet()) is not None:
        outlet.recorded.append(name)


def ended(status: int) -> int:
    """Return the status a command ends with: its own, or that its output was lost other than to a closed pipe."""
    sys.stdout.flush()
    outlet = _outlet()
    trouble = outlet.trouble if outlet is not None else None
    if outlet is None or trouble is None or isinstance(trouble, BrokenPipeError):
        return status
    from yiananlib.errors import WriteFailed
    from yiananlib.messages import _, system_said

    names = _(", ").join(outlet.recorded)
    said = (
        _("yian: recorded {names}; the output could not be written ({reason}).")
        if names
        else _("yian: the output could not be written ({reason}); anything recorded stays recorded.")
    )
    sys.stderr.write(said.format(names=names, reason=system_said(trouble)) + "\n")
    return status or WriteFailed.exit_status


def _outlet() -> Outlet | None:
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return raw if isinstance(raw, Outlet) else None


def _guarded(stream: Any, before: Callable[[], object] | None = None) -> Any:
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if type(raw) is not io.FileIO:  # a console of its own kind
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(Outlet(raw.fileno(), before)),
        encoding=stream.encoding, errors=stream.errors, line_buffering=stream.line_buffering,
    )  # fmt: skip
