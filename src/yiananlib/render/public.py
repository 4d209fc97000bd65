"""What a public version states besides its content: that it is one, and what it leaves out.

Columns in which nothing is left are not shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from yiananlib.messages import _
from yiananlib.model.public import nulled
from yiananlib.render.book import Book, of_document
from yiananlib.render.document import Document, Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yiananlib.render.book import Sheet

T = TypeVar("T")


def note() -> str:
    """Say that it is the public version, and what it leaves out."""
    return _(
        "Public version. Left out: officers and their posts (shown as their organization), symptoms and root"
        " causes, progress, evidence, opinions, reasons and notes, notices and meetings, and the contents of"
        " the cases."
    )


def document(made: Document) -> Document:
    """Return a document with the note below its title, without columns that are empty."""
    title = next((n for n, block in enumerate(made.blocks) if isinstance(block, Heading) and block.level == 1), -1)
    said = Paragraph(note(), "dim")
    blocks = (*made.blocks[: title + 1], said, *made.blocks[title + 1 :])
    return Document(tuple(table(block) for block in blocks))


def book(made: Document | Book) -> Book:
    """Return a workbook with the note on each of its sheets."""
    if isinstance(made, Document):
        return of_document(document(made))
    return made._replace(sheets=_noted(made.sheets))


def _noted(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    for sheet in sheets:
        yield sheet._replace(above=(note(), *sheet.above))


def shape(made: Any) -> Any:
    """Return the shape of JSON, ``public`` first, with null for what is left out; of a list each row has it."""
    if isinstance(made, list):
        return [shape(row) for row in made]
    return {"public": True} | nulled(made)


def table(made: T) -> T | Table:
    """Return a table without columns that are empty; anything else, rows read as they are written too, as it is."""
    if not isinstance(made, Table) or not made.rows:
        return made
    found: Table = made
    for place in reversed(range(len(found.columns))):
        if not any(row[place].text for row in found.rows):
            found = found.without(place)
    return found
