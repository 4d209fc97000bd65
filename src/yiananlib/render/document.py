"""What is shown, before it has a form: headings, paragraphs and tables of text.

A report, a list and a problem are laid out once, as a document; plain text, the terminal and Markdown
each write any document.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["", "red", "yellow", "blue", "green", "dim", "bold"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a colour to it; the colour never says what the text does not."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Column:
    """``right`` for figures. ``wide`` columns may be folded where the screen is narrow."""

    title: str
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have a cell for each column; a table without rows is not shown, ``empty`` is said instead."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and values, one pair a line; a value may have several lines."""

    pairs: tuple[tuple[str, Cell], ...]


Block = Heading | Paragraph | Table | Fields


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in order."""

    blocks: tuple[Block, ...] = field(default=())


def cells(*values: object) -> tuple[Cell, ...]:
    """Return a row of a table; a value that is a cell stays one."""
    return tuple(v if isinstance(v, Cell) else Cell("" if v is None else str(v)) for v in values)


def width(text: str) -> int:
    """Return how many columns ``text`` takes on a terminal: Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
