"""Documents on a terminal, with colour and tables that fit its width.

Every value goes to rich as clean Text: markup, emoji codes and highlighting are never looked for in it.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from yiananlib.render.document import Cell, Chart, Document, Fields, Heading, Paragraph, Section, Table, width
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = 24
"""Below this many columns a wide column is too narrow to be read."""

_FOLDED = 6
"""The narrowest column."""

_LONGEST = (99, 12, 10, 8, 6)
"""How long the words are that are not broken, tried in turn."""

_WORD = re.compile(r"[!-~]+")
_DAY = re.compile(r"\d+年\d+月\d+日|\d{4}-\d\d-\d\d")


def show(document: Document, out: IO[str], *, colour: bool, columns: int | None = None) -> None:
    """Write the document to a terminal."""
    console = Console(
        file=out,
        force_terminal=True,
        no_color=not colour,
        color_system="auto" if colour else None,
        emoji=False,
        markup=False,
        highlight=False,
        width=columns,
        legacy_windows=False,
    )
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table) and not block.rows and not block.empty:
            continue
        if isinstance(block, Section) and not block.annex:
            continue
        if number and not isinstance(document.blocks[number - 1], Heading):
            console.print()
        _show(console, block)


def _show(console: Console, block: object) -> None:
    match block:
        case Section():
            console.print(_clean(block.annex, style="dim"))
        case Heading():
            console.print(_clean(block.text, style="bold underline" if block.level == 1 else "bold"))
        case Paragraph():
            console.print(_clean(block.text, style=block.style))
        case Fields():
            grid = RichTable.grid(padding=(0, 2))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="fold")
            for name, cell in block.pairs:
                grid.add_row(_clean(name, style="dim"), _text(cell))
            console.print(grid)
        case Table() if block.rows:
            table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
            fits = _natural_width(block) <= console.width
            widths = [None] * len(block.columns) if fits else _widths(block, console.width)
            for number, column in enumerate(block.columns):
                table.add_column(
                    _clean(column.title),
                    justify="right" if column.right else "left",
                    overflow="fold",
                    # what names the row stays whole; on a narrow screen all else is folded, and nothing is cut
                    no_wrap=number == 0 or (fits and not column.wide),
                    width=widths[number],
                )
            for row in block.rows:
                table.add_row(*(_text(cell) for cell in row))
            console.print(table)
        case Chart():
            _show(console, block.as_table())
        case Table():
            console.print(_clean(block.empty, style="dim"))
        case _:
            raise TypeError(block)


def _natural_width(table: Table) -> int:
    """Return the columns that the table takes where no wide column needs more than a few words."""
    cells = zip(*([c.title for c in table.columns], *([cell.text for cell in row] for row in table.rows)), strict=True)
    widths = [max(map(width, texts)) for texts in cells]
    return sum(min(w, _WIDE) if c.wide else w for w, c in zip(widths, table.columns, strict=True)) + 3 * len(widths)


def _widths(table: Table, room: int) -> list[int | None]:
    """Return how wide each column is where not all fits: days stay whole, and words as long as they can.

    What is left over goes to the columns that need more, the more to those that need more. None for each where
    the days do not even fit, for rich to find something.
    """
    columns = [[column.title, *(row[n].text for row in table.rows)] for n, column in enumerate(table.columns)]
    wanted = [max(width(line) for text in texts for line in text.split("\n")) for texts in columns]
    for longest in _LONGEST:
        least = [min(_least(texts[1:], longest), want) for texts, want in zip(columns, wanted, strict=True)]
        least[0] = wanted[0]
        spare = room - 2 * len(columns) - 1 - sum(least)
        if spare >= 0:
            missing = max(1, sum(wanted) - sum(least))
            pairs = zip(least, wanted, strict=True)
            return [low + min(want - low, spare * (want - low) // missing) for low, want in pairs]
    return [None] * len(columns)


def _least(texts: Sequence[str], longest: int) -> int:
    """Return the width in which no day of ``texts`` is broken, and no word of so many columns."""
    days = [width(day) for text in texts for day in _DAY.findall(text)]
    words = [len(word) for text in texts for word in _WORD.findall(text)]
    return max(_FOLDED, min(longest, max(words, default=0)), max(days, default=0))


def _text(cell: Cell) -> Text:
    return _clean(cell.text, cell.style)


def _clean(value: str, style: str = "") -> Text:
    """Return a value for rich, cleaned again: what is shown may come from the index, which others can write."""
    return Text(visible(value), style=style)
