"""Where the bytes of a ledger come from: the folder on the disk, or a commit of its repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.store import files, guard, journal
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from yiananlib.store.git import Blob, Commit, Objects

LINK_MODE = 0o120000
"""How git marks a symbolic link in a tree."""


class Source(Protocol):
    """Reads a ledger. Paths are relative to it, with ``/``."""

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file, one more than ``limit`` at most; raise FileNotFoundError or LedgerInvalid."""

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[bytes]:
        """Yield the bytes of the files of those names in a folder; raise as :meth:`read`."""

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file, however large; raise as :meth:`read`."""

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

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[bytes]:
        """Yield the bytes of files of a folder."""
        if journal.standing(self.root):
            return (self.read(f"{folder}/{name}") for name in names)
        return files.contents(self.root, folder, names)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file; what a batch that is not finished adds is none of them."""
        if path in journal.standing(self.root):
            yield self.read(path)
        else:
            yield from files.pieces(self.root, path)

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


class Given:
    """A ledger whose files are known beforehand, by ``paths``, and never change."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._folders: dict[str, set[str]] = {}
        for path in self._paths:
            folder, _slash, name = path.rpartition("/")
            self._folders.setdefault(folder, set()).add(name)
            while folder:
                folder, _slash, name = folder.rpartition("/")
                self._folders.setdefault(folder, set()).add(name)

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file."""
        found = b""
        for piece in self.pieces(path):
            found += piece
            if len(found) > limit:
                break
        return found[: limit + 1]

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[bytes]:
        """Yield the bytes of files of a folder."""
        return (self.read(f"{folder}/{name}") for name in names)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        raise NotImplementedError

    def exists(self, path: str) -> bool:
        """Tell whether something is at ``path``."""
        return path in self._paths or path in self._folders

    def names(self, folder: str, ending: str = "") -> Iterator[str]:
        """Yield the names in ``folder``."""
        names = self._folders.get(folder, ())
        yield from sorted(name for name in names if name.endswith(ending) and not is_junk(name))

    def folders_with(self, folder: str, path: str) -> Iterator[str]:
        """Yield the names of the folders in ``folder`` that hold ``path``."""
        yield from sorted(name for name in self._folders.get(folder, ()) if self.exists(f"{folder}/{name}/{path}"))


class Tree(Given):
    """The ledger as a commit has it. ``blobs`` are its files by path relative to the ledger."""

    def __init__(self, objects: Objects, commit: Commit, blobs: Mapping[str, Blob]) -> None:
        super().__init__(blobs)
        self.objects = objects
        self.commit = commit
        self.blobs = blobs

    def read(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return the bytes of a file; a symbolic link is refused, as on the disk."""
        return self.objects.read(self._blob(path))[: limit + 1]

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file; likewise."""
        return self.objects.pieces(self._blob(path))

    def _blob(self, path: str) -> str:
        blob = self.blobs.get(path)
        if blob is None:
            raise FileNotFoundError(path)
        if blob.mode == LINK_MODE:
            raise LedgerInvalid(path, _("it is a symbolic link."), _("Put the file itself there."))
        return blob.oid


class Picked(Given):
    """Files of a ledger that lie elsewhere; ``content`` yields the bytes of one by its path."""

    def __init__(self, paths: Iterable[str], content: Callable[[str], Iterable[bytes]]) -> None:
        super().__init__(paths)
        self.content = content

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        if path not in self._paths:
            raise FileNotFoundError(path)
        yield from self.content(path)
