"""One writer at a time in a ledger, by a lock of the operating system.

A lock file of ours would go stale when its owner is killed; the system's lock goes with the process. Who waits stands
in the system's queue, where it has one, and gives up only where the line does not move: each holder writes into the
file who it is, for as long as it holds it.
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

WAIT_SECONDS: Final = 150.0
"""So long may one command hold the lock: longer than git may take for a commit (``patience.LIMIT``)."""
_LOOK: Final = 0.5
"""Seconds between two looks at whether the line moved."""
_PAUSE: Final = 0.02
"""Seconds between two tries, where the system has no queue."""


@contextmanager
def writing(root: Path, waiting: Callable[[], None], seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the ledger's lock inside the block.

    ``waiting`` is called once when the lock is held by somebody else.

    Raises:
        WriteFailed: one command held it for ``seconds``, or the ledger cannot be written to.
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
            _acquire(handle, root, waiting, seconds)
        except OSError as error:  # a file system without locks
            raise _unwritable(error) from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)  # as it was: whoever has it in git sees no change
    finally:
        _unlock(handle)
        os.close(handle)


def _unwritable(error: OSError) -> WriteFailed:
    return WriteFailed(
        _("{path}: the ledger is not writable ({reason}). Nothing was recorded.").format(
            path=layout.LOCK, reason=system_said(error)
        )
    )


def holder(root: Path) -> int | None:
    """Return the process that holds the ledger's lock; None where none does, or that cannot be told."""
    try:
        with (root / layout.LOCK).open("rb") as file:
            return int(_said(file.fileno()).partition(" ")[0])
    except (OSError, ValueError):
        return None


def _acquire(handle: int, root: Path, waiting: Callable[[], None], seconds: float) -> None:
    if not _try_lock(handle):
        waiting()
        _stand_in_line(handle, root, seconds)
    _sign(handle)


def _stand_in_line(handle: int, root: Path, seconds: float) -> None:
    before, deadline = _said(handle), time.monotonic() + seconds
    for _look in _looks(handle):
        if _look:
            return
        if (now := _said(handle)) != before:
            before, deadline = now, time.monotonic() + seconds
        if time.monotonic() >= deadline:
            who = holder(root)
            raise WriteFailed(
                _(
                    "{path}: another command{who} has held the ledger's lock for {n} seconds. Nothing was"
                    " recorded; try again when it has finished."
                ).format(
                    path=layout.LOCK, n=round(seconds), who=_(" (process {n})").format(n=who) if who is not None else ""
                )
            )


def _sign(handle: int) -> None:
    """Write into the file who holds it, behind its first byte, which is locked where the system locks bytes."""
    with contextlib.suppress(OSError):  # a disk that is full: the lock holds all the same
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"\n{os.getpid()} {time.monotonic_ns()}\n".encode())
        os.lseek(handle, 0, os.SEEK_SET)


def _said(handle: int) -> str:
    with contextlib.suppress(OSError):
        os.lseek(handle, 1, os.SEEK_SET)
        said = os.read(handle, 64).decode(errors="replace").strip()
        os.lseek(handle, 0, os.SEEK_SET)
        return said
    return ""


if os.name == "nt":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _looks(handle: int) -> Iterator[bool]:
        """Yield, now and then, whether the lock was taken meanwhile."""
        while True:
            time.sleep(_PAUSE)
            yield _try_lock(handle)

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

    def _looks(handle: int) -> Iterator[bool]:
        """Yield, now and then, whether the lock was taken meanwhile: the system's queue gives it to one after another.

        It is waited for beside this thread, which looks whether the line moves and hears ^C.
        """
        import threading  # most commands need not wait

        trouble: list[OSError] = []

        def take() -> None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError as error:
                trouble.append(error)

        waiter = threading.Thread(target=take, daemon=True)
        waiter.start()
        while True:
            waiter.join(_LOOK)
            if trouble:
                raise trouble[0]
            yield not waiter.is_alive()

    def _unlock(handle: int) -> None:
        """Let go of the lock: a worker that was forked meanwhile has it open, too, and closing alone would not."""
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_UN)
