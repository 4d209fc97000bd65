"""Text in lines that fit a screen, by the cells it takes: a Chinese character takes two.

Words, names of options, days and ids stay whole; Chinese breaks between characters, but for punctuation, which stays
with what it belongs to. Nothing here loads anything: help is written by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yiananlib.model.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING: Final = "，。、；：！？）》」』】〕〉”’…—％%,.;:!?)]}"
_OPENING: Final = "（《「『【〔〈“‘([{"
_PIECE: Final = (
    rf"\s+|[{re.escape(_OPENING)}]*"
    r"(?:\d+年\d+月\d+日|\d+月\d+日|[!-~\u00a1-\u1fff]+|.)"
    rf"[{re.escape(_CLOSING)}]*"
)


def pieces(text: str) -> list[str]:
    """Return what a line of text is divided into, blanks too; joined it is the text."""
    return re.findall(_PIECE, text)


def longest(text: str) -> int:
    """Return the cells of the longest piece of ``text``, which may have several lines; 0 without any."""
    return max((cells(piece) for piece in pieces(text) if not piece.isspace()), default=0)


def wrapped(text: str, columns: int) -> list[str]:
    """Return ``text`` in lines of at most ``columns`` cells, at least 2; what a line begins with, the next do too.

    Line feeds stay. What is longer than a line is broken, and of nothing but blanks at an end is anything lost.
    """
    return [line for one in text.split("\n") for line in _line(one, columns)]


def hanging(text: str, columns: int, indent: str) -> list[str]:
    """Return ``text`` in lines as :func:`wrapped` does, all but the first behind ``indent``."""
    first = wrapped(text, columns)[0]
    rest = text[len(first) :].lstrip()
    return [first, *(indent + line for line in wrapped(rest, columns - cells(indent)))] if rest else [first]


def _line(text: str, columns: int) -> Iterator[str]:
    if cells(text) <= columns:
        yield text
        return
    indent = text[: len(text) - len(text.lstrip())]
    if cells(indent) > columns // 2:
        indent = ""
    line, taken = indent, cells(indent)
    for piece in pieces(text.lstrip()):
        size = cells(piece)
        if taken + size > columns and line.strip():
            yield line.rstrip()
            line, taken = indent, cells(indent)
        if piece.isspace() and not line.strip():
            continue
        if taken + size <= columns:
            line, taken = line + piece, taken + size
            continue
        for character in piece:  # longer than a line
            size = cells(character)
            if taken + size > columns and line.strip():
                yield line
                line, taken = indent, cells(indent)
            line, taken = line + character, taken + size
    if line.strip():
        yield line.rstrip()
