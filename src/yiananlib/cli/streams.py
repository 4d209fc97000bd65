"""What is said on standard output and standard error: in order, and whatever becomes of those who listen.

A command's answer is its exit status. A reader that went away (``head``, a pusher's git), a console that is full or
was closed never changes it: what cannot be said is kept as the stream's ``trouble``.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Outlet(io.FileIO):
    """Writes to a descriptor until that fails, and to nowhere from then on.

    Attributes:
        trouble: what failed, or None.
        before: called before each write.
    """

    trouble: OSError | None = None

    def __init__(self, descriptor: int, before: Callable[[], object] | None = None) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.before = before

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

    Those that are closed lead nowhere, so that no file of the ledger is opened in their place.
    """
    sys.stdout = _guarded(sys.stdout)
    # that very stream: while something is asked, standard error stands in the place of standard output
    sys.stderr = _guarded(sys.stderr, getattr(sys.stdout, "flush", None))
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "w" if descriptor else "r"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as it runs


def ended(status: int) -> int:
    """Return the status a command ends with: its own, or that its output was lost other than to a closed pipe."""
    sys.stdout.flush()
    outlet = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    trouble = outlet.trouble if isinstance(outlet, Outlet) else None
    if trouble is None or isinstance(trouble, BrokenPipeError):
        return status
    from yiananlib.errors import WriteFailed
    from yiananlib.messages import _, system_said

    said = _("yian: what it says could not be written ({reason}); what it recorded is recorded.")
    sys.stderr.write(said.format(reason=system_said(trouble)) + "\n")
    return status or WriteFailed.exit_status


def _guarded(stream: Any, before: Callable[[], object] | None = None) -> Any:
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if type(raw) is not io.FileIO:  # a console of its own kind
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(Outlet(raw.fileno(), before)),
        encoding=stream.encoding, errors=stream.errors, line_buffering=stream.line_buffering,
    )  # fmt: skip
