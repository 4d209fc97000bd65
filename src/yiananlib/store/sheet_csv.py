"""The rows of a CSV file: UTF-8 or GB18030, with commas, semicolons or tabs, as offices' programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from yiananlib.store.sheet_guard import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS: Final = ",;\t"
_INERT: Final = ("'=", "'+", "'-", "'@", "'\t")
"""How a cell begins that our own CSV made inert: the quotation mark is taken off again, once."""


def rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a CSV file."""
    text = _text(data)
    csv.field_size_limit(len(text) + 1)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        yield [cell[1:] if cell.startswith(_INERT) else cell for cell in row]


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # strictly, and nothing is guessed: Chinese looks like Korean to guessers
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("encoding")


def _delimiter(text: str) -> str:
    head = text[:100_000].split("\n")[:15]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
