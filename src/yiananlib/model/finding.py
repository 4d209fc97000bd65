"""A finding of ``verify``: what is wrong, where, and what to do. A value, not an exception."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """``error``: the ledger is not in order. ``warning``: it is, but somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """``file`` is relative to the ledger with ``/``; ``line`` counts from 1, 0 for the file as a whole."""

    file: str
    line: int
    code: str
    message: str
    remedy: str = ""
    level: Level = Level.ERROR
