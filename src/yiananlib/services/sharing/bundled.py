"""What becomes of a whole ledger that is brought in: which of its files are new, which say more, which contradict."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yiananlib.model.finding import Finding


class Outcome(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    EXTENDED = "extended"
    """The record is here, and gets the entries that it lacks."""

    SAME = "same"
    AHEAD = "ahead"
    """The record here has all of it, and more."""

    MISSING = "missing"
    """A supporting file that was named and not taken along, and is not here either."""

    LEFT = "left"
    """A supporting file that nothing names which is brought in: it is left aside."""

    CONFLICT = "conflict"
    """It says something else here."""


class BundledFile(NamedTuple):
    """A file and what becomes of it: ``rows`` are the entries that are added, ``said`` why it cannot be."""

    path: str
    kind: str
    outcome: Outcome
    rows: int = 0
    said: str = ""


class Bundled(NamedTuple):
    """What becomes of a ledger that was exported.

    Attributes:
        folder: the ledger it is brought into.
        begins: it is a new one.
        files: what becomes of each, in their order.
        findings: why it may not be recorded though no file contradicts: errors that `verify` would find then.
        applied: it was recorded, or is there already.
        uncommitted: why git did not commit it, or None.
    """

    folder: Path
    begins: bool
    files: tuple[BundledFile, ...]
    findings: tuple[Finding, ...] = ()
    applied: bool = False
    uncommitted: str | None = None
    rejects: None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many files have each outcome."""
        found = Counter(file.outcome for file in self.files)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many files there are of each kind, in the order in which they came."""
        return Counter(file.kind for file in self.files)

    @property
    def in_error(self) -> bool:
        """Whether it cannot be recorded as it is."""
        return bool(self.findings) or any(file.outcome is Outcome.CONFLICT for file in self.files)
