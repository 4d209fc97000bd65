"""git, the only program that yian runs. One call, one function; no parsing of prose."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path


class Identity(NamedTuple):
    """What git knows of the person at the keyboard; empty where nothing is configured."""

    name: str
    email: str


class Failure(NamedTuple):
    """git did not do it; ``reason`` is the last thing it said."""

    reason: str


def is_work_tree(folder: Path) -> bool:
    """Tell whether ``folder`` lies in a git work tree. Looks at the files; runs nothing."""
    return any((above / ".git").exists() for above in (folder, *folder.parents))


def init(folder: Path) -> Failure | None:
    """Make ``folder`` a git repository whose first branch is ``main``."""
    return _failure(_run(folder, "init", "--quiet", "--initial-branch=main"))


def identity(folder: Path) -> Identity:
    """Return git's ``user.name`` and ``user.email`` as configured for ``folder``."""
    done = _run(folder, "config", "--null", "--get-regexp", r"^user\.(name|email)$")
    found = dict(item.split("\n", 1) for item in done.stdout.decode(errors="replace").split("\0") if "\n" in item)
    return Identity(found.get("user.name", "").strip(), found.get("user.email", "").strip())


def commit(folder: Path, paths: Sequence[str], message: str, date: str, author: Identity) -> Failure | None:
    """Commit just ``paths`` (relative to ``folder``), whatever else is changed or staged.

    Args:
        folder: the ledger.
        paths: what was written.
        message: subject, body and trailers.
        date: the author's date, ISO 8601 with offset.
        author: used where git has no identity configured.
    """
    who = identity(folder)
    settings = [
        "-c", f"user.name={who.name or author.name}",
        "-c", f"user.email={who.email or author.email}",
    ]  # fmt: skip
    # forced: what somebody's own list of ignored files (*.log, *.pdf) says is no reason to lose evidence
    added = _failure(_run(folder, "add", "--force", "--", *paths))
    if added is not None:
        return added
    return _failure(
        _run(
            folder, *settings, "commit", "--quiet", "--only", f"--date={date}", "--file=-", "--", *paths,
            given=message.encode(),
        )
    )  # fmt: skip


def _run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess  # a ledger without git never needs it

    environment = {
        **os.environ,
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
    }
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder, input=given, capture_output=True, check=False, env=environment,
        )  # fmt: skip
    except OSError as error:
        return subprocess.CompletedProcess(["git"], 127, b"", f"git: {error.strerror}".encode())


def _failure(done: subprocess.CompletedProcess[bytes]) -> Failure | None:
    if done.returncode == 0:
        return None
    said = [line.strip() for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    return Failure("; ".join(said[:3]) or f"git ended with {done.returncode}")
