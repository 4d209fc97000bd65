"""Documents as Markdown that shows every character as it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yiananlib.render.document import Chart, Fields, Heading, Paragraph, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.render.document import Document

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LIST: Final = re.compile(r"^(\s*\d*)([-+.)])(?=\s)")


def pieces(document: Document) -> Iterator[str]:
    """Yield the document."""
    blocks = [lines for block in document.blocks if (lines := _block(block))]
    yield "\n\n".join(blocks) + "\n"


def escaped(value: str) -> str:
    """Return ``value`` so that Markdown shows it literally, line breaks as breaks."""
    lines = [_LIST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line)) for line in value.split("\n")]
    return "<br>".join(lines)


def _block(block: object) -> str:
    match block:
        case Section():
            return f"---\n\n**{escaped(block.annex)}**" if block.annex else "---"
        case Heading():
            return f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            return "  \n".join(escaped(line) for line in block.text.split("\n"))
        case Fields():
            return "\n".join(f"- **{escaped(name)}** {escaped(cell.text)}" for name, cell in block.pairs)
        case Table():
            return _table(block)
        case Chart():
            return _table(block.as_table())
        case _:
            raise TypeError(block)


def _table(table: Table) -> str:
    if not table.rows:
        return escaped(table.empty)
    lines = [
        "| " + " | ".join(escaped(c.title) for c in table.columns) + " |",
        "|" + "|".join(" ---: " if c.right else " --- " for c in table.columns) + "|",
    ]
    lines += ["| " + " | ".join(escaped(cell.text) for cell in row) + " |" for row in table.rows]
    return "\n".join(lines)
