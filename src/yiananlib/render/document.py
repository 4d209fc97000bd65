"""What is shown, before it has a form: headings, paragraphs and tables of text.

A report, a list and a problem are laid out once, as a document; plain text, the terminal and Markdown
each write any document.
"""

from typing import Literal, NamedTuple

from yiananlib.model import text as hygiene

Style = Literal["", "red", "yellow", "blue", "green", "dim", "bold"]


class Cell(NamedTuple):
    """Text with a colour to it; the colour never says what the text does not."""

    text: str
    style: Style = ""


class Column(NamedTuple):
    """``right`` for figures. ``wide`` columns may be folded where the screen is narrow."""

    title: str
    right: bool = False
    wide: bool = False


class Heading(NamedTuple):
    """``level`` 1 is the document's title."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """One or more lines."""

    text: str
    style: Style = ""


class Table(NamedTuple):
    """``rows`` have a cell for each column; a table without rows is not shown, ``empty`` is said instead."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""

    def without(self, place: int) -> "Table":
        """Return it without the column at ``place``, from 0."""
        rows = tuple(row[:place] + row[place + 1 :] for row in self.rows)
        return Table(self.columns[:place] + self.columns[place + 1 :], rows, self.empty)


class Fields(NamedTuple):
    """Names and values, one pair a line; a value may have several lines."""

    pairs: tuple[tuple[str, Cell], ...]


Block = Heading | Paragraph | Table | Fields


class Document(NamedTuple):
    """Blocks in order."""

    blocks: tuple[Block, ...] = ()


def cells(*values: object) -> tuple[Cell, ...]:
    """Return a row of a table; a value that is a cell stays one."""
    return tuple(v if isinstance(v, Cell) else Cell("" if v is None else str(v)) for v in values)


def width(text: str) -> int:
    """Return how many columns ``text`` takes on a terminal: Chinese characters take two."""
    return hygiene.cells(text)
