"""Documents on a terminal, with colour and in lines that fit its width.

A table that does not fit is told in blocks, one a row. Every value goes to rich as clean Text: markup, emoji codes and
highlighting are never looked for in it.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import IO, TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from yiananlib.render.document import Cell, Chart, Document, Fields, Heading, Paragraph, Section, Table, width
from yiananlib.render.fitting import GAP, filled, widths
from yiananlib.render.plain import visible
from yiananlib.render.wrapping import hanging, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT: Final = "  "
_BETWEEN: Final = " · "
"""Between two values of a block."""


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
        for line in _lines(block, console.width):
            line.plain = visible(line.plain)
            console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _lines(block: object, room: int) -> Iterator[Text]:
    """Yield what a block is on a screen, ``room`` cells wide."""
    match block:
        case Section():
            yield from _styled(wrapped(block.annex, room), "dim")
        case Heading():
            yield from _styled(wrapped(block.text, room), "bold underline" if block.level == 1 else "bold")
        case Paragraph():
            yield from _styled(wrapped(block.text, room), block.style)
        case Fields():
            yield from _pairs(block, room)
        case Table() if block.rows:
            table = filled(block)
            sizes = widths(table, room)
            yield from _table(table, sizes) if sizes is not None else _blocks(table, room)
        case Chart():
            yield from _lines(block.as_table(), room)
        case Table():
            yield from _styled(wrapped(block.empty, room), "dim")
        case _:
            raise TypeError(block)


def _styled(lines: Sequence[str], style: str) -> Iterator[Text]:
    for line in lines:
        yield Text(line, style=style)


def _pairs(block: Fields, room: int) -> Iterator[Text]:
    names = max((width(name) for name, _cell in block.pairs), default=0) + GAP
    for name, cell in block.pairs:
        lines = wrapped(cell.text, max(room - names, room // 2))
        for number, line in enumerate(lines):
            yield Text.assemble((_padded("" if number else name, names), "dim"), (line, cell.style))


def _table(table: Table, sizes: Sequence[int]) -> Iterator[Text]:
    """Yield the head, a line and the rows, each column as wide as ``sizes`` says."""
    yield from _row(table, tuple(Cell(column.title, "bold") for column in table.columns), sizes)
    yield Text("─" * (sum(sizes) + GAP * (len(sizes) - 1)), style="dim")
    for row in table.rows:
        yield from _row(table, row, sizes)


def _row(table: Table, row: Sequence[Cell], sizes: Sequence[int]) -> Iterator[Text]:
    folded = [wrapped(cell.text, size) for cell, size in zip(row, sizes, strict=True)]
    for lines in zip_longest(*folded, fillvalue=""):
        made = Text()
        for place, (line, cell, column, size) in enumerate(zip(lines, row, table.columns, sizes, strict=True)):
            made.append(" " * GAP if place else "")
            made.append(_padded(line, size, right=column.right), style=cell.style)
        made.rstrip()
        yield made


def _blocks(table: Table, room: int) -> Iterator[Text]:
    """Yield each row as lines of its own: what names it and its first text, its values, its other texts."""
    texts = [place for place, column in enumerate(table.columns) if column.wide and place]
    title, others = texts[:1], texts[1:]
    for row in table.rows:
        head = "  ".join(row[place].text.replace("\n", " ") for place in (0, *title) if row[place].text)
        yield from _styled(hanging(head, room, _INDENT), "bold")
        said = [(table.columns[n].title, cell) for n, cell in enumerate(row) if n and n not in texts and cell.text]
        yield from _flowing(said, room)
        for place in others:
            if row[place].text:
                named = f"{table.columns[place].title} {row[place].text}"
                yield from (
                    Text(_INDENT + line, style=row[place].style) for line in wrapped(named, room - len(_INDENT))
                )


def _flowing(pairs: Sequence[tuple[str, Cell]], room: int) -> Iterator[Text]:
    """Yield names and values, as many a line as fit; a value of several lines begins one."""
    line = Text()
    for name, cell in pairs:
        size = width(name) + 1 + width(cell.text)
        if line and ("\n" in cell.text or width(line.plain) + len(_BETWEEN) + size > room):
            yield line
            line = Text()
        if len(_INDENT) + size > room or "\n" in cell.text:
            yield from (Text(_INDENT + one) for one in wrapped(f"{name} {cell.text}", room - len(_INDENT)))
            continue
        line.append(_BETWEEN if line else _INDENT, style="dim").append(f"{name} ", style="dim")
        line.append(cell.text, style=cell.style)
    if line:
        yield line


def _padded(text: str, size: int, *, right: bool = False) -> str:
    gap = " " * (size - width(text))
    return gap + text if right else text + gap
