"""What is shown, before it has a form: headings, paragraphs and tables of text.

A report, a list and a problem are laid out once, as a document; plain text, the terminal and Markdown
each write any document.
"""

import datetime as dt
from typing import Final, Literal, NamedTuple, cast

from yiananlib.messages import day
from yiananlib.model import text as hygiene

Style = Literal["", "red", "yellow", "blue", "green", "dim", "bold"]


WIDE: Final = 40
"""Millimetres of a column that has sentences."""

LONGEST: Final = 40
"""Characters of the longest bar."""

Place = Literal["", "start", "centre", "end"]
"""At the left without an indent, as who is addressed; in the middle; at the right, as who signs."""

Kind = Literal["text", "count", "percent", "day", "lamp"]
Value = int | float | dt.date | None


class Cell(NamedTuple):
    """Text with a colour to it; the colour never says what the text does not.

    ``value`` is the number or the day that the text shows, of a percentage the share; None where it is text alone.
    """

    text: str
    style: Style = ""
    value: Value = None


class Column(NamedTuple):
    """``kind`` is what its cells hold, where they hold something.

    ``mm`` is its width on paper, 0 where its cells are as long as they are; ``edits`` the field of a problem's head
    that whoever changes a cell means to change, "" where that is none.
    """

    title: str
    kind: Kind = "text"
    mm: int = 0
    edits: str = ""

    @property
    def right(self) -> bool:
        """Whether its cells are figures, which stand to the right."""
        return self.kind in ("count", "percent")

    @property
    def wide(self) -> bool:
        """Whether its cells may be folded where the screen is narrow."""
        return self.mm >= WIDE


class Section(NamedTuple):
    """A new page begins here, and all that follows stands on pages like it; none is needed for the first.

    ``annex`` is what an annex has at its head, 附件1; "" where the section is none.
    """

    landscape: bool = False
    annex: str = ""


class Heading(NamedTuple):
    """``level`` 1 is the title; below it ``numbered`` ones are counted, 一、（一）1.（1）, from their title on.

    What comes to a writer has its numbers before its text: see :mod:`yiananlib.render.numbering`.
    """

    text: str
    level: int = 2
    numbered: bool = False


class Paragraph(NamedTuple):
    """One or more lines; ``place`` is where they stand on paper, "" as the text of a letter does."""

    text: str
    style: Style = ""
    place: Place = ""


class Table(NamedTuple):
    """``rows`` have a cell for each column; a table without rows is not shown, ``empty`` is said instead.

    ``headline``: its rows are few figures (name, figure, what is said of it) that a page shows large, a tile each.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    headline: bool = False

    def without(self, place: int) -> "Table":
        """Return it without the column at ``place``, from 0."""
        rows = tuple(row[:place] + row[place + 1 :] for row in self.rows)
        return self._replace(columns=self.columns[:place] + self.columns[place + 1 :], rows=rows)


class Chart(NamedTuple):
    """A column of a table, drawn; where nothing can be drawn it is the table, with a bar for each row.

    ``drawn`` is the place of the column, from 0, whose cells are counts. Where the first column has days, it is drawn
    as a line.
    """

    table: Table
    drawn: int

    def as_table(self) -> Table:
        """Return the table with bars as long as their part of the longest; whatever is there has one."""
        counts = [int(cast("int", row[self.drawn].value)) for row in self.table.rows]
        most = max([*counts, LONGEST])
        bars = (Cell("=" * -(-count * LONGEST // most)) for count in counts)
        rows = tuple((*row, bar) for row, bar in zip(self.table.rows, bars, strict=True))
        return Table((*self.table.columns, Column("")), rows)


class Fields(NamedTuple):
    """Names and values, one pair a line; a value may have several lines."""

    pairs: tuple[tuple[str, Cell], ...]


Block = Section | Heading | Paragraph | Table | Chart | Fields


class Document(NamedTuple):
    """Blocks in order."""

    blocks: tuple[Block, ...] = ()


def cells(*values: object) -> tuple[Cell, ...]:
    """Return a row of a table; a value that is a cell stays one, a number or a day is shown as it is written."""
    # text first, and a list: a whole ledger is written so
    return tuple([Cell(v) if type(v) is str else v if isinstance(v, Cell) else _cell(v) for v in values])


def _cell(value: object) -> Cell:
    text = "" if value is None else day(value) if type(value) is dt.date else str(value)
    return Cell(text, value=value if isinstance(value, (int, float, dt.date)) else None)


def width(text: str) -> int:
    """Return how many columns ``text`` takes on a terminal: Chinese characters take two."""
    return hygiene.cells(text)
