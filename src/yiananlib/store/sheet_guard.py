"""What a spreadsheet file is, and whether it may be read at all, before a library looks at it."""

from __future__ import annotations

import re
import zipfile
from typing import IO, Any, Final

ENTRIES: Final = 1_000
INFLATED: Final = 200 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_LOCKED: Final = ("EncryptedPackage".encode("utf-16-le"),)
"""What an xlsx under a password has in the directory of its compound file."""
_DECLARED: Final = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP: Final = 32
_HTML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|table|body)\b", re.IGNORECASE)


class Refused(Exception):
    """The file is not read: a code, and what the sentence of that code names."""

    def __init__(self, code: str, **of: Any) -> None:
        super().__init__(code)
        self.code = code
        self.of = of


def kind(file: IO[bytes], name: str) -> str:
    """Return ``xlsx`` or ``csv``.

    Raises:
        Refused: it is neither.
    """
    head = file.read(512)
    file.seek(0)
    if not head:
        raise Refused("empty")
    if head.startswith(b"PK"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("locked" if _holds(file, _LOCKED) else "xls")
    if head.startswith(b"%PDF"):
        raise Refused("pdf")
    if _HTML.match(head):
        raise Refused("html")
    if not name.lower().endswith((".csv", ".txt", ".tsv")):
        raise Refused("text")
    return "csv"


def inspect(file: IO[bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Look through a zip, keep nothing of it, and return what is left aside of it: a code and particulars each.

    Raises:
        Refused: it is no workbook, or out of bounds.
    """
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise Refused("entries", limit=ENTRIES)
        left = INFLATED
        for entry in entries:
            is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
            before = b""
            with archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise Refused("inflated", limit=INFLATED // 1024 // 1024)
                    if is_xml and any(sign in before + chunk for sign in _DECLARED):
                        raise Refused("entities")
                    before = chunk[-_OVERLAP:]
    except Refused:
        raise
    except Exception:
        raise Refused("damaged") from None
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        if "word/document.xml" in names:
            raise Refused("docx")
        raise Refused("other" if names & {"xl/workbook.bin", "content.xml"} else "zip")
    said: list[tuple[str, dict[str, Any]]] = []
    if any(name.startswith("xl/externalLinks/") for name in names):
        said.append(("links", {}))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        said.append(("macros", {}))
    return said


def _holds(file: IO[bytes], signs: tuple[bytes, ...]) -> bool:
    """Tell whether a file has one of some byte strings in it; it is then read from its beginning again."""
    before = b""
    try:
        while chunk := file.read(_CHUNK):
            if any(sign in before + chunk for sign in signs):
                return True
            before = chunk[-_OVERLAP:]
        return False
    finally:
        file.seek(0)
