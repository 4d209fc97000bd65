"""Tables on paper: how wide each column is, and the rows as Word has them.

Rows are written as text: as a tree, those of a ledger of five thousand problems would take hundreds of megabytes.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.render.document import width
from yiananlib.render.paper import COLOURS, MM, SMALL, SMALLER
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.render.document import Cell, Column, Table

_HALF: Final = 25.4 / 72 / 2
"""Millimetres of half a Chinese character, for each of its points."""

_PADDING: Final = 3.0
"""Millimetres of a cell that hold no text."""

_WHOLE: Final = ("count", "percent", "day", "lamp")
"""Kinds of columns whose cells are not folded where that can be helped."""

_LATIN: Final = 1.3
"""How broad a digit or letter may be, of a Latin font that is not the one that was named."""

_TALL: Final = 20
"""Lines from which on a row may be torn apart by the end of a page."""

_FORM: Final = '<w:trPr><w:cantSplit/><w:trHeight w:val="560" w:hRule="atLeast"/></w:trPr>'
"""Of a row of a form, in which people write by hand."""

_FOLDED: Final = 24
"""Halves of characters beyond which a text is folded in a column that has no width of its own."""

_LEAST: Final = 4
"""Halves of characters of the narrowest column."""


class Layout(NamedTuple):
    """How a table stands on a page: millimetres of each column, and points of the letters."""

    mm: tuple[float, ...]
    points: float


class _Length(NamedTuple):
    """Of a column, in halves of characters: its longest line, the longest run that cannot be broken, its title."""

    line: int
    word: int
    title: int


def layout(table: Table, room: float) -> Layout:
    """Return widths that fill ``room`` millimetres, with smaller letters where the table is too wide for others."""
    lengths = _lengths(table)
    for points in (SMALL, SMALLER):
        wanted, least = _wanted(table.columns, lengths, points)
        if sum(least) <= room:
            return Layout(_fitted(table.columns, wanted, least, room), points)
    return Layout(tuple(mm * room / sum(least) for mm in least), SMALLER)


def fits(table: Table, room: float) -> bool:
    """Tell whether the table is easy to read in ``room`` millimetres."""
    wanted, least = _wanted(table.columns, _lengths(table), SMALL)
    return sum(wanted) * 0.4 + sum(least) * 0.6 <= room


def rows(table: Table, made: Layout) -> Iterator[str]:
    """Yield the head, which comes again on every page, and the rows, of which no page tears one apart."""
    size = "" if made.points == SMALL else f'<w:sz w:val="{round(made.points * 2)}"/>'
    begun = [
        f'<w:tc><w:tcPr><w:tcW w:w="{round(mm * MM)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p>'
        for mm in made.mm
    ]
    heads = "".join(
        f'{begin}<w:pPr><w:pStyle w:val="TableHead"/></w:pPr>{runs(column.title, size)}</w:p></w:tc>'
        for column, begin in zip(table.columns, begun, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    begun = [begin + _place(column) for column, begin in zip(table.columns, begun, strict=True)]
    for row in table.rows:
        cells = "".join(
            f"{begin}{runs(cell.text, properties(cell) + size)}</w:p></w:tc>"
            for cell, begin in zip(row, begun, strict=True)
        )
        yield f"<w:tr>{_kept(row, made)}{cells}</w:tr>"


def form(table: Table, made: Layout) -> Iterator[str]:
    """Yield rows of names and values: a form without a head."""
    size = '<w:tcW w:w="{{}}" w:type="dxa"/><w:vAlign w:val="center"/>'
    name, value = (f"<w:tcPr>{size.format(round(mm * MM))}</w:tcPr>" for mm in made.mm)
    for said, cell in table.rows:
        yield (
            f'<w:tr>{_FORM}<w:tc>{name}<w:p><w:pPr><w:pStyle w:val="FormName"/></w:pPr>{runs(said.text)}</w:p></w:tc>'
            f'<w:tc>{value}<w:p><w:pPr><w:pStyle w:val="FormText"/><w:jc w:val="left"/></w:pPr>'
            f"{runs(cell.text, properties(cell))}</w:p></w:tc></w:tr>"
        )


def _kept(row: Sequence[Cell], made: Layout) -> str:
    """Say that no page tears a row apart, unless it is so tall that much of a page would stay empty."""
    half = made.points * _HALF
    for cell, mm in zip(row, made.mm, strict=True):
        if len(cell.text) > _TALL:
            columns = max(1, (mm - _PADDING / 2) / half)
            if sum(-(-width(line) // columns) or 1 for line in cell.text.split("\n")) > _TALL:
                return ""
    return "<w:trPr><w:cantSplit/></w:trPr>"


def _place(column: Column) -> str:
    where = "left" if column.kind == "text" else "center"
    return f'<w:pPr><w:pStyle w:val="TableText"/><w:jc w:val="{where}"/></w:pPr>'


def properties(cell: Cell) -> str:
    """Return the properties of letters that show the style of a cell."""
    colour = f'<w:color w:val="{COLOURS[cell.style]}"/>' if cell.style in COLOURS else ""
    return "<w:b/>" if cell.style == "bold" else colour


def runs(text: str, properties: str = "") -> str:
    """Return text as a run with its line breaks; nothing for no text."""
    if not text:
        return ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in escaped(text).split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>" if properties else f"<w:r>{lines}</w:r>"


def escaped(text: str) -> str:
    """Return text as it stands in XML; what XML or a reader cannot be shown is a question mark, as in plain text."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\t", " ")


def _lengths(table: Table) -> list[_Length]:
    found = []
    for place, column in enumerate(table.columns):
        lines = [line for row in table.rows for line in row[place].text.split("\n")] if not column.mm else []
        longest = max(map(_broad if column.kind in _WHOLE else width, lines), default=0)
        word = max(map(_word, [*lines, column.title]))
        found.append(_Length(longest, math.ceil(_LATIN * word), width(column.title)))
    return found


def _broad(line: str) -> int:
    """Return the width of a line where letters are broad, and stand apart from Chinese by a quarter of a character."""
    latin = list(map(str.isascii, line))
    gaps = sum(one is not other for one, other in pairwise(latin))
    return math.ceil(width(line) + (_LATIN - 1) * sum(latin) + gaps / 2)


def _word(line: str) -> int:
    """Return the length of the longest run of ASCII without a blank, which Word does not break."""
    runs = line if line.isascii() else "".join(c if "!" <= c <= "~" else " " for c in line)
    return max(map(len, runs.split()), default=0)


def _wanted(columns: Sequence[Column], lengths: Sequence[_Length], points: float) -> tuple[list[float], list[float]]:
    """Return the millimetres that each column would like, and those without which it cannot be read."""
    half = points * _HALF
    wanted: list[float] = []
    least: list[float] = []
    for column, length in zip(columns, lengths, strict=True):
        if column.mm:
            wanted.append(column.mm)
            least.append(max(column.mm * 0.6, _LEAST * half + _PADDING))
        else:
            whole = length.line if column.kind in _WHOLE else length.line // 3
            needed = max(_LEAST, min(length.word, _FOLDED), min(whole, _FOLDED), min(length.title // 2, _FOLDED // 3))
            least.append(needed * half + _PADDING)
            wanted.append(max(least[-1], min(max(length.line, length.title), _FOLDED) * half + _PADDING))
    return wanted, least


def _fitted(
    columns: Sequence[Column], wanted: Sequence[float], least: Sequence[float], room: float
) -> tuple[float, ...]:
    """Return widths that fill the room: what is left over goes to sentences, what is lacking is shared."""
    spare = room - sum(wanted)
    if spare < 0:
        part = (room - sum(least)) / (sum(wanted) - sum(least))
        return tuple(low + (want - low) * part for want, low in zip(wanted, least, strict=True))
    growing = [mm if column.wide else 0.0 for column, mm in zip(columns, wanted, strict=True)]
    whole = sum(growing)
    if not whole:
        growing, whole = list(wanted), sum(wanted)
    return tuple(mm + spare * more / whole for mm, more in zip(wanted, growing, strict=True))
