"""One writer at a time in a ledger, by a lock of the operating system.

A lock file of ours would go stale when its owner is killed; the system's lock goes with the process.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.store import layout

WAIT_SECONDS: Final = 30.0
_PAUSE: Final = 0.02


@contextmanager
def writing(root: Path, waiting: Callable[[], None], seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the ledger's lock inside the block.

    ``waiting`` is called once when the lock is held by somebody else.

    Raises:
        WriteFailed: it was still held after ``seconds``, or the ledger cannot be written to.
        LedgerInvalid: the folder of the lock is a symbolic link.
    """
    path = root / layout.LOCK
    if path.parent.is_symlink():
        raise LedgerInvalid(layout.PRIVATE, _("it is a symbolic link."), _("Put the folder itself there."))
    try:
        path.parent.mkdir(exist_ok=True)
        handle = os.open(
            path,
            os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0),
            0o666,
        )
    except OSError as error:
        raise _unwritable(error) from error
    try:
        try:
            _acquire(handle, waiting, seconds)
        except OSError as error:  # a file system without locks
            raise _unwritable(error) from error
        yield
    finally:
        _unlock(handle)
        os.close(handle)


def _unwritable(error: OSError) -> WriteFailed:
    return WriteFailed(
        _("{path}: the ledger cannot be written to ({reason}). Nothing was recorded.").format(
            path=layout.LOCK, reason=system_said(error)
        )
    )


def _acquire(handle: int, waiting: Callable[[], None], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    told = False
    while not _try_lock(handle):
        if not told:
            waiting()
            told = True
        if time.monotonic() >= deadline:
            raise WriteFailed(
                _("{path}: another command holds the ledger's lock. Nothing was recorded; try again later.").format(
                    path=layout.LOCK
                )
            )
        time.sleep(_PAUSE)


if os.name == "nt":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        with contextlib.suppress(OSError):  # it was never held
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        """Let go of the lock: a worker that was forked meanwhile has it open, too, and closing alone would not."""
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_UN)
