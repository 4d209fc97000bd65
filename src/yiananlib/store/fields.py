"""One field of a definition set in its text: all else stays byte by byte, what people wrote beside it too."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

_HEADING: Final = re.compile(r"(?m)^[ \t]*\[.*$")


def with_field(text: str, name: str, value: str | dt.date, rows: str = "", key: str = "") -> str | None:
    """Return the text of a file in which ``name`` is ``value``; None where it is not laid out so that it can be set.

    It is a field of the file itself, or of that of its ``rows`` whose ``id`` is ``key``. Whoever asks reads the text
    back and compares it with what was meant: a heading may stand in a text of several lines.
    """
    start, end = _place(text, rows, key)
    if start < 0:
        return None
    block = text[start:end]
    said = f"{name} = {_toml(value)}"
    changed, count = re.subn(
        rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=[^#\r\n]*?(?=[ \t]*(?:#|\r?$))", lambda _m: said, block, count=1
    )
    if not count:
        body = block.rstrip()
        newline = "\r\n" if "\r\n" in text else "\n"
        changed = f"{body}{newline if body else ''}{said}{block[len(body) :] or newline}"
    return text[:start] + changed + text[end:]


def _place(text: str, rows: str, key: str) -> tuple[int, int]:
    """Return where the fields stand, from where to where; -1 where nowhere."""
    headings = [*_HEADING.finditer(text)]
    if not rows:
        return 0, headings[0].start() if headings else len(text)
    ends = [*(h.start() for h in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=False):
        if heading.group().split("#")[0].strip() == f"[[{rows}]]":
            try:
                said = tomllib.loads(text[heading.end() : end])
            except tomllib.TOMLDecodeError:
                continue
            if said.get("id") == key:
                return heading.end(), end
    return -1, -1


def _toml(value: str | dt.date) -> str:
    return f'"{value}"' if isinstance(value, str) else value.isoformat()
