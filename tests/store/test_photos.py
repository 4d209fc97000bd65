"""Photos: the day is read, place and device are dropped, the picture stays as it is."""

import datetime as dt
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.store import photos

DEVICE = b"HUAWEI P60"
JFIF = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
COLOURS = b"\xff\xe2\x00\x10ICC_PROFILE\0\x01\x01"
TABLE = b"\xff\xdb\x00\x04\x00\x01"
SCAN = b"\xff\xda\x00\x03\x00" + b"\x11\xff\x00\x22\xff\xd3\x33"
END = b"\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, 2 + len(body)) + body


def exif(day: bytes | None = b"2026:05:18 09:30:00\0", turned: int | None = 6, order: str = "<") -> bytes:
    """Return an Exif that says a device, how the picture is turned, and when it was taken."""
    mark, one = {"<": b"II", ">": b"MM"}[order], struct.Struct(f"{order}HHI4s")
    first = [one.pack(0x010F, 2, len(DEVICE), struct.pack(f"{order}I", 200))]
    if turned is not None:
        first.append(one.pack(0x0112, 3, 1, struct.pack(f"{order}HH", turned, 0)))
    first.append(one.pack(0x8769, 4, 1, struct.pack(f"{order}I", 100)))
    tiff = mark + struct.pack(f"{order}HIH", 42, 8, len(first)) + b"".join(first)
    within = b"" if day is None else one.pack(0x9003, 2, len(day), struct.pack(f"{order}I", 150))
    inner = struct.pack(f"{order}H", 1 if within else 0) + within
    tiff = (tiff.ljust(100, b"\0") + inner).ljust(150, b"\0") + (day or b"")
    return tiff.ljust(200, b"\0") + DEVICE


def jpeg(*told: bytes, tail: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(told) + COLOURS + TABLE + SCAN + END + tail


EXIF = segment(0xE1, b"Exif\0\0" + exif())


def read(data: bytes) -> photos.Photo:
    found = photos.read(data)
    assert found is not None
    return found


def turned(how: int) -> bytes:
    return b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" + bytes([how, 0, 0, 0]) + b"\0" * 4


def test_the_day_is_read_and_place_and_device_are_dropped() -> None:
    photo = read(jpeg(EXIF))
    assert photo.taken == dt.date(2026, 5, 18)
    assert photo.dropped
    assert DEVICE not in photo.data


def test_the_picture_and_how_it_is_turned_stay_as_they_were() -> None:
    assert read(jpeg(EXIF)).data == b"\xff\xd8" + JFIF + turned(6) + COLOURS + TABLE + SCAN + END
    upright = segment(0xE1, b"Exif\0\0" + exif(turned=None))
    assert read(jpeg(upright)).data == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_order_of_bytes_is_read(order: str) -> None:
    photo = read(jpeg(segment(0xE1, b"Exif\0\0" + exif(order=order))))
    assert photo.taken == dt.date(2026, 5, 18)
    assert turned(6) in photo.data


def test_what_was_read_once_is_left_as_it_is() -> None:
    once = read(jpeg(segment(0xE1, b"Exif\0\0" + exif(turned=1))))
    assert read(once.data) == photos.Photo(once.data, None, dropped=False)


def test_a_photo_that_tells_nothing_is_copied_byte_for_byte() -> None:
    for data in (jpeg(), jpeg(segment(0xFE, b"a remark")), jpeg(tail=b"more"), jpeg().removesuffix(END)):
        assert read(data) == photos.Photo(data, None, dropped=False)


@pytest.mark.parametrize(
    "telling",
    [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + DEVICE),
        segment(0xED, b"Photoshop 3.0\0" + DEVICE),
        segment(0xE2, b"MPF\0" + DEVICE),
    ],
)
def test_other_segments_that_carry_metadata_are_dropped_too(telling: bytes) -> None:
    found = read(jpeg(telling, segment(0xFE, DEVICE), segment(0xEF, DEVICE), tail=DEVICE))
    assert found == photos.Photo(jpeg(), None, dropped=True)


@pytest.mark.parametrize("day", [b"2026:02:29 09:30:00\0", b"0000:00:00 00:00:00\0", b"    :  :     :  :  \0", None])
def test_a_day_that_there_is_not_is_none(day: bytes | None) -> None:
    photo = read(jpeg(segment(0xE1, b"Exif\0\0" + exif(day))))
    assert photo.taken is None
    assert photo.dropped


@pytest.mark.parametrize(
    "broken", [b"", b"II", b"XX*\0\x08\0\0\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"]
)
def test_an_exif_that_cannot_be_read_is_dropped_all_the_same(broken: bytes) -> None:
    assert read(jpeg(segment(0xE1, b"Exif\0\0" + broken))) == photos.Photo(jpeg(), None, dropped=True)


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\xd8\xff\xe1",
        b"\xff\xd8\xff\xe1\xff\xff" + DEVICE,
        b"\xff\xd8\xff\xe1\x00\x01" + DEVICE,
        b"\xff\xd8" + EXIF + b"no marker",
        b"\xff\xd8" + TABLE * 5000,
    ],
)
def test_a_photo_whose_parts_cannot_be_told_apart_is_broken(broken: bytes) -> None:
    with pytest.raises(photos.BrokenPhoto):
        photos.read(broken)


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def heic(told: bytes, kind: bytes = b"Exif", *, extents: int = 1, more: bytes = b"") -> bytes:
    """Return a HEIC whose item 1 is what it tells and item 2 the picture."""
    items = [box(b"infe", b"\x02\0\0\0" + struct.pack(">HH4s", n, 0, what)) for n, what in ((1, kind), (2, b"hvc1"))]
    information = box(b"iinf", b"\0\0\0\0" + struct.pack(">H", len(items)) + b"".join(items))
    beginning = box(b"ftyp", b"heic\0\0\0\0mif1")
    place = len(beginning) + 8 + 4 + len(information) + (8 + 8 + 6 * 2 + 8 * (extents + 1)) + 8
    size = len(told) // extents
    parts = [(place + n * size, size if n < extents - 1 else len(told) - n * size) for n in range(extents)]
    rows = struct.pack(">HHH", 1, 0, extents) + b"".join(struct.pack(">II", *part) for part in parts)
    rows += struct.pack(">HHHII", 2, 0, 1, place + len(told), 4)
    places = box(b"iloc", b"\0\0\0\0\x44\0" + struct.pack(">H", 2) + rows)
    return beginning + box(b"meta", b"\0\0\0\0" + information + places) + box(b"mdat", told + b"\1\2\3\4") + more


@pytest.mark.parametrize("extents", [1, 3])
def test_a_heic_is_blanked_where_it_tells_and_nothing_moves(extents: int) -> None:
    told = struct.pack(">I", 6) + b"Exif\0\0" + exif()
    data = heic(told, extents=extents)
    photo = read(data)
    assert photo.taken == dt.date(2026, 5, 18)
    assert photo.dropped
    assert DEVICE not in photo.data
    assert len(photo.data) == len(data)
    assert photo.data.endswith(b"\1\2\3\4")
    assert read(photo.data) == photos.Photo(photo.data, None, dropped=False)


def test_a_film_beside_the_picture_is_blanked() -> None:
    film = box(b"mpvd", DEVICE)
    photo = read(heic(b"<x:xmpmeta>" + DEVICE, b"mime", more=film))
    assert DEVICE not in photo.data
    assert photo.data.endswith(box(b"mpvd", bytes(len(DEVICE))))


@given(st.data())
def test_a_broken_photo_does_no_worse_than_be_called_broken(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([jpeg(EXIF), heic(struct.pack(">I", 6) + b"Exif\0\0" + exif())]))
    copy = bytearray(whole)
    for place in data.draw(st.lists(st.integers(12, len(whole) - 1), max_size=8)):
        copy[place] = data.draw(st.integers(0, 255))
    try:
        found = photos.read(bytes(copy))
    except photos.BrokenPhoto:
        return
    assert found is None or len(found.data) <= len(whole) + len(turned(6))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\0\0\0\x18ftypisom" + DEVICE])
def test_what_is_no_photo_is_none(data: bytes) -> None:
    assert photos.read(data) is None
