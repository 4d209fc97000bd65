"""Whether git finds a repository for a folder, opens it, and is on a branch there."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from yiananlib.store.plumbing import Failure, failed, failure_of, run

if TYPE_CHECKING:
    from pathlib import Path

TRACES: Final = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What git leaves while it is in the middle of something, and of what."""


def is_work_tree(folder: Path) -> bool:
    """Tell whether ``folder`` lies in a git work tree. Looks at the files; runs nothing."""
    return any((above / ".git").exists() for above in (folder, *folder.parents))


def has_repository(folder: Path) -> bool:
    """Tell whether git finds a whole repository for ``folder``; none is there where there is no git.

    Raises:
        LedgerInvalid: it finds one and does not open it: it is another user's, or a setting cannot be read.
    """
    done = run(folder, "rev-parse", "--git-dir")
    failure = failure_of(done)
    if failure is None or done.returncode == 127 or b"not a git repository" in done.stderr:
        return failure is None
    raise failed(folder, "rev-parse", failure.reason)


def trouble(folder: Path) -> Failure | None:
    """Return why git does not open the repository that ``folder`` lies in; None where it does, or there is none."""
    return failure_of(run(folder, "rev-parse", "--git-dir")) if is_work_tree(folder.absolute()) else None


def is_detached(folder: Path) -> bool:
    """Tell whether the commit that is checked out is that of no branch. Looks at the files; runs nothing."""
    with suppress(OSError, UnicodeDecodeError):  # git says so where it is asked
        place = _place(folder)
        return place is not None and not (place / "HEAD").read_text(encoding="utf-8").startswith("ref:")
    return False


def amid(folder: Path) -> str | None:
    """Return in the middle of what git is, such as ``merge``; None for nothing. Looks at the files likewise."""
    with suppress(OSError, UnicodeDecodeError):
        place = _place(folder)
        return next((TRACES[name] for name in TRACES if place is not None and (place / name).exists()), None)
    return None


def _place(folder: Path) -> Path | None:
    """Return where git keeps what it knows of a work tree; None where there is none."""
    place = next((above / ".git" for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if place is not None and place.is_file():
        return place.parent / place.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    return place


def is_repository(folder: Path) -> bool:
    """Tell whether git finds a repository for ``folder``, or would but for a fault in it."""
    return is_work_tree(folder.absolute()) or has_repository(folder)


def init(folder: Path) -> Failure | None:
    """Make ``folder`` a git repository whose first branch is ``main``."""
    return failure_of(run(folder, "init", "--quiet", "--initial-branch=main"))
