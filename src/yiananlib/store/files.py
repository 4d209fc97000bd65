"""Reading and writing the bytes of a ledger: never through a symbolic link, whole or not at all.

Writing: temporary file in the same folder → fsync → rename → fsync of the folder. After a kill at any
point the file is the old one or the new one. The caller holds the ledger's lock, so a temporary file
that is already there is what a killed command left, and is replaced.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.store import guard, headway, layout
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK: Final = getattr(os, "O_NONBLOCK", 0)
_CLOEXEC: Final = getattr(os, "O_CLOEXEC", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)
_PIECE: Final = 1 << 20
_ACCESS_TELLS_OF_LINKS: Final = os.access in os.supports_follow_symlinks


def read(root: Path, path: str, limit: int = guard.MAX_BYTES) -> bytes:
    """Return the bytes of ``path``, one more than ``limit`` at most, so that too large can be told.

    Raises:
        FileNotFoundError: there is no such file.
        LedgerInvalid: it is a symbolic link, lies behind one, is no regular file, or cannot be read.
    """
    with _opened(root, path) as (file, size):
        return file.read(min(size, limit) + 1)


def contents(root: Path, folder: str, names: Iterable[str], limit: int = guard.MAX_BYTES) -> Iterator[bytes]:
    """Yield what the files of one folder hold, as :func:`read` does, the way there looked at once."""
    _no_links_above(root, f"{folder}/x")
    for name in names:
        with _opened_here(root, f"{folder}/{name}") as (file, size):
            yield file.read(min(size, limit) + 1)


def pieces(root: Path, path: str) -> Iterator[bytes]:
    """Yield the bytes of ``path`` piece by piece, so that it needs no room as a whole; raise as :func:`read`."""
    with _opened(root, path) as (file, _size):
        while piece := file.read(_PIECE):
            yield piece


@contextmanager
def _opened(root: Path, path: str) -> Iterator[tuple[IO[bytes], int]]:
    """Open a file, its size beside it; what goes wrong while it is read is raised likewise."""
    _no_links_above(root, path)
    with _opened_here(root, path) as opened:
        yield opened


@contextmanager
def _opened_here(root: Path, path: str) -> Iterator[tuple[IO[bytes], int]]:
    """Open a file likewise, whose folders are known to be no links."""
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | _NOFOLLOW | _NONBLOCK | _CLOEXEC | _BINARY)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise LedgerInvalid(path, _("it is a symbolic link."), _("Put the file itself there.")) from None
        raise LedgerInvalid(path, _("it cannot be read: {reason}.").format(reason=system_said(error))) from None
    try:
        there = os.fstat(handle)
        if not stat.S_ISREG(there.st_mode):
            os.close(handle)
            raise LedgerInvalid(path, _("it is not a regular file."), _("Put the file itself there."))
        with os.fdopen(handle, "rb") as file:
            yield file, there.st_size
    except OSError as error:
        raise LedgerInvalid(path, _("it cannot be read: {reason}.").format(reason=system_said(error))) from None


def exists(root: Path, path: str) -> bool:
    """Tell whether something is at ``path``, a dangling link included."""
    return _there(f"{root}/{path}")


def names(root: Path, folder: str, ending: str = "") -> Iterator[str]:
    """Yield the names in ``folder`` that end with ``ending``, sorted; nothing where there is no folder.

    What desktops and editors leave there is left out.

    Raises:
        LedgerInvalid: the folder is a symbolic link or cannot be listed.
    """
    yield from sorted(name for name in _listed(root, folder) if name.endswith(ending) and not is_junk(name))


def folders_with(root: Path, folder: str, path: str) -> Iterator[str]:
    """Yield the names of the folders in ``folder`` that hold ``path``, a dangling link included, sorted.

    Raises:
        LedgerInvalid: as :func:`names`.
    """
    above = f"{root}/{folder}"
    yield from sorted(name for name in _listed(root, folder) if _there(f"{above}/{name}/{path}"))


def create(root: Path, path: str, data: bytes) -> None:
    """Write a file that must not be there yet.

    Raises:
        WriteFailed: it is there, or the write did not happen.
    """
    if exists(root, path):
        raise WriteFailed(_("{path}: it already exists. Nothing was recorded.").format(path=path))
    _write(root, path, data)


def replace(root: Path, path: str, data: bytes, old: bytes) -> None:
    """Replace the content ``old`` of a file.

    Raises:
        WriteFailed: it is not ``old`` any more (somebody edited it meanwhile), or the write did not happen.
    """
    try:
        there = read(root, path)
    except FileNotFoundError:
        there = None
    if there != old:
        raise WriteFailed(
            _("{path}: it was changed by something else in the meantime. Nothing was recorded; try again.").format(
                path=path
            )
        )
    _write(root, path, data)


def _write(root: Path, path: str, data: bytes) -> None:
    target = root / path
    temporary = target.with_name(f".{target.name}{layout.TEMPORARY_ENDING}")
    renamed = False
    try:
        made = _make_folders(root, path)
        temporary.unlink(missing_ok=True)
        try:
            _write_durably(temporary, data, target)
            temporary.replace(target)
            renamed = True
        finally:
            if not renamed:
                _discard(temporary)
        for folder in (target.parent, *made):
            sync_folder(folder)
    except OSError as error:
        reason = system_said(error)
        if renamed:
            raise WriteFailed(
                _("{path}: written, but not confirmed by the disk ({reason}). Check it with `yian verify`.").format(
                    path=path, reason=reason
                )
            ) from error
        raise WriteFailed(
            _("{path}: it could not be written ({reason}). Nothing was recorded.").format(path=path, reason=reason)
        ) from error


def _write_durably(temporary: Path, data: bytes, target: Path) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _CLOEXEC | _BINARY, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))  # noqa: PTH101 - kept beside os.open
        os.fsync(handle)


def _discard(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # what made the write fail keeps it from being removed too; the next write replaces it


def _make_folders(root: Path, path: str) -> list[Path]:
    """Make the folders above ``path`` and return the folders whose entries changed."""
    _no_links_above(root, path)
    changed = []
    folder = root
    for part in path.split("/")[:-1]:
        parent, folder = folder, folder / part
        if not folder.exists():
            folder.mkdir()
            changed.append(parent)
    return changed


def lay(root: Path, path: str, data: bytes) -> None:
    """Write a new file into a folder that is built aside, where nobody reads; :func:`settle` makes all of them durable.

    Raises:
        WriteFailed: the write did not happen.
    """
    try:
        _make_folders(root, path)
        handle = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _CLOEXEC | _BINARY, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise WriteFailed(
            _("{path}: it could not be written ({reason}). Nothing was recorded.").format(
                path=path, reason=system_said(error)
            )
        ) from error


def settle(root: Path) -> None:
    """Have the disk keep all that is in a folder; raise OSError.

    Done after all was written it costs a hundredth of what it costs file by file.
    """
    there = list(os.walk(root))
    many = sum(len(names) for _folder, _folders, names in there)
    kept = 0
    for folder, _folders, names in there:
        for name in names:
            handle = os.open(f"{folder}/{name}", os.O_RDWR | _NOFOLLOW | _CLOEXEC | _BINARY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            kept += 1
            headway.tell(kept, many)
        sync_folder(root / folder)


def sync_folder(folder: Path) -> None:
    """Have the disk keep which names are in a folder; raise OSError."""
    if os.name == "nt":
        return  # a folder cannot be opened there, and NTFS journals the rename itself
    handle = os.open(folder, os.O_RDONLY | _CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _listed(root: Path, folder: str) -> list[str]:
    _no_links_above(root, f"{folder}/x")
    try:
        return os.listdir(f"{root}/{folder}")  # noqa: PTH208 - names, ten times as fast as paths
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LedgerInvalid(folder, _("it cannot be read: {reason}.").format(reason=system_said(error))) from None


def _there(path: str) -> bool:
    # a third of the time of lexists, which makes an exception of each file that is not there
    if _ACCESS_TELLS_OF_LINKS:
        return os.access(path, os.F_OK, follow_symlinks=False)
    return os.path.lexists(path)


def _no_links_above(root: Path, path: str) -> None:
    folder = str(root)
    parts = path.split("/")[:-1]
    for n, part in enumerate(parts, start=1):
        folder = f"{folder}/{part}"
        try:
            mode = os.lstat(folder).st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise LedgerInvalid(
                "/".join(parts[:n]), _("it cannot be read: {reason}.").format(reason=system_said(error))
            ) from None
        if stat.S_ISLNK(mode):
            raise LedgerInvalid("/".join(parts[:n]), _("it is a symbolic link."), _("Put the folder itself there."))
        if not stat.S_ISDIR(mode):
            raise LedgerInvalid("/".join(parts[:n]), _("it is not a folder."), _("Put the folder itself there."))
