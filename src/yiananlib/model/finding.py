"""A finding of ``verify``: what is wrong, where, and what to do. A value, not an exception."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """``error``: the ledger is not in order. ``warning``: it is, but somebody should look."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """``file`` is relative to the ledger with ``/``; ``line`` counts from 1, 0 for the file as a whole."""

    file: str
    line: int
    code: str
    message: str
    remedy: str = ""
    level: Level = Level.ERROR
