"""What the files of a ledger look like from outside: how a change is noticed without opening one.

Files are looked at in units: the definitions (``yian.toml``, ``checklist.toml``, every ``org.toml``) are
one, the records of each organization another. Each file has its size, its times of
modification and of change in nanoseconds, and its inode; in a commit, the name of its blob instead.
"""

from __future__ import annotations

import os
import stat
from array import array
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _, system_said
from yiananlib.model.text import name_fault
from yiananlib.store import journal, kinds, layout
from yiananlib.store.source import Given, Tree
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from yiananlib.store.ledger import Ledger

DEFINITIONS: Final = ""
"""The unit of the definitions; any other is called as its organization."""

TICK: Final = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time (FAT counts in twos of seconds)."""

_RECORD: Final = ".toml"
_NUMBERS: Final = 4
BYTES_EACH: Final = 8 * _NUMBERS
"""The length of the numbers of a file in a listing."""
_BITS: Final = 0x7FFF_FFFF_FFFF_FFFF


class Listing(NamedTuple):
    """The files of a unit, packed to be kept and compared: paths relative to the ledger, and numbers.

    The numbers are all sizes, then all times of modification, all times of change, all inodes.
    """

    paths: bytes
    numbers: bytes

    def by_path(self) -> dict[str, tuple[int, ...]]:
        """Return size, modified, changed and inode of each file; raise ValueError where the two do not fit."""
        paths = os.fsdecode(self.paths).split("\0") if self.paths else []
        numbers = array("q", self.numbers)
        count = len(paths)
        if len(numbers) != _NUMBERS * count:
            raise ValueError("listing")
        return {path: tuple(numbers[n::count]) for n, path in enumerate(paths)}

    def divided(self, path: str) -> tuple[Listing, Listing]:
        """Return what lies in ``path`` (see :func:`lies_in`), and the rest."""
        if os.fsencode(path) not in self.paths:  # most organizations have few kinds of records
            return _NOTHING, self
        files = os.fsdecode(self.paths).split("\0")
        inside = [lies_in(file, path) for file in files]
        return self._those(files, inside), self._those(files, [not there for there in inside])

    def _those(self, files: list[str], wanted: list[bool]) -> Listing:
        if all(wanted):
            return self
        size = len(self.numbers) // _NUMBERS
        columns = (array("q", self.numbers[n * size : (n + 1) * size]) for n in range(_NUMBERS))
        numbers = b"".join([array("q", compress(column, wanted)).tobytes() for column in columns])
        return Listing(os.fsencode("\0".join(compress(files, wanted))), numbers)


_NOTHING: Final = Listing(b"", b"")


def _together(listings: Iterable[Listing]) -> Listing:
    """Return the listing of the files of all."""
    some = [one for one in listings if one.paths]
    if len(some) == 1:
        return some[0]
    sizes = [len(one.numbers) // _NUMBERS for one in some]
    columns = [
        one.numbers[n * size : (n + 1) * size] for n in range(_NUMBERS) for one, size in zip(some, sizes, strict=True)
    ]
    return Listing(b"\0".join([one.paths for one in some]), b"".join(columns))


def packed(files: Mapping[str, Sequence[int]]) -> Listing:
    """Return the listing of files with the numbers of each."""
    numbers = [number for row in zip(*files.values(), strict=True) for number in row]
    return Listing(os.fsencode("\0".join(files)), array("q", numbers).tobytes())


def is_young(numbers: Sequence[int], now: int) -> bool:
    """Tell whether a file may yet change without its times showing it; ``now`` in nanoseconds."""
    _size, modified, changed, _inode = numbers
    return max(modified, changed) > now - TICK


def definitions(ledger: Ledger) -> Listing:
    """Return the listing of the definitions.

    Raises:
        LedgerInvalid: a folder holds problems and is no organization, is a symbolic link, or cannot be read.
        FileNotFoundError: there is no ``yian.toml``, or a file was removed meanwhile.
    """
    if isinstance(ledger.source, Given):
        if not ledger.source.exists(layout.CAMPAIGN):
            raise FileNotFoundError(layout.CAMPAIGN)
        return _unchanging(
            ledger.source,
            [path for path in _of_the_campaign(ledger) if ledger.source.exists(path)]
            + [kinds.ORG.path(org) for org in ledger.org_names()],
        )
    root = os.fspath(ledger.root)
    files: dict[str, os.stat_result] = {}
    for path in _of_the_campaign(ledger):
        _look(root, path, files)
    if layout.CAMPAIGN not in files:
        raise FileNotFoundError(layout.CAMPAIGN)
    doubtful = Path(root, layout.ORGS).is_symlink()
    for entry in _entries(root, layout.ORGS):
        name = entry.name
        if not name.startswith(".") or not entry.is_file(follow_symlinks=False):
            found = not entry.is_symlink() and _look(root, kinds.ORG.path(name), files)
            doubtful = doubtful or not found or name_fault(name) is not None
    if doubtful:
        known = {kinds.ORG.path(org) for org in ledger.org_names()}  # says what is wrong, if anything is
        for path in sorted(known - files.keys()):
            ledger.bytes_of(path)  # says that it lies behind a link, if it does
            _look(root, path, files)
        files = {path: seen for path, seen in files.items() if path in known or not path.startswith(f"{layout.ORGS}/")}
    return _finished(ledger, Listing(os.fsencode("\0".join(files)), _columns(list(files.values()))))


def _of_the_campaign(ledger: Ledger) -> Iterator[str]:
    """Yield where the definitions that belong to no organization lie, if they are there."""
    for kind in kinds.DEFINITIONS:
        if not kind.of_org:
            yield from [kind.pattern] if kind.is_single else (kind.path("", name) for name in ledger.names(kind))


def records(ledger: Ledger, org: str) -> Listing:
    """Return the listing of an organization's records.

    Raises:
        LedgerInvalid: a folder is a symbolic link or cannot be read.
        FileNotFoundError: a file was removed while the folder was read.
    """
    if isinstance(ledger.source, Given):
        given = [kind.path(org, name) for kind in kinds.RECORDS for name in ledger.names(kind, org)]
        return _unchanging(ledger.source, given)
    return _finished(ledger, _together(_of_folder(ledger, kind.folder(org)) for kind in kinds.RECORDS))


def part(ledger: Ledger, paths: Iterable[str], before: Listing | None) -> Listing:
    """Return the listing ``before`` with some files, or the records right in some folders, as they are now.

    Where nothing changed there, it is in the same order.
    """
    found = before or _NOTHING
    for path in paths:
        old, rest = found.divided(path)
        now = _at(ledger, path)
        if now != old:
            found = _together((rest, now))
    return found


def _at(ledger: Ledger, path: str) -> Listing:
    """Return the listing of one file, or of the records right in one folder."""
    is_file = path.endswith(_RECORD)
    if isinstance(ledger.source, Given):
        there = [path] if ledger.source.exists(path) else []
        names = there if is_file else [f"{path}/{name}" for name in ledger.source.names(path, _RECORD)]
        return _unchanging(ledger.source, names)
    if not is_file:
        return _finished(ledger, _of_folder(ledger, path))
    seen = _stat(os.fspath(ledger.root), path)
    return _finished(ledger, Listing(os.fsencode(path), _columns([seen]))) if seen is not None else _NOTHING


def _of_folder(ledger: Ledger, folder: str) -> Listing:
    """Return the listing of the records right in a folder, whatever batch is not finished."""
    root = os.fspath(ledger.root)
    there = _stat(root, folder)
    if there is None:
        return _NOTHING
    if not stat.S_ISDIR(there.st_mode):
        list(ledger.source.names(folder))  # says what is wrong
    try:
        names, seen = _seen(root, folder)
    except FileNotFoundError as error:
        raise FileNotFoundError(*error.args[:2], folder) from None
    except OSError as error:
        raise _unreadable(folder, error) from None
    if not names:
        return _NOTHING
    return Listing(os.fsencode(f"{folder}/" + f"\0{folder}/".join(names)), _columns(seen))


def _finished(ledger: Ledger, found: Listing) -> Listing:
    """Return a listing without a batch that is not finished; sizes tell that a file will change."""
    unfinished = journal.standing(ledger.root)
    if not unfinished:
        return found
    files: dict[str, Sequence[int]] = {}
    for path, numbers in found.by_path().items():
        one = unfinished.get(path)
        if one is None:
            files[path] = numbers
        elif one.before is not None:
            files[path] = (one.before, *numbers[1:])
    return packed(files)


def lies_in(path: str, part: str) -> bool:
    """Tell whether a file is the one that ``part`` names, or lies in the folder that it names."""
    return path == part or path.startswith(f"{part}/")


def digest_of(ledger: Ledger, path: str) -> str:
    """Return the SHA-256 of a file; raise FileNotFoundError or LedgerInvalid."""
    import hashlib  # files are seldom in doubt

    return hashlib.sha256(ledger.bytes_of(path)).hexdigest()


def _seen(root: str, folder: str) -> tuple[list[str], list[os.stat_result]]:
    """Return the names of the records in a folder, and what each looks like; raise OSError.

    Where the system can, the folder is opened once, so that no path to it is walked for each file.
    """
    path = f"{root}/{folder}"
    if os.scandir not in os.supports_fd:
        return _looks(path)
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        return _looks(handle)
    finally:
        os.close(handle)


def _looks(folder: str | int) -> tuple[list[str], list[os.stat_result]]:
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name.endswith(_RECORD) and not is_junk(entry.name)]
        return [entry.name for entry in found], [entry.stat(follow_symlinks=False) for entry in found]


def _entries(root: str, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(folder, error) from None


def _look(root: str, path: str, files: dict[str, os.stat_result]) -> bool:
    seen = _stat(root, path)
    if seen is None:
        return False
    files[path] = seen
    return True


def _stat(root: str, path: str) -> os.stat_result | None:
    try:
        return os.stat(f"{root}/{path}", follow_symlinks=False)  # noqa: PTH116 - ten times as fast as a Path
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: str, error: OSError) -> LedgerInvalid:
    return LedgerInvalid(layout.shown(path), _("it cannot be read: {reason}.").format(reason=system_said(error)))


def _columns(seen: list[os.stat_result]) -> bytes:
    columns = (
        [s.st_size for s in seen],
        [s.st_mtime_ns for s in seen],
        [s.st_ctime_ns for s in seen],
        [s.st_ino for s in seen],
    )
    try:
        return b"".join([array("q", column).tobytes() for column in columns])
    except OverflowError:  # some file systems number inodes with all 64 bits
        return b"".join([array("q", [number & _BITS for number in column]).tobytes() for column in columns])


def as_blobs(ledger: Ledger, unit: str, seen: Listing, doubts: Collection[str], size: int) -> bytes:
    """Return the numbers of the files of a unit as a commit would have them that holds what was ``seen``.

    Those that changed since, or are in doubt, have numbers that no commit has. ``size`` is how many characters the
    names of objects have.
    """
    try:
        now = (definitions(ledger) if unit == DEFINITIONS else records(ledger, unit)).by_path()
        files = {
            path: _of_content(ledger, path, size) if path not in doubts and now.get(path) == numbers else _STILL
            for path, numbers in seen.by_path().items()
        }
    except (OSError, LedgerInvalid):  # what is wrong in the folder is no matter of a commit
        files = dict.fromkeys(seen.by_path(), _STILL)
    return packed(files).numbers if files else b""


def _of_content(ledger: Ledger, path: str, size: int) -> tuple[int, ...]:
    from yiananlib.store.canonical import object_name  # few answers begin with the folder's

    return named(object_name(b"blob", ledger.bytes_of(path), size))


def named(oid: str) -> tuple[int, ...]:
    """Return the numbers of a file whose content is the blob ``oid``: its name, but for a bit of every 64.

    That bit makes them negative, so that none is taken for a time that is still to come.
    """
    name = bytes.fromhex(oid).ljust(BYTES_EACH, b"\0")
    return tuple(int.from_bytes(name[at : at + 8], "big") & _BITS | _SIGN for at in range(0, BYTES_EACH, 8))


_SIGN: Final = -_BITS - 1
_STILL: Final = (0,) * _NUMBERS


def _unchanging(source: Given, paths: list[str]) -> Listing:
    """Return the listing of files that never change, such as those of a commit."""
    return packed({path: _still(source, path) for path in paths})


def _still(source: Given, path: str) -> tuple[int, ...]:
    return named(source.blobs[path].oid) if isinstance(source, Tree) else _STILL
