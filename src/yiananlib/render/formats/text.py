"""Documents as text, in a pipe and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.render import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.render.document import Document


def pieces(document: Document) -> Iterator[str]:
    """Yield the document."""
    yield plain.text(document)
