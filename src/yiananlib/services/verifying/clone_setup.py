"""Whether a clone is set up for the ledger in it: git merges and compares its records as what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.store import clone, git, kinds

if TYPE_CHECKING:
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger


def missing(ledger: Ledger) -> list[RecordKind]:
    """Return the kinds of records that git would not treat here as it should."""
    found = clone.attributes(ledger.root, list(kinds.ATTRIBUTES), [kind.sample for kind in kinds.ALL])
    return [kind for kind in kinds.ALL if found[kind.sample] != kinds.ATTRIBUTES]


def is_set_up(ledger: Ledger) -> bool:
    """Tell whether merges go as they should here; a ledger without git or without remotes has none to make."""
    if not git.is_work_tree(ledger.root.absolute()):
        return True
    found = clone.settings(ledger.root, rf"^(merge\.{kinds.DRIVER}\.driver|remote\..*\.url)$")
    return not found or (f"merge.{kinds.DRIVER}.driver" in found and not missing(ledger))
