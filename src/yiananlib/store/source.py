"""Where the bytes of a ledger come from: the folder on the disk, or a commit of its repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.store import files, guard, journal
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yiananlib.store.git import Blob, Commit, Objects

LINK_MODE = 0o120000
"""How git marks a symbolic link in a tree."""


class Source(Protocol):
    """Reads a ledger. Paths are relative to it, with ``/``."""

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file, one more than ``limit`` at most; raise FileNotFoundError or LedgerInvalid."""

    def exists(self, path: str) -> bool:
        """Tell whether something is at ``path``."""

    def names(self, folder: str, ending: str = "") -> Iterator[str]:
        """Yield the names in ``folder`` that end with ``ending``, sorted, but for what desktops and editors leave.

        Nothing where there is no folder.
        """

    def folders_with(self, folder: str, path: str) -> Iterator[str]:
        """Yield the names of the folders in ``folder`` that hold ``path``, sorted; nothing where there is no folder."""


class Disk:
    """The ledger in a folder, nothing of it followed through a symbolic link, nor what a standing journal names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file."""
        data = files.read(self.root, path, limit)
        unfinished = journal.standing(self.root).get(path)
        if unfinished is None:
            return data
        if unfinished.before is None:
            raise FileNotFoundError(path)
        return data[: unfinished.before]

    def exists(self, path: str) -> bool:
        """Tell whether something is at ``path``."""
        return files.exists(self.root, path) and path not in journal.new(self.root)

    def names(self, folder: str, ending: str = "") -> Iterator[str]:
        """Yield the names in ``folder``."""
        found = list(files.names(self.root, folder, ending))
        new = journal.new(self.root)
        return iter([name for name in found if f"{folder}/{name}" not in new] if new else found)

    def folders_with(self, folder: str, path: str) -> Iterator[str]:
        """Yield the names of the folders in ``folder`` that hold ``path``."""
        found = list(files.folders_with(self.root, folder, path))
        new = journal.new(self.root)
        return iter([name for name in found if f"{folder}/{name}/{path}" not in new] if new else found)


class Tree:
    """The ledger as a commit has it. ``blobs`` are its files by path relative to the ledger."""

    def __init__(self, objects: Objects, commit: Commit, blobs: Mapping[str, Blob]) -> None:
        self.objects = objects
        self.commit = commit
        self.blobs = blobs
        self._folders: dict[str, set[str]] = {}
        for path in blobs:
            folder, _slash, name = path.rpartition("/")
            self._folders.setdefault(folder, set()).add(name)
            while folder:
                folder, _slash, name = folder.rpartition("/")
                self._folders.setdefault(folder, set()).add(name)

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file; a symbolic link is refused, as on the disk."""
        blob = self.blobs.get(path)
        if blob is None:
            raise FileNotFoundError(path)
        if blob.mode == LINK_MODE:
            raise LedgerInvalid(path, _("it is a symbolic link."), _("Put the file itself there."))
        return self.objects.read(blob.oid)[: limit + 1]

    def exists(self, path: str) -> bool:
        """Tell whether something is at ``path``."""
        return path in self.blobs or path in self._folders

    def names(self, folder: str, ending: str = "") -> Iterator[str]:
        """Yield the names in ``folder``."""
        names = self._folders.get(folder, ())
        yield from sorted(name for name in names if name.endswith(ending) and not is_junk(name))

    def folders_with(self, folder: str, path: str) -> Iterator[str]:
        """Yield the names of the folders in ``folder`` that hold ``path``."""
        yield from sorted(name for name in self._folders.get(folder, ()) if self.exists(f"{folder}/{name}/{path}"))
