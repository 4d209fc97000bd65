"""The trailers of a commit's message, such as ``Yian-By``: written in one place, and read as git reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

BY: Final = "Yian-By"
"""The officer who recorded."""
ENTRY: Final = "Yian-Entry"
"""The id of an entry that the commit brings."""
CLOCK: Final = "Yian-Clock"
GIVEN: Final = "given"
"""Says of the clock that somebody gave the time (``YIAN_NOW``)."""
_LINE: Final = re.compile(r"([A-Za-z0-9-]+[ \t]*):(.*)", re.DOTALL)
_PICKED: Final = "(cherry picked from commit "
_BLANK: Final = " \t\r"
"""What git calls blank, and nothing else."""


def written(
    by: str | None, refs: Iterable[tuple[str, str]] = (), entries: Iterable[str] = (), *, given: bool
) -> list[str]:
    """Return the lines of trailers.

    Args:
        by: the officer, None where nobody is known.
        refs: of each record its kind and what it is called.
        entries: the ids of what it brings.
        given: whether somebody gave the time.
    """
    return [
        *([f"{BY}: {by}"] if by is not None else []),
        *(f"Yian-{kind.title()}: {ref}" for kind, ref in refs),
        *(f"{ENTRY}: {entry}" for entry in entries),
        *([f"{CLOCK}: {GIVEN}"] if given else []),
    ]


def values(message: str, key: str) -> tuple[str, ...]:
    """Return the values of the trailers of that key, each once."""
    return tuple(dict.fromkeys(value for name, value in read(message) if name.lower() == key.lower()))


def is_given(message: str) -> bool:
    """Tell whether a message says that somebody gave the time."""
    return GIVEN in values(message, CLOCK)


def naming(message: str, by: str) -> str:
    """Return the message with that officer named at its end, and no other."""
    lines = (message.rstrip("\n" + _BLANK) or "recorded").split("\n")
    start = len(lines) - len(_last_paragraph(lines))
    if not read(message):
        return "\n".join([*lines, "", f"{BY}: {by}", ""])
    kept: list[str] = []
    mine = False
    for line in lines[start:]:
        trailer = _LINE.fullmatch(line)
        mine = trailer[1].rstrip(_BLANK).lower() == BY.lower() if trailer is not None else mine and line[0] in " \t"
        if not mine:
            kept.append(line)
    return "\n".join([*lines[:start], f"{BY}: {by}", *kept, ""])


def read(message: str) -> list[tuple[str, str]]:
    """Return the trailers of a message, key and value, as git reads them.

    They stand in the last paragraph, which is not the first, and of which each line is one.
    """
    lines = message.split("\n")
    while lines and not lines[-1].strip(_BLANK):
        lines.pop()
    last = _last_paragraph(lines)
    if not any(line.strip(_BLANK) for line in lines[: len(lines) - len(last)]):
        return []
    found: list[tuple[str, str]] = []
    for line in last:
        if line[0] in " \t" and found:
            key, value = found[-1]
            found[-1] = key, f"{value.lstrip(_BLANK)} {line.lstrip(_BLANK)}"
        elif line.startswith(_PICKED):
            found.append(("", line))
        elif (trailer := _LINE.fullmatch(line)) is not None:
            found.append((trailer[1].rstrip(_BLANK), trailer[2]))
        else:
            return []
    return [(key, value.strip(_BLANK)) for key, value in found]


def _last_paragraph(lines: list[str]) -> list[str]:
    start = len(lines)
    while start and lines[start - 1].strip(_BLANK):
        start -= 1
    return lines[start:]
