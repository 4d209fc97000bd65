"""Documents as plain text: no colour, no wrapping, columns aligned by the width of Chinese characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.model.text import forbidden
from yiananlib.render.document import Chart, Document, Fields, Heading, Paragraph, Section, Table, width

if TYPE_CHECKING:
    from collections.abc import Sequence


def text(document: Document) -> str:
    """Return the document as text that ends with a line feed; empty for an empty one."""
    blocks = [lines for block in document.blocks if (lines := _block(block))]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n" if blocks else ""


def visible(value: str) -> str:
    """Return what is no value of the ledger (a file's name, an argument) so that it can be shown safely."""
    return value if forbidden(value) is None else "".join("?" if forbidden(c) else c for c in value)


def _block(block: object) -> list[str]:
    match block:
        case Section():
            return [block.annex] if block.annex else []
        case Heading():
            return [block.text] if block.level > 1 else [block.text, "=" * width(block.text)]
        case Paragraph():
            return block.text.split("\n")
        case Fields():
            return _fields(block)
        case Table():
            return _table(block)
        case Chart():
            return _table(block.as_table())
        case _:
            raise TypeError(block)


def _fields(block: Fields) -> list[str]:
    name_width = max((width(name) for name, _cell in block.pairs), default=0)
    lines = []
    for name, cell in block.pairs:
        first, *more = cell.text.split("\n")
        lines.append(f"{name}{' ' * (name_width - width(name))}  {first}".rstrip())
        lines += [f"{' ' * name_width}  {line}".rstrip() for line in more]
    return lines


def _table(table: Table) -> list[str]:
    if not table.rows:
        return [table.empty] if table.empty else []
    rows = [[c.title for c in table.columns]]
    rows += [[cell.text.replace("\n", " ") for cell in row] for row in table.rows]
    sizes = [[width(text) for text in row] for row in rows]
    columns = [
        (column.right, max(taken)) for column, taken in zip(table.columns, zip(*sizes, strict=True), strict=True)
    ]
    return [_line(row, taken, columns) for row, taken in zip(rows, sizes, strict=True)]


def _line(row: Sequence[str], sizes: Sequence[int], columns: Sequence[tuple[bool, int]]) -> str:
    """Return a row of a table; ``columns`` are whether each stands to the right, and how wide it is."""
    cells = [
        " " * (space - size) + text if right else text + " " * (space - size)
        for text, size, (right, space) in zip(row, sizes, columns, strict=True)
    ]
    return "  ".join(cells).rstrip()
