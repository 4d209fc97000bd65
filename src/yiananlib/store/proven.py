"""What was proven of a repository's history, remembered in the user's cache folder; deleting it is harmless."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    Row = tuple[str, int, str, str, str, str]

_LIMIT: Final = 256 * 1024 * 1024


class Memory:
    """What is remembered of one repository by one version of the proof.

    Attributes:
        path: the file, or None where nothing is remembered.
        findings: by commit, the fields of each finding; a commit without any is proven too.
        newest: by commit, when the newest entry was recorded; for the tips alone.
        tips: by branch, the commit that was proven last.
        beginnings: the commits with which a ledger begins.
    """

    def __init__(self, path: Path | None, version: str) -> None:
        self.path = path
        self.version = version
        self.findings: dict[str, list[Row]] = {}
        self.newest: dict[str, dt.datetime] = {}
        self.tips: dict[str, str] = {}
        self.beginnings: set[str] = set()
        self._read: bytes | None = None

    @classmethod
    def of(cls, cache: Path | None, folder: Path, version: str) -> Memory:
        """Return what the folder ``cache`` remembers of the ledger in ``folder``; nothing where it is unreadable."""
        if cache is None:
            return cls(None, version)
        digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        memory = cls(cache / f"{digest}.json", version)
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
            "newest": {oid: at.isoformat() for oid, at in self.newest.items() if oid in self.tips.values()},
            "tips": self.tips,
            "beginnings": sorted(self.beginnings),
        }
        data = json.dumps(said, ensure_ascii=True).encode()
        if data == self._read:
            return
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.path.with_suffix(f".{os.getpid()}.tmp")
            draft.write_bytes(data)
            draft.replace(self.path)

    def _load(self) -> None:
        assert self.path is not None  # noqa: S101 - the caller's contract
        try:
            with self.path.open("rb") as file:
                data = file.read(_LIMIT)
            said = json.loads(data)
            tips = {str(name): str(oid) for name, oid in said["tips"].items()}
            if said["version"] != self.version:
                self.tips = tips
                return
            findings: dict[str, list[Row]] = {str(oid): [] for oid in said["clean"]}
            findings.update({str(oid): [_row(row) for row in rows] for oid, rows in said["findings"].items()})
            newest = {str(oid): dt.datetime.fromisoformat(at) for oid, at in said["newest"].items()}
            beginnings = {str(oid) for oid in said["beginnings"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return
        self.findings, self.newest, self.tips, self._read = findings, newest, tips, data
        self.beginnings = beginnings


def _row(row: Any) -> Row:
    file, line, code, message, remedy, level = row
    if level not in ("error", "warning"):
        raise ValueError(level)
    return str(file), int(line), str(code), str(message), str(remedy), level
