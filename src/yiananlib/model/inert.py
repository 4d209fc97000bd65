"""Texts that a spreadsheet could take for a formula, made inert by a quotation mark; and back again.

Whatever begins so is guarded, behind quotation marks of its own too: so a text is what it was when the mark is taken
off again, once, whoever wrote it.
"""

from __future__ import annotations

import re
from typing import Final

RISKY: Final = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that some spreadsheet calculates, or hands to another program (DDE)."""
_BEFORE: Final = re.compile(rf"'*[{re.escape(''.join(RISKY))}]")


def inert(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _BEFORE.match(text) else text


def bare(text: str) -> str:
    """Return a text that :func:`inert` made, as it was."""
    return text[1:] if text.startswith("'") and _BEFORE.match(text) else text
