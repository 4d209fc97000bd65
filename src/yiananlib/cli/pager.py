"""The pager of whoever reads at a terminal, for what is longer than the screen."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from typing import IO, TYPE_CHECKING, Final

import click

from yiananlib.messages import _, system_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEFAULT: Final = "less"
_SETTINGS: Final = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
"""What pagers are told where the reader did not: to show colours, and to end where all fits the screen."""

_ESCAPES: Final = re.compile(r"\x1b\[[0-9;]*m")


@contextlib.contextmanager
def paged(environ: Mapping[str, str], *, wanted: bool = True) -> Iterator[IO[str]]:
    """Yield what to write to: standard output, or what is shown in the pager at the end of the block.

    There is a pager at a terminal alone: ``YIAN_PAGER``, else ``PAGER``, else less where there is one; an empty one or
    ``cat`` is none. One that does not work is named on stderr, and everything printed without it.
    """
    command = _command(environ) if wanted and sys.stdout.isatty() else []
    if not command:
        yield sys.stdout
        return
    text = io.StringIO()
    yield text
    said = text.getvalue()
    if not _fits(said):
        trouble = _run(command, said, environ)
        if trouble is None:
            return
        told = _("yian: the pager {pager} does not work ({reason}); set YIAN_PAGER to another.")
        click.echo(told.format(pager=command[0], reason=trouble), err=True)
    sys.stdout.write(said)


def _command(environ: Mapping[str, str]) -> list[str]:
    said = next((environ[name] for name in ("YIAN_PAGER", "PAGER") if name in environ), None)
    if environ.get("TERM") == "dumb" and said is None:
        return []
    if said is None:
        import shutil  # as shlex: where there is a terminal

        return [_DEFAULT] if shutil.which(_DEFAULT) else []
    import shlex

    try:
        words = shlex.split(said, posix=os.name != "nt")
    except ValueError:  # a quotation mark without its other
        words = [said]
    if os.name == "nt":  # where backslashes are no escapes, the marks of quotation stay
        words = [word.strip("\"'") for word in words]
    return [] if words == ["cat"] else words


def _fits(text: str) -> bool:
    import shutil

    from yiananlib.model.text import cells

    columns, rows = shutil.get_terminal_size()
    lines = _ESCAPES.sub("", text).split("\n")
    return sum(max(1, -(-cells(line) // columns)) for line in lines[: rows + 1]) <= rows


def _run(command: list[str], text: str, environ: Mapping[str, str]) -> str | None:
    """Show ``text`` in the pager; return why that failed, or None."""
    import signal
    import subprocess

    sys.stdout.flush()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is the pager's, which goes on
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=_SETTINGS | dict(environ))  # noqa: S603 - the reader named it
        with contextlib.suppress(BrokenPipeError):  # the reader has seen enough
            pager.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
        status = pager.wait()
    except OSError as error:
        return system_said(error)
    finally:
        signal.signal(signal.SIGINT, before)
    return _("exit status {status}").format(status=status) if status else None
