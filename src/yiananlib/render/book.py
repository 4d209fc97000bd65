"""What a spreadsheet file is made of: sheets, each a table with what stands above and below it.

Any document is one: each of its tables is a sheet of its own, since a spreadsheet filters one table a sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from yiananlib.messages import _
from yiananlib.render.document import WIDE, Cell, Chart, Column, Document, Fields, Heading, Paragraph, Table, width

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.render.document import Block

Paper = Literal["A4", "A3"]

_LETTER: Final = 2
"""Millimetres of a letter; a Chinese character takes two."""
_NARROWEST, _WIDEST_LINE, _WIDEST = 12, 60, 90


class Open(Cell):
    """A cell that whoever is sent the sheet fills in; the others are locked."""

    __slots__ = ()


class Fill(NamedTuple):
    """What may be put into the open cells of a column: one of ``words``, or where ``day``, a day up to ``until``.

    Without ``until`` it is the day on which the cell is filled in.
    """

    words: tuple[str, ...] = ()
    day: bool = False
    until: dt.date | None = None
    hint: str = ""


class Sheet(NamedTuple):
    """A table on paper.

    ``name`` is what the sheet should be called. ``left`` and ``right`` stand in the line below the title, ``above``
    in lines of their own, ``below`` under the table. ``frozen`` columns stay in sight. ``fills`` says of columns, by
    their place, what their open cells take; where there are any, all else is locked. A row has room for ``lines`` of
    text at the least. ``rows`` are read once. ``notes`` are what is attached to cells, by row and column from 0.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    left: str = ""
    right: str = ""
    above: tuple[str, ...] = ()
    below: tuple[Cell, ...] = ()
    empty: str = ""
    frozen: int = 0
    paper: Paper = "A4"
    fills: dict[int, Fill] | None = None
    lines: int = 1
    hidden: bool = False
    notes: Mapping[tuple[int, int], str] = {}

    @property
    def locked(self) -> bool:
        """Whether only its open cells may be changed."""
        return self.fills is not None


class Book(NamedTuple):
    """Sheets in order, made and read one after the other; ``day`` is the day that is told of, if one is."""

    sheets: Iterable[Sheet]
    day: dt.date | None = None


def of_document(document: Document) -> Book:
    """Return a document as sheets: a table each, with the text that belongs to it."""
    return Book(tuple(_Sheets(document.blocks)))


class _Sheets:
    """The sheets of a document, as its blocks come; ``lines`` is the text since the last table, headings in bold."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = blocks
        self.title = ""
        self.lines: list[Cell] = []
        self.made: list[Sheet] = []

    def __iter__(self) -> Iterator[Sheet]:
        for block in self.blocks:
            self._take(block)
        if self.made:
            self._put_under(self.lines)
        else:
            self._add(Table((), ()))
        return iter(self.made)

    def _take(self, block: Block) -> None:
        match block:
            case Heading():
                if block.level == 1 and not self.title:
                    self.title = block.text
                else:
                    self.lines.append(Cell(block.text, "bold"))
            case Paragraph():
                self._say(Cell(block.text, block.style))
            case Fields():
                rows = tuple((Cell(name), cell) for name, cell in block.pairs)
                self._add(Table((Column(_("Item")), Column(_("Description"), mm=WIDE)), rows))
            case Chart():
                self._add(block.as_table())
            case Table():
                if block.rows:
                    self._add(block)
                elif block.empty:
                    self._say(Cell(block.empty))

    def _say(self, cell: Cell) -> None:
        if self.made and not self.lines:
            self._put_under([cell])
        else:
            self.lines.append(cell)

    def _put_under(self, lines: list[Cell]) -> None:
        self.made[-1] = self.made[-1]._replace(below=(*self.made[-1].below, *lines))

    def _add(self, table: Table) -> None:
        """Make a sheet of a table; what stands before its heading is of the sheet before it."""
        place = (
            max((n for n, line in enumerate(self.lines) if line.style == "bold"), default=None) if table.rows else None
        )
        before, own = ([], self.lines) if place is None else (self.lines[:place], self.lines[place + 1 :])
        name = self.lines[place].text if place is not None else self.title
        title = name if self.made else self.title or name
        above = [self.title] if self.made and self.title != title else []
        if self.made:
            self._put_under(before)
        else:
            above += [line.text for line in before]
        columns = tuple(c._replace(mm=mm) for c, mm in zip(table.columns, _widths(table), strict=True))
        self.made.append(Sheet(name, title, columns, table.rows, above=(*above, *(line.text for line in own))))
        self.lines = []


def _widths(table: Table) -> list[int]:
    """Return millimetres for the columns of a table whose rows are all there."""
    found = []
    for place, column in enumerate(table.columns):
        lines = [column.title]
        for row in table.rows:
            lines += row[place].text.split("\n")
        most = _WIDEST if column.wide else _WIDEST_LINE
        found.append(min(max(_NARROWEST, max(map(width, lines)) * _LETTER + 4), most))
    return found
