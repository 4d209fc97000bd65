"""Reading during an unfinished merge: files in conflict are read in their local state, without the others' changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.store import layout, repository

if TYPE_CHECKING:
    from yiananlib.store.ledger import Ledger


def readable(ledger: Ledger) -> tuple[Ledger, tuple[str, ...]]:
    """Return the ledger for reading only, with the files in conflict as this side has them, and their names.

    A record that somebody settled by hand, and one that is not unmerged, is read as it is.

    Raises:
        LedgerInvalid: git gave no answer.
    """
    if ledger.given_source is not None or repository.amid(ledger.root.absolute()) is None:
        return ledger, ()
    from yiananlib.store import clone, git, merging  # nothing collides, as a rule

    found: dict[str, bytes] = {}
    names = []
    with git.Objects(ledger.root) as objects:
        for path, stages in clone.unmerged(ledger.root).items():
            place, blob = layout.place(path), stages.get(2) or stages.get(3)
            if place is None or blob is None or not merging.has_markers(_there(ledger, path)):
                continue
            found[path] = objects.read(blob.oid)
            names.append("/".join(part for part in (place.org, place.name) if part) or path)
    return (ledger.overlaid(found) if found else ledger), tuple(names)


def _there(ledger: Ledger, path: str) -> bytes:
    try:
        return ledger.bytes_of(path)
    except FileNotFoundError:
        return b""
