"""The workbook of a unit as it comes back: which rows it has, and what their cells hold, whoever saved it.

Rows are known by their keys and columns by their headings, so that sorting and moving change nothing. What the hidden
sheet says is taken whole or not at all: without it nobody can tell what was changed, and nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, YianError
from yiananlib.messages import _
from yiananlib.model import unit_memory
from yiananlib.model.sheet_layout import Aside, Column, text_of
from yiananlib.model.unit_memory import key_of
from yiananlib.services.recording.importing import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.sheet_layout import Value
    from yiananlib.model.unit_cells import Key, Part
    from yiananlib.model.unit_memory import Memory
    from yiananlib.store.sheets import Book, Sheet

MARK: Final = "(yian)"
"""How the headings of keys end, in every language: where one stands, a sheet is of such a workbook."""
_SEARCHED: Final = 30
"""Rows in which headings are looked for."""
_KEY: Final = "key"


class Row(NamedTuple):
    """A row as it came back: where it stands, its key, None where it has none that is one, and its cells by field."""

    sheet: str
    number: int
    part: Part
    key: Key | None
    cells: Mapping[str, Value]


class Returned(NamedTuple):
    """What came back: what the workbook knows of itself, its rows, how they were read, and what is to be said."""

    memory: Memory
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]
    said: tuple[str, ...]


def is_unit_book(path: Path) -> bool:
    """Tell whether a file is the workbook of a unit, by what its sheets are called."""
    from yiananlib.store import sheets

    try:
        return unit_memory.SHEET in sheets.names(path)
    except YianError:  # whoever reads it says so
        return False


def read(path: Path) -> Returned:
    """Return what came back in a workbook.

    Raises:
        LedgerInvalid: it cannot be read; or its hidden sheet was damaged, or is of a newer yian, or a sheet lost the
            column of its keys.
    """
    from yiananlib.store import sheets

    book = sheets.read(path)
    memory = _memory(path, book)
    said = list(book.said)
    tables: list[Table] = []
    rows: list[Row] = []
    for sheet in book.sheets:
        if sheet.name == unit_memory.SHEET:
            continue
        found = _Sheet(path, sheet, memory)
        tables.append(found.table())
        rows += found.rows
        said += found.said
    there = {row.key for row in rows}
    if gone := sum(key not in there for key in memory.cells):
        said.append(_("Rows no longer in the workbook change nothing: {n}.").format(n=gone))
    return Returned(memory, tuple(tables), tuple(rows), tuple(said))


def refuse_without_memory(path: Path, book: Book) -> None:
    """Refuse a file that was the workbook of a unit and lost its hidden sheet.

    Raises:
        LedgerInvalid: it was.
    """
    for sheet in book.sheets:
        for row in sheet.rows[:_SEARCHED]:
            if any(_plain(text_of(value)).endswith(MARK) for value in row):
                raise LedgerInvalid(
                    str(path),
                    _("it is a unit's workbook without its hidden sheet, so changes cannot be detected;"),
                    _("fill in the file that was sent and save it as xlsx, or export it again"),
                )


def _memory(path: Path, book: Book) -> Memory:
    hidden = next(sheet for sheet in book.sheets if sheet.name == unit_memory.SHEET)
    rows = [[*map(_raw, row), "", "", "", ""] for row in hidden.rows[1:]]
    try:
        return unit_memory.read((row[0], row[1], row[2], row[3]) for row in rows)
    except unit_memory.Newer:
        raise LedgerInvalid(str(path), _("it needs a newer yian;"), _("update yian, or export it again")) from None
    except unit_memory.Damaged:
        raise LedgerInvalid(
            str(path),
            _("its hidden sheet “{sheet}” is damaged, so changes cannot be detected;").format(sheet=unit_memory.SHEET),
            _("fill in the file that was sent, or export it again"),
        ) from None


class _Sheet:
    """A sheet of the workbook, read."""

    def __init__(self, path: Path, sheet: Sheet, memory: Memory) -> None:
        self.path = path
        self.sheet = sheet
        self.memory = memory
        self.said: list[str] = []
        self.aside: list[Aside] = []
        self.rows: list[Row] = []
        self.head: int | None = None
        self.places: dict[str, int] = {}
        self.others: dict[int, str] = {}
        for number, row in enumerate(sheet.rows[:_SEARCHED], 1):
            part = self._part(row)
            if part is not None:
                self.head = number
                self._take_headings(part, row)
                self.rows = list(self._read(part))
                break
            self._ignore(number, row, "title")

    def table(self) -> Table:
        """Return how it was read."""
        if self.head is None:
            return Table(self.sheet.name, None, (), tuple(self.aside[:5]))
        titles = [text_of(value) for value in self.sheet.rows[self.head - 1]]
        known = [Column(at, titles[at], field, "workbook") for field, at in self.places.items()]
        more = [Column(at, title, None, "unknown") for at, title in self.others.items()]
        columns = sorted([*known, *more], key=lambda column: column.index)
        return Table(self.sheet.name, self.head, tuple(columns), tuple(self.aside))

    def _part(self, row: Sequence[Value]) -> Part | None:
        titles = {_plain(text_of(value)) for value in row}
        return next((part for part, names in self.memory.headings.items() if _plain(names[_KEY]) in titles), None)

    def _take_headings(self, part: Part, row: Sequence[Value]) -> None:
        titles = {at: _plain(text_of(value)) for at, value in enumerate(row) if text_of(value)}
        counts = Counter(titles.values())
        for field, heading in self.memory.headings[part].items():
            plain = _plain(heading)
            if counts[plain] > 1:
                raise LedgerInvalid(
                    str(self.path),
                    _("the sheet “{sheet}” has two columns “{heading}”;").format(
                        sheet=self.sheet.name, heading=heading
                    ),
                    _("leave only the original one"),
                )
            if not counts[plain]:
                said = _("The sheet “{sheet}” no longer has a column “{heading}”: its values stay as they are.")
                self.said.append(said.format(sheet=self.sheet.name, heading=heading))
                continue
            self.places[field] = next(at for at, title in titles.items() if title == plain)
        known = set(self.places.values())
        self.others = {at: text_of(row[at]) for at in titles if at not in known}

    def _read(self, part: Part) -> Iterator[Row]:
        assert self.head is not None  # noqa: S101 - it was found
        for number, row in enumerate(self.sheet.rows[self.head :], self.head + 1):
            texts = [at for at, value in enumerate(row) if text_of(value)]
            if not texts:
                continue
            cells = {field: row[at] if at < len(row) else None for field, at in self.places.items()}
            key = text_of(cells[_KEY])
            if not key and texts == [0]:  # what stands under a table goes over its whole width
                self._ignore(number, row, "signature")
            elif _plain(key) == _plain(self.memory.headings[part][_KEY]):
                self._ignore(number, row, "heading")
            else:
                yield Row(self.sheet.name, number, part, _key(key), cells)

    def _ignore(self, number: int, row: Sequence[Value], what: str) -> None:
        text = " ".join(text for value in row if (text := text_of(value)))
        if text:
            self.aside.append(Aside(number, what, text))


def _raw(value: Value) -> str:
    return value if isinstance(value, str) else text_of(value)


def _key(text: str) -> Key | None:
    try:
        return key_of(text.strip().lower())
    except ValueError:
        return None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
