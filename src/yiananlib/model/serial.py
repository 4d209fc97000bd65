"""The official serial number (编号) of a problem: a year and a running number, ``2026-017``."""

import re
from typing import Final

SERIAL_PATTERN: Final = "^[0-9]{4}-(00[1-9]|0[1-9][0-9]|[1-9][0-9]{2,5})$"
"""Three digits at least, and no more zeros before the number than that takes: what is the same looks the same."""

_TYPED: Final = re.compile(r"([0-9]{4})-([0-9]{1,6})")


def serial(year: int, number: int) -> str:
    """Return the serial number with that running number of a year."""
    return f"{year:04}-{number:03}"


def canonical(value: str) -> str | None:
    """Return the serial number that somebody typed, as it is written: ``2026-17`` is ``2026-017``; None if it is none.

    An id has no dash, so that it can never be taken for one.
    """
    found = _TYPED.fullmatch(value)
    if found is None or not int(found.group(2)):
        return None
    return serial(int(found.group(1)), int(found.group(2)))
