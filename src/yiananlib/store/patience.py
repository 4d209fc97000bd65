"""git under the ledger's lock: it can ask nobody, it is said when it takes long, and it ends.

A commit runs what the user's git is told to: a key that waits to be touched or confirmed, a hook. Others wait for the
lock meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import signal
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.store.plumbing import command, environment, unstarted

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from pathlib import Path

PATIENCE: Final = 3.0
"""Seconds before a message says what is being waited for."""
LIMIT: Final = 120.0
"""Seconds after which git is stopped."""
_GRACE: Final = 5.0
"""Seconds that a git which is stopped has to put its own locks away."""
_STOPPED: Final = 124

_told: ContextVar[Callable[[str], object] | None] = ContextVar("_told", default=None)


def telling(tell: Callable[[str], object]) -> None:
    """Report what is being waited for through ``tell`` from now on."""
    _told.set(tell)


def run(
    folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git as :func:`plumbing.run` does, without a terminal; one that does not end in time is stopped.

    Such a one ends with 124.
    """
    import subprocess  # a ledger without git never needs it

    try:
        process = subprocess.Popen(  # noqa: S603 - git
            command(*arguments),
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**environment(), **(more or {})}, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return subprocess.CompletedProcess(["git"], 127, b"", unstarted(error).encode())
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return _done(process, process.communicate(given, timeout=PATIENCE))
        if (tell := _told.get()) is not None:
            tell(
                _(
                    "Waiting for git: a signing key may be waiting for confirmation, or a hook may be"
                    " running. ^C stops it; what is recorded stays recorded, and `yian sync` commits it."
                )
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            return _done(process, process.communicate(timeout=LIMIT - PATIENCE))
    except BaseException:
        stop(process)
        raise
    stop(process)
    said = _("it did not finish within {n} seconds: the signing key was not confirmed, or a hook hangs")
    return subprocess.CompletedProcess(process.args, _STOPPED, b"", said.format(n=round(LIMIT)).encode())


def _done(process: subprocess.Popen[bytes], streams: tuple[bytes, bytes]) -> subprocess.CompletedProcess[bytes]:
    import subprocess

    return subprocess.CompletedProcess(process.args, process.returncode, *streams)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program, such as git, and all that it started; git takes its own locks away, where it still can."""
    import subprocess

    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, number)
            else:
                process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
            break
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
