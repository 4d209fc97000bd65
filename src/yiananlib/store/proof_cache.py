"""What was proven of a repository's history, remembered in the user's cache folder; deleting it is harmless."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import stat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    Row = tuple[str, int, str, str, str, str]

_LIMIT: Final = 256 * 1024 * 1024


class Trail(NamedTuple):
    """What a branch was when it was proven.

    Attributes:
        root: the commit with which its history begins.
        proven: its commits, the oldest first, each with the time of the first proof; of those that are older than a
            day the last alone.
        held: the commits of the remote-tracking branches that it goes with.
    """

    root: str
    proven: tuple[tuple[str, dt.datetime], ...]
    held: tuple[str, ...]


class Memory:
    """What is remembered of one repository by one version of the proof.

    Attributes:
        path: the file, or None where nothing is remembered.
        findings: by commit, the fields of each finding; a commit without any is proven too.
        trails: by branch, what it was.
        beginnings: the commits with which a ledger begins.
    """

    def __init__(self, path: Path | None, version: str) -> None:
        self.path = path
        self.version = version
        self.findings: dict[str, list[Row]] = {}
        self.trails: dict[str, Trail] = {}
        self.beginnings: set[str] = set()
        self._read: bytes | None = None

    @classmethod
    def of(cls, cache: Path | None, folder: Path, version: str, *, anew: bool = False) -> Memory:
        """Return what the folder ``cache`` remembers of the ledger in ``folder``; nothing where it is unreadable.

        ``anew``: what is remembered is not read, and replaced by what is kept.
        """
        if cache is None:
            return cls(None, version)
        digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        memory = cls(cache / f"{digest}.json", version)
        if not anew:
            memory._load()
        return memory

    def keep(self) -> None:
        """Write what is to be remembered; what cannot be written is proven again next time."""
        if self.path is None:
            return
        said = {
            "version": self.version,
            "clean": [oid for oid, rows in self.findings.items() if not rows],
            "findings": {oid: rows for oid, rows in self.findings.items() if rows},
            "trails": {
                name: {"root": t.root, "proven": [(oid, at.isoformat()) for oid, at in t.proven], "held": t.held}
                for name, t in self.trails.items()
            },
            "beginnings": sorted(self.beginnings),
        }
        data = json.dumps(said, ensure_ascii=True).encode()
        if data == self._read:
            return
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _for_oneself(self.path.parent)
            draft = self.path.with_suffix(f".{os.getpid()}.tmp")
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            draft.replace(self.path)

    def _load(self) -> None:
        assert self.path is not None  # noqa: S101 - the caller's contract
        try:
            if not _is_one_s_own(self.path.parent.stat()):
                return
            with self.path.open("rb") as file:
                if not _is_one_s_own(os.fstat(file.fileno())):
                    return
                data = file.read(_LIMIT)
            said = json.loads(data)
            trails = {str(name): _trail(kept) for name, kept in said["trails"].items()}
            if said["version"] != self.version:
                self.trails = trails
                return
            findings: dict[str, list[Row]] = {str(oid): [] for oid in said["clean"]}
            findings.update({str(oid): [_row(row) for row in rows] for oid, rows in said["findings"].items()})
            beginnings = {str(oid) for oid in said["beginnings"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        self.findings, self.trails, self._read = findings, trails, data
        self.beginnings = beginnings


def _is_one_s_own(seen: os.stat_result) -> bool:
    """Tell whether nobody else can have written it; where the system does not say so, it is taken for granted."""
    if not hasattr(os, "getuid"):
        return True
    return seen.st_uid == os.getuid() and not seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _for_oneself(folder: Path) -> None:
    """Take from others what they may do in one's own folder; what was there before stays unread once."""
    seen = folder.stat()
    if hasattr(os, "getuid") and seen.st_uid == os.getuid() and seen.st_mode & 0o077:
        folder.chmod(0o700)


def _trail(kept: Any) -> Trail:
    proven = tuple((str(oid), _time(at)) for oid, at in kept["proven"])
    return Trail(str(kept["root"]), proven, tuple(str(oid) for oid in kept["held"]))


def _time(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _row(row: Any) -> Row:
    file, line, code, message, remedy, level = row
    if level not in ("error", "warning"):
        raise ValueError(level)
    return str(file), int(line), str(code), str(message), str(remedy), level
