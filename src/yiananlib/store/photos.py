"""Photos as evidence: the day on which one was taken, and a copy of it that says neither where nor by what device.

Nothing is decoded and nothing is drawn anew: what tells place and device is cut out of a JPEG and blanked in a HEIC,
and the picture itself stays as it was, byte for byte. So no picture costs more than its own bytes, however many pixels
it claims.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXIF: Final = b"Exif\0\0"
_MOST: Final = 4096
"""Parts and fields that a photo may have of one kind; a whole one has some dozens."""
_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Of the segments for applications those that a picture needs to look as it does."""
_TELLING: Final = {0xE1: b"", 0xED: b"", 0xE2: b"MPF\0"}
"""Those that tell of place and device: Exif and XMP, IPTC, and further pictures with an Exif of their own."""
_SCAN_ENDS: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_STANDALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
_BRANDS: Final = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"))
_PICTURE: Final = frozenset((b"ftyp", b"meta", b"mdat", b"free", b"skip"))
_BLANK: Final = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"
"""An Exif that says nothing."""


class Photo(NamedTuple):
    """A photo: the copy that is kept, the day it was taken if it says so, and whether anything was dropped from it."""

    data: bytes
    taken: dt.date | None
    dropped: bool


class BrokenPhoto(ValueError):
    """It begins like a photo, and what it says of place and device cannot be told from the rest."""


def read(data: bytes) -> Photo | None:
    """Return what a file is as a photo; None where it is none.

    Raises:
        BrokenPhoto: it is not whole.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
            return _heic(data)
    except (struct.error, ValueError, IndexError) as error:
        raise BrokenPhoto(str(error)) from None
    return None


def _jpeg(data: bytes) -> Photo:
    kept: list[bytes] = []
    taken: dt.date | None = None
    turned = 1
    telling = False
    for marker, segment in _segments(data):
        body = segment[4:]
        if marker in _TELLING and body.startswith(_TELLING[marker]):
            telling = True
            if body.startswith(_EXIF):
                said = _said(body[len(_EXIF) :])
                taken, turned = taken or said[0], said[1] if said[1] != 1 else turned
        elif (0xE0 <= marker <= 0xEF or marker == 0xFE) and not body.startswith(_KEPT.get(marker, b"\xff\xff")):
            continue
        else:
            kept.append(segment)
    if not telling:
        return Photo(data, None, dropped=False)
    at = 2 if kept[1:] and kept[1].startswith(b"\xff\xe0") else 1
    kept[at:at] = [_turned(turned)] if turned != 1 else []
    return Photo(b"".join(kept), taken, dropped=True)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the parts of a JPEG, each with its marker, up to the end of the picture; what follows it is none of it."""
    yield 0xD8, data[:2]
    at, count = 2, 0
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        start, count = at - 1, count + 1
        if count > _MOST:
            raise ValueError("too many segments")
        if marker == 0xD9:
            yield marker, data[start : at + 1]
            return
        end = at + 1
        if marker not in _STANDALONE:
            (size,) = struct.unpack_from(">H", data, at + 1)
            end += size
            if size < 2 or end > len(data):
                raise ValueError("a segment that is too long")
        if marker == 0xDA:
            found = _SCAN_ENDS.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[start:end]
        at = end


def _turned(how: int) -> bytes:
    """Return the segment that says how a picture is to be turned, and nothing else."""
    tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, how, 0, 0)
    return struct.pack(">BBH", 0xFF, 0xE1, 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _said(tiff: bytes) -> tuple[dt.date | None, int]:
    """Return what an Exif says: the day on which the picture was taken, and how it is turned; what is broken is not."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        first = _fields(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
        turned = struct.unpack(f"{order}H", first[0x0112][2][:2])[0] if 0x0112 in first else 1
        more = _fields(tiff, order, struct.unpack(f"{order}I", first[0x8769][2])[0]) if 0x8769 in first else {}
        kind, count, inline = more.get(0x9003, (0, 0, b""))
        at = struct.unpack(f"{order}I", inline)[0] if kind == 2 and count > 4 else len(tiff)
        day = re.match(rb"([0-9]{4}):([0-9]{2}):([0-9]{2})(?![0-9])", tiff[at : at + 20])
    except (struct.error, KeyError, ValueError):
        return None, 1
    try:
        taken = dt.date(*map(int, day.groups())) if day else None
    except ValueError:
        taken = None
    return taken, turned if 1 <= turned <= 8 else 1


def _fields(tiff: bytes, order: str, at: int) -> dict[int, tuple[int, int, bytes]]:
    """Return the fields of a table of an Exif: their kind, their number, and the bytes with them or their place."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    if count > _MOST:
        raise ValueError("too many fields")
    rows = (struct.unpack_from(f"{order}HHI4s", tiff, at + 2 + 12 * n) for n in range(count))
    return {tag: (kind, many, value) for tag, kind, many, value in rows}


def _heic(data: bytes) -> Photo:
    copy = bytearray(data)
    taken: dt.date | None = None
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"meta":
            for what, extents in _told(data, start + 4, end):
                whole = b"".join(data[at:to] for at, to in extents)
                if what == b"Exif":
                    skip = struct.unpack_from(">I", whole)[0] + 4
                    taken = taken or _said(whole[skip:].removeprefix(_EXIF))[0]
                blank = (_BLANK if what == b"Exif" else b"")[: len(whole)]
                filled = blank.ljust(len(whole), b"\0" if what == b"Exif" else b" ")
                for at, to in extents:
                    copy[at:to], filled = filled[: to - at], filled[to - at :]
        elif kind not in _PICTURE:  # a film beside the picture, or what only its maker knows
            copy[start:end] = bytes(end - start)
    return Photo(bytes(copy), taken, dropped=copy != data)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes there: what each is, and where its content begins and ends."""
    for _count in range(_MOST):
        if at >= end:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start)
            start += 8
        to = at + size if size else end
        if not start <= to <= end:
            raise ValueError("a box that is too long")
        yield kind, start, to
        at = to
    raise ValueError("too many boxes")


def _told(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, list[tuple[int, int]]]]:
    """Yield where a HEIC keeps its Exif and its XMP."""
    found = {kind: (start, to) for kind, start, to in _boxes(data, at, end)}
    if b"iinf" not in found or b"iloc" not in found:
        return
    start, to = found[b"iinf"]
    telling: dict[int, bytes] = {}
    for kind, inside, _to in _boxes(data, start + (6 if data[start] == 0 else 8), to):
        version = data[inside]
        if kind == b"infe" and version >= 2:
            item, _protected, what = struct.unpack_from(">HH4s" if version == 2 else ">IH4s", data, inside + 4)
            if what in (b"Exif", b"mime"):
                telling[item] = what
    base, left = found.get(b"idat", (0, 0))[0], len(data)
    for item, inline, extents in _places(data, *found[b"iloc"]):
        if item in telling:
            places = [(base * inline + place, base * inline + place + size) for place, size in extents]
            left -= sum(size for _place, size in extents)
            if left < 0 or any(not 0 < place <= upto <= len(data) for place, upto in places):
                raise ValueError("an item outside of the file")
            yield telling[item], places


def _places(data: bytes, at: int, end: int) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """Yield where the items of a HEIC are: each one's number, whether within the box of data, and its parts."""
    version, sizes, more = data[at], data[at + 4], data[at + 5]
    wide = version >= 2
    numbered = version in (1, 2)
    at += 6

    def number(size: int) -> int:
        nonlocal at
        if size not in (0, 2, 4, 8) or at + size > end:
            raise ValueError("a number that is none")
        at += size
        return int.from_bytes(data[at - size : at], "big")

    items = number(4 if wide else 2)
    if items > _MOST:
        raise ValueError("too many items")
    left = _MOST
    for _item in range(items):
        item = number(4 if wide else 2)
        way = number(2) & 15 if numbered else 0
        if number(2) or way > 1:
            raise ValueError("an item outside of the file")
        begin = number(more >> 4)
        extents = []
        count = number(2)
        left -= count
        if left < 0:
            raise ValueError("too many parts")
        for _extent in range(count):
            number(more & 15 if numbered else 0)
            place = begin + number(sizes >> 4)
            extents.append((place, number(sizes & 15)))
        yield item, way == 1, extents
