"""Zip files written in one way alone, so that the same parts are the same bytes, and any other way of writing is found.

Parts stand in the order of their names, stored as they are: what zlib makes of them is not the same everywhere. No
time, no owner, no comment, no extra field; therefore no part beyond 4 GB and no more than 65,534 of them.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import WriteFailed
from yiananlib.messages import _
from yiananlib.store.strays import one_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

PIECE: Final = 1 << 20
MOST_PARTS: Final = 0xFFFF - 1
MOST_BYTES: Final = 0xFFFFFFFF - 1
"""Of a file, and of where its last part ends: beyond, and a zip must be of another form."""
_LONGEST: Final = 600
"""Bytes of a name: the longest path of a ledger has some 400."""

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_UNIX: Final = 3 << 8
_MODE: Final = 0o100644 << 16
_UTF8: Final = 1 << 11
_DAY: Final = 1 << 5 | 1
"""The first of January 1980, the first day that there is in a zip."""


class Measure(NamedTuple):
    """Of a part: bytes, CRC-32 and SHA-256, the last in hexadecimal."""

    size: int
    crc: int
    sha256: str


class Part(NamedTuple):
    """What a zip is made of; ``pieces`` gives the bytes again whenever it is called."""

    name: str
    measure: Measure
    pieces: Callable[[], Iterable[bytes]]


class Malformed(ValueError):
    """The file is not written as :func:`packed` writes one; the text says how, in the reader's language."""


class NoZip(ValueError):
    """The file is not a zip, or lacks the part it is recognized by."""


def measure(pieces: Iterable[bytes]) -> Measure:
    """Return the measure of what is given in pieces."""
    size = crc = 0
    digest = hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        digest.update(piece)
    return Measure(size, crc, digest.hexdigest())


def part(name: str, data: bytes) -> Part:
    """Return a part that is held in memory."""
    return Part(name, measure([data]), lambda: [data])


def packed(parts: Iterable[Part]) -> Iterator[bytes]:
    """Yield the zip of ``parts``, whose names are given once each.

    Raises:
        WriteFailed: there are too many or they are too large, or one is not what was measured any more.
    """
    ordered = sorted(parts, key=lambda one: one.name.encode())
    if len(ordered) > MOST_PARTS or sum(_length(one.name, one.measure.size) for one in ordered) > MOST_BYTES:
        raise WriteFailed(
            _("This is more than one zip file can hold ({parts} files, 4 GB); export fewer problems at a time.").format(
                parts=MOST_PARTS
            )
        )
    for one in ordered:
        yield _local(one.name, one.measure.crc, one.measure.size)
        size, crc = 0, 0
        for piece in one.pieces():
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            yield piece
        if (size, crc) != one.measure[:2]:
            raise WriteFailed(_("{path}: it was changed while being read. Try again.").format(path=one.name))
    yield _directory([(one.name, one.measure.crc, one.measure.size) for one in ordered])


class Archive:
    """A zip that :func:`packed` wrote, open for reading; what is read is never more than the file has.

    ``names`` are its parts in order.
    """

    def __init__(self, file: IO[bytes], wanted: str) -> None:
        """Look at how the file is written, and at nothing that is in its parts.

        Raises:
            NoZip: it is none, or none that has the part ``wanted``.
            Malformed: it is written in another way than :func:`packed` does.
            OSError: it cannot be read.
        """
        self._file = file
        rows, start = _rows(file)
        if wanted not in {name for name, _crc, _size in rows}:
            raise NoZip
        self._places: dict[str, tuple[int, int, int]] = {}
        at = 0
        for name, crc, size in rows:
            self._places[name] = (at + _LOCAL.size + len(name.encode()), crc, size)
            at += _length(name, size)
        _check_names([name for name, _crc, _size in rows])
        if at != start:
            raise Malformed(_("its parts are not contiguous from the start to the directory"))
        file.seek(start)
        if file.read() != _directory(rows):
            raise Malformed(_("its directory does not match the names, sizes and checksums of its parts"))
        for name, crc, size in rows:
            head = _local(name, crc, size)
            file.seek(self._places[name][0] - len(head))
            if file.read(len(head)) != head:
                raise Malformed(_("the header of {path} does not match the directory").format(path=name))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in order."""
        return tuple(self._places)

    def size(self, name: str) -> int:
        """Return how many bytes a part has; raise KeyError where there is none."""
        return self._places[name][2]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part; raise KeyError where there is none.

        Raises:
            Malformed: their sum is not what is written before them.
            OSError: they cannot be read.
        """
        at, crc, left = self._places[name]
        found = 0
        while left:
            self._file.seek(at)  # others may have been read meanwhile
            piece = self._file.read(min(left, PIECE))
            if not piece:
                raise Malformed(_("it ends within {path}").format(path=name))
            at, left, found = at + len(piece), left - len(piece), zlib.crc32(piece, found)
            yield piece
        if found != crc:
            raise Malformed(_("the checksum of {path} does not match its bytes").format(path=name))


def _rows(file: IO[bytes]) -> tuple[list[tuple[str, int, int]], int]:
    """Return name, sum and size of each part by the directory, and where that begins."""
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(4) not in (b"PK\3\4", b"PK\5\6"):
        raise NoZip
    file.seek(max(0, size - _END.size))
    tail = file.read()
    if len(tail) != _END.size or tail[:4] != b"PK\5\6":
        raise Malformed(_("it does not end with its directory, or has a comment after it"))
    *_said, count, length, start, _comment = _END.unpack(tail)
    if start + length + _END.size != size or count > MOST_PARTS or length > count * (_CENTRAL.size + _LONGEST):
        raise Malformed(_("its end record does not lead to its directory"))
    file.seek(start)
    directory = file.read(length)
    rows: list[tuple[str, int, int]] = []
    at = 0
    while at < len(directory):
        head = directory[at : at + _CENTRAL.size]
        if len(head) < _CENTRAL.size or head[:4] != b"PK\1\2":
            raise Malformed(_("its directory is truncated or overwritten"))
        fields = _CENTRAL.unpack(head)
        at += _CENTRAL.size
        try:
            name = directory[at : at + fields[10]].decode()
        except UnicodeDecodeError:
            raise Malformed(_("it has a name that is not UTF-8")) from None
        at += fields[10] + fields[11] + fields[12]
        rows.append((name, fields[7], fields[9]))
    return rows, start


def _check_names(names: Sequence[str]) -> None:
    if [name.encode() for name in names] != sorted({name.encode() for name in names}):
        raise Malformed(_("its parts are out of order, or two have the same name"))
    seen: dict[str, str] = {}
    for name in names:
        if not _is_plain(name):
            raise Malformed(_("it has a name that points elsewhere or is displayed as something else"))
        if seen.setdefault(one_name(name), name) != name:
            raise Malformed(_("it has two names that differ only in case or Unicode form"))


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return (
        name.isprintable()
        and len(name.encode()) <= _LONGEST
        and not any(c in name for c in '\\:*?"<>|')
        and not any(part in ("", ".", "..") or part.endswith((".", " ")) for part in parts)
    )


def _length(name: str, size: int) -> int:
    return _LOCAL.size + len(name.encode()) + size


def _local(name: str, crc: int, size: int) -> bytes:
    raw = name.encode()
    return _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, 0, 0, _DAY, crc, size, size, len(raw), 0) + raw


def _directory(rows: Sequence[tuple[str, int, int]]) -> bytes:
    found = bytearray()
    at = 0
    for name, crc, size in rows:
        raw = name.encode()
        found += _CENTRAL.pack(
            b"PK\1\2", _UNIX | _VERSION, _VERSION, _UTF8, 0, 0, _DAY, crc, size, size, len(raw), 0, 0, 0, 0, _MODE, at
        )
        found += raw
        at += _length(name, size)
    length = len(found)
    return bytes(found) + _END.pack(b"PK\5\6", 0, 0, len(rows), len(rows), length, at, 0)
