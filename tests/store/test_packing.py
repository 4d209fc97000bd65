"""Zips written in one way: the same parts are the same bytes, and whatever is written otherwise is found."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.errors import WriteFailed
from yiananlib.store import packing
from yiananlib.store.packing import Archive, Malformed, NoZip, Part

FILES = {"manifest.json": b"{}", "记录/问题.toml": b"x = 1\n" * 100, "a.txt": b"", "b/c.bin": bytes(range(256)) * 5000}


def packed(files: dict[str, bytes]) -> bytes:
    return b"".join(packing.packed(packing.part(name, data) for name, data in files.items()))


def opened(data: bytes) -> Archive:
    return Archive(io.BytesIO(data), "manifest.json")


def test_the_same_parts_are_the_same_bytes_in_whatever_order_they_are_given() -> None:
    assert packed(FILES) == packed(dict(reversed(FILES.items())))


def test_parts_are_read_back_in_the_order_of_their_names() -> None:
    archive = opened(packed(FILES))
    assert archive.names == tuple(sorted(FILES, key=str.encode))
    assert {name: b"".join(archive.pieces(name)) for name in archive.names} == FILES
    assert archive.size("a.txt") == 0


def test_another_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(FILES))) as other:
        assert other.testzip() is None
        assert {info.filename: other.read(info) for info in other.infolist()} == FILES
        assert {info.date_time for info in other.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in other.infolist()} == {0o100644}


@given(st.dictionaries(st.from_regex(r"[a-zA-Z一-三]{1,8}", fullmatch=True), st.binary(max_size=60), max_size=6))
def test_whatever_is_packed_is_read_back(files: dict[str, bytes]) -> None:
    files = {name.casefold(): data for name, data in files.items()} | {"manifest.json": b""}
    archive = opened(packed(files))
    assert {name: b"".join(archive.pieces(name)) for name in archive.names} == files


def test_a_part_that_changed_since_it_was_measured_is_not_written() -> None:
    given_ = iter([b"one", b"two!"])
    part = Part("a", packing.measure([b"one"]), lambda: [next(given_)])
    assert list(packing.packed([part]))
    with pytest.raises(WriteFailed, match="it was changed while being read"):
        list(packing.packed([part]))


def test_what_no_zip_can_hold_is_refused_before_anything_is_written() -> None:
    large = packing.measure([b"x"])._replace(size=1 << 32)
    with pytest.raises(WriteFailed, match="This is more than one zip file can hold"):
        next(packing.packed([Part("a", large, lambda: [b"x"])]))
    with pytest.raises(WriteFailed, match="This is more than one zip file can hold"):
        next(packing.packed([packing.part(f"{n}", b"") for n in range(packing.MOST_PARTS + 1)]))


@pytest.mark.parametrize("data", [b"", b"x", b"PK", b"%PDF-1.7", b"\x1f\x8b\x08", b"PK and so on"])
def test_what_is_no_zip_is_told_apart(data: bytes) -> None:
    with pytest.raises(NoZip):
        opened(data)


def test_a_zip_without_the_part_that_it_is_told_by_is_none() -> None:
    with pytest.raises(NoZip):
        opened(packed({"word/document.xml": b"<x/>"}))


def by_zipfile(**how: Any) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as written:
        for name, data in sorted(FILES.items(), key=lambda item: item[0].encode()):
            info = zipfile.ZipInfo(name, how.get("date", (1980, 1, 1, 0, 0, 0)))
            info.external_attr = how.get("mode", 0o100644) << 16
            info.compress_type = how.get("method", zipfile.ZIP_STORED)
            info.extra = how.get("extra", b"")
            info.comment = how.get("note", b"")
            written.writestr(info, data)
        written.comment = how.get("comment", b"")
    return whole.getvalue()


def edited(at: int, value: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + value + data[at + len(value) :]


def of_directory(offset: int, value: bytes) -> Callable[[bytes], bytes]:
    """Change the first entry of the directory."""

    def change(data: bytes) -> bytes:
        start = struct.unpack("<L", data[-6:-2])[0]
        return data[: start + offset] + value + data[start + offset + len(value) :]

    return change


def of_end(offset: int, value: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[: len(data) - 22 + offset] + value + data[len(data) - 22 + offset + len(value) :]


def moved(data: bytes) -> bytes:
    """Put a byte between the last part and the directory, and lead to it as a lenient reader would have it."""
    start = struct.unpack("<L", data[-6:-2])[0]
    return data[:start] + b"\0" + data[start:-6] + struct.pack("<L", start + 1) + data[-2:]


TRICKS: dict[str, Callable[[bytes], bytes]] = {
    "something before it": lambda data: data[:4] + b"x" + data[4:],
    "something behind it": lambda data: data + b"x",
    "a second zip behind it": lambda data: data + data,
    "cut off at the end": lambda data: data[:-1],
    "cut off in the middle": lambda data: data[: len(data) // 2],
    "a gap before the directory": moved,
    "a comment": lambda data: data[:-2] + b"\x02\x00hi",
    "a comment that is announced and not there": of_end(20, b"\x05\x00"),
    "another number of parts": of_end(10, b"\x03\x00"),
    "several disks": of_end(4, b"\x01\x00"),
    "signs of zip64": of_end(8, b"\xff\xff\xff\xff"),
    "a directory elsewhere": of_end(16, b"\x00\x00\x00\x00"),
    "encrypted by the directory": of_directory(8, b"\x01\x08"),
    "encrypted by the part": edited(6, b"\x01\x08"),
    "another method by the part": edited(8, b"\x08\x00"),
    "another time by the part": edited(10, b"\x01\x00"),
    "another sum by the part": edited(14, b"\x01\x00\x00\x00"),
    "another size by the part": edited(22, b"\x01\x00\x00\x00"),
    "another name by the part": edited(30, b"b.txt"),
    "a symbolic link": of_directory(38, struct.pack("<L", 0o120777 << 16)),
    "a folder": of_directory(38, struct.pack("<L", 0o040755 << 16 | 0x10)),
    "a program": of_directory(38, struct.pack("<L", 0o100755 << 16)),
    "made elsewhere": of_directory(4, b"\x14\x00"),
    "an offset elsewhere": of_directory(42, b"\x01\x00\x00\x00"),
    "written by another program": lambda _data: by_zipfile(date=(2026, 11, 29, 0, 0, 0)),
    "compressed": lambda _data: by_zipfile(method=zipfile.ZIP_DEFLATED),
    "with an extra field": lambda _data: by_zipfile(extra=b"\x99\x99\x00\x00"),
    "with a note": lambda _data: by_zipfile(note=b"look here"),
    "a name twice": lambda _data: b"".join(packing.packed([packing.part("manifest.json", b"1")] * 2)),
    "names that differ in case alone": lambda data: packed({**FILES, "A.txt": b""}),
    "names that differ in form alone": lambda data: packed({**FILES, "e\u0301": b"", "\u00e9": b""}),
    "a path out of the folder": lambda data: packed({**FILES, "../x": b""}),
    "an absolute path": lambda data: packed({**FILES, "/etc/passwd": b""}),
    "a path of Windows": lambda data: packed({**FILES, "c:\\x": b""}),
    "a name that turns the text": lambda data: packed({**FILES, "a\u202egpj.exe": b""}),
    "a name with an end that is not seen": lambda data: packed({**FILES, "a.txt.": b""}),
    "a name that is too long": lambda data: packed({**FILES, "x" * 601: b""}),
    "a name that is not UTF-8": of_directory(46, b"\xff"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_what_is_written_in_another_way_is_found(trick: str) -> None:
    with pytest.raises(Malformed):
        opened(TRICKS[trick](packed(FILES)))


def test_parts_in_another_order_are_found() -> None:
    parts = [packing.part(name, data) for name, data in sorted(FILES.items(), reverse=True)]
    rows, body = [], b""
    for part in parts:
        rows.append((part.name, part.measure.crc, part.measure.size))
        body += packing._local(*rows[-1]) + b"".join(part.pieces())
    with pytest.raises(Malformed, match="out of order"):
        opened(body + packing._directory(rows))


def test_a_changed_byte_is_found_when_the_part_is_read() -> None:
    data = packed(FILES)
    at = data.index(b"x = 1")
    archive = opened(data[:at] + b"y" + data[at + 1 :])
    with pytest.raises(Malformed, match="sum"):
        list(archive.pieces("记录/问题.toml"))


def test_reading_one_part_while_another_is_read_does_no_harm() -> None:
    archive = opened(packed(FILES))
    pieces = archive.pieces("b/c.bin")
    first = next(pieces)
    assert b"".join(archive.pieces("manifest.json")) == b"{}"
    assert first + b"".join(pieces) == FILES["b/c.bin"]
