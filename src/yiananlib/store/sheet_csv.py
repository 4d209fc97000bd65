"""The rows of a CSV file: UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs, as programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from yiananlib.model.inert import bare
from yiananlib.store.sheet_guard import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS: Final = ",;\t"


def rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a CSV file."""
    text = _text(data)
    before = csv.field_size_limit(len(text) + 1)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            yield [bare(cell) for cell in row]  # what our own CSV made inert
    finally:
        csv.field_size_limit(before)


def _text(data: bytes) -> str:
    # strictly, and nothing is guessed: Chinese looks like Korean to guessers
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # Excel's “Unicode text”
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("encoding")


def _delimiter(text: str) -> str:
    head = text[:100_000].split("\n")[:15]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
