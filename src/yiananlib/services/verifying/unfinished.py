"""What commands that were stopped left behind, and what git has not committed, as ``verify`` names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.finding import Finding, Level
from yiananlib.store import committed, journal, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


def batch(root: Path, standing: Mapping[str, journal.Listed]) -> Iterator[Finding]:
    """Yield that several files were begun as one and are not finished, where it is so."""
    if standing:
        said = _("a command was interrupted while writing {n} files, or is still writing them; none of them count yet")
        remedy = (
            _("it is complete: the next recording command makes it count")
            if journal.is_whole(root, standing.values())
            else _("it is incomplete: the next recording command undoes it")
        )
        yield Finding(layout.JOURNAL, 0, "unfinished", said.format(n=len(standing)), remedy, Level.WARNING)


def uncommitted(root: Path, paths: Iterable[str]) -> Iterator[Finding]:
    """Yield which of the ledger's files are not in git's last commit as they are here; nothing outside git."""
    for path in committed.missing(root, paths):
        said = _("git has not committed its current state")
        yield Finding(
            path,
            0,
            "uncommitted",
            said,
            _("`yian sync` commits it; if the ledger is not shared, use git"),
            Level.WARNING,
        )
