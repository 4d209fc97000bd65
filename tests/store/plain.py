"""Repositories of plain files, as git's own commands see them."""

import subprocess
from pathlib import Path
from typing import Final

from yiananlib.store import committing, git

DATE: Final = "2026-03-12T09:30:00+08:00"
OFFICER: Final = git.Identity("联络员", "liaison@zjj.invalid")


def run(folder: Path, *arguments: str) -> str:
    """Run git, which must do it, and return what it prints."""
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip("\n")


def commit(folder: Path, *paths: str, message: str = "zjj/k7m2qd: close\n\n题目\n") -> git.Failure | None:
    """Commit paths as recording does."""
    return committing.commit(folder, paths, message, DATE, OFFICER)


def configure(folder: Path, **values: str) -> None:
    """Set what git is told, ``user_name`` for ``user.name``."""
    for key, value in values.items():
        run(folder, "config", key.replace("_", "."), value)
