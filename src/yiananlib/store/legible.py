"""What an old commit says in bytes that are no UTF-8, as something that can be read and keeps its columns.

Clients of Windows wrote subjects in the encoding of their system. What is proven never rests on this: trailers are read
from the bytes as they are.
"""

from __future__ import annotations

import contextlib
import unicodedata
from typing import Final

_HEADER: Final = b"encoding "
_USUAL: Final = "gb18030"
"""What Chinese systems write where nothing says otherwise; GBK and GB2312 are parts of it."""


def subject(raw: bytes, message: bytes) -> str:
    """Return the first line of the ``message`` of the commit ``raw``, to be shown.

    It is read as the commit says it is encoded, else as UTF-8, else as a Chinese system would; what is still no text,
    and every character that is not one to be shown, is a question mark, which has the width of a letter everywhere.
    """
    line = message.partition(b"\n")[0].rstrip(b"\r")
    for encoding in (_said(raw), "utf-8"):
        with contextlib.suppress(LookupError, ValueError):  # it has another name for us, or is none of text
            return _shown(line.decode(encoding))
    try:
        guessed = line.decode(_USUAL)
    except UnicodeDecodeError:
        return _shown(line.decode("ascii", errors="replace"))
    return _shown(guessed if all(map(_is_likely, guessed)) else line.decode("ascii", errors="replace"))


def _said(raw: bytes) -> str:
    """Return the encoding that a commit names; UTF-8 where it names none."""
    lines = raw.partition(b"\n\n")[0].split(b"\n")
    return next((line.removeprefix(_HEADER).decode("latin-1") for line in lines if line.startswith(_HEADER)), "utf-8")


def _is_likely(character: str) -> bool:
    """Tell whether a guess that yields this character may be right: ASCII, Chinese, or their punctuation."""
    return character.isascii() or unicodedata.name(character, "").startswith(
        ("CJK ", "IDEOGRAPHIC ", "FULLWIDTH ", "LEFT ", "RIGHT ", "EM DASH", "HORIZONTAL ELLIPSIS", "MIDDLE DOT")
    )


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() and c != "\N{REPLACEMENT CHARACTER}" else "?" for c in text)
