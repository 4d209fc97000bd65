"""What the library that reads workbooks leaves out of them: cells without a value, and where the days are counted from.

It runs in the process that reads (:mod:`sheet_reader`), on files that :mod:`sheet_guard` let through.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.parsers import expat

from yiananlib.store.sheet_guard import Refused

if TYPE_CHECKING:
    import zipfile

_CHUNK: Final = 1024 * 1024
_NAME: Final = rb"(?:[\w.-]+:)?"
_EMPTY: Final = rb"\s*(?:<%(n)sv\s*/>|<%(n)sv>\s*</%(n)sv>)?\s*</%(n)sc>" % {b"n": _NAME}
_SUSPECT: Final = re.compile(
    rb"\st=[\"']e[\"']|(?:</%(n)sf>|<%(n)sf(?:\s[^<>]*)?/>)" % {b"n": _NAME} + _EMPTY,
)
"""A cell that may be an error, or a formula without its result."""
_OVERLAP: Final = 1024
_LONGEST: Final = 200
"""Characters of a formula that are told."""


class Outline(NamedTuple):
    """What a workbook says of itself: the parts of its sheets in order, and whether its days count from 1904."""

    parts: tuple[str | None, ...]
    from_1904: bool


def outline(archive: zipfile.ZipFile) -> Outline:
    """Return the outline of a workbook; without it where it is written as no program writes it."""
    refs: list[str] = []
    counted: list[str] = []
    targets: dict[str, str] = {}

    def in_book(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            refs.append(next((said for key, said in attributes.items() if key.endswith(":id")), ""))
        elif name == "workbookPr":
            counted.append(attributes.get("date1904", ""))

    def in_relations(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = posixpath.join("/xl", attributes.get("Target", "")).lstrip("/")

    _parse(archive, "xl/workbook.xml", in_book)
    _parse(archive, "xl/_rels/workbook.xml.rels", in_relations)
    names = set(archive.namelist())
    parts = (posixpath.normpath(targets[ref]) if ref in targets else None for ref in refs)
    return Outline(tuple(part if part in names else None for part in parts), counted[-1:] in (["1"], ["true"]))


def faults(archive: zipfile.ZipFile, part: str) -> dict[int, dict[int, str]]:
    """Return, by row and column from 0, the cells of a sheet that hold an error, and formulas without their result.

    An error is told by its word (``#N/A``), a formula as it is typed (``=A1+1``).
    """
    if not _is_suspect(archive, part):
        return {}
    cells = _Cells()
    _parse(archive, part, cells.start, cells.end, cells.text)
    return cells.found


def _is_suspect(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        before = stream.read(2)
        if before in (b"\xff\xfe", b"\xfe\xff"):
            return True
        while chunk := stream.read(_CHUNK):
            if _SUSPECT.search(before + chunk):
                return True
            before = chunk[-_OVERLAP:]
    return False


class _Cells:
    """Handlers of a sheet's parts: where a cell stands, and what of it there is."""

    def __init__(self) -> None:
        self.found: dict[int, dict[int, str]] = {}
        self.row = self.column = -1
        self.kind = ""
        self.formula: list[str] | None = None
        self.value: list[str] = []
        self.into: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", attributes.get("r", ""))
            self.column = _number(place[1]) if place else self.column + 1
            self.kind, self.formula, self.value = attributes.get("t", ""), None, []
        elif name == "row":
            said = attributes.get("r", "")
            self.row, self.column = (int(said) - 1 if re.fullmatch("[0-9]{1,7}", said) else self.row + 1), -1
        elif name == "f":
            self.into = self.formula = []
        elif name == "v":
            self.into = self.value

    def end(self, name: str) -> None:
        if name in ("f", "v"):
            self.into = None
        elif name == "c":
            value = "".join(self.value).strip()
            if self.kind == "e":
                self.found.setdefault(self.row, {})[self.column] = value[:_LONGEST] or "#N/A"
            elif self.formula is not None and not value and self.kind not in ("str", "inlineStr"):
                self.found.setdefault(self.row, {})[self.column] = "=" + ("".join(self.formula)[:_LONGEST] or "…")

    def text(self, data: str) -> None:
        if self.into is not None:
            self.into.append(data)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _declared(*_said: object) -> None:
    raise Refused("entities")


def _parse(archive: zipfile.ZipFile, part: str, start: Any, end: Any = None, text: Any = None) -> None:
    """Read a part; what it says up to where it is broken is taken, for the library says that it is."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _declared
    with contextlib.suppress(KeyError, expat.ExpatError), archive.open(part) as stream:
        parser.ParseFile(stream)
