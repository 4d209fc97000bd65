"""What the settings of a repository would have git run, left out where git only tells what changed.

To compare a file with its commit, git asks a monitor, puts the file through the filter that an attribute names, and
calls a hook when it writes what it found. A repository that was copied with its settings would run what it likes so.
What the user set for all their repositories is theirs, and runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.store.plumbing import run

if TYPE_CHECKING:
    from pathlib import Path

_NEVER: Final = {"core.fsmonitor": "false", "core.hooksPath": "/nonexistent/yian"}
_WITHOUT: Final = {"clean": "", "process": "", "required": "false"}
"""A filter that is none, and that no file requires."""


def settings(folder: Path) -> dict[str, str]:
    """Return variables with which git runs nothing that the repository of a folder names."""
    values = dict(_NEVER)
    for name in _filters(folder):
        values |= {f"filter.{name}.{key}": value for key, value in _WITHOUT.items()}
    told = {"GIT_CONFIG_COUNT": str(len(values))}
    for number, (key, value) in enumerate(values.items()):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told


def _filters(folder: Path) -> set[str]:
    """Return the filters that the repository itself sets, not its user."""
    done = run(folder, "config", "--null", "--show-scope", "--name-only", "--get-regexp", r"^filter\.")
    fields = done.stdout.decode(errors="surrogateescape").split("\0")
    keys = {key for scope, key in zip(fields[::2], fields[1::2], strict=False) if scope in ("local", "worktree")}
    return {key.partition(".")[2].rpartition(".")[0] for key in keys}
