"""Which officer records in a clone, as ``yian as`` was told: beside the ledger, never in it.

In the git folder of the clone, which all its work trees share; where there is no git, in the user's folder for such
things, by the path of the ledger. Only the user's own file counts.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.store.plumbing import run

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT: Final = 400
"""Bytes: two names of forty characters and what stands between."""


def place(root: Path, state: Path) -> Path:
    """Return the file in which it is remembered for the ledger in ``root``; ``state`` is the user's folder."""
    import hashlib

    done = run(root, "rev-parse", "--git-common-dir", "--show-prefix")
    lines = done.stdout.split(b"\n")
    if done.returncode == 0 and len(lines) == 3:
        within = f"-{hashlib.sha256(lines[1]).hexdigest()[:16]}" if lines[1] else ""
        return root / os.fsdecode(lines[0]) / "yian" / f"officer{within}"
    return state / f"officer-{hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]}"


def read(path: Path) -> str | None:
    """Return what is remembered, as it was written; None where nothing is.

    Raises:
        UsageProblem: the file is another user's, or others may write to it, or it cannot be read.
    """
    options = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
    try:
        handle = os.open(path, os.O_RDONLY | sum(options))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unusable(path, system_said(error)) from None
    try:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode):
            raise _unusable(path, _("it is not a regular file"))
        if hasattr(os, "getuid") and (seen.st_uid != os.getuid() or seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            raise _unusable(path, _("others may have written it"))
        return os.read(handle, _LIMIT).decode(errors="replace").strip() or None
    finally:
        os.close(handle)


def write(path: Path, officer: str) -> None:
    """Remember an officer, ``<org>/<officer>``, readable by the user alone.

    Raises:
        WriteFailed: it cannot be written.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(f"{officer}\n".encode())
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise _unwritten(path, error) from None


def forget(path: Path) -> bool:
    """Forget who was remembered; tell whether anybody was.

    Raises:
        WriteFailed: the file cannot be removed.
    """
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unwritten(path, error) from None
    return True


def _unusable(path: Path, reason: str) -> UsageProblem:
    return UsageProblem(
        _(
            "{path}, where this clone remembers who is recording, is ignored: {reason}. Give --by"
            " ORG/OFFICER, or write it again with `yian as ORG/OFFICER`."
        ).format(path=path, reason=reason)
    )


def _unwritten(path: Path, error: OSError) -> WriteFailed:
    return WriteFailed(_("{path}: it could not be written ({reason}).").format(path=path, reason=system_said(error)))
