"""Handing on a whole ledger, so that other programs can read it and a ledger can be made of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib import __version__
from yiananlib.services.calendar import day_of
from yiananlib.store import bundle, clone, git, layout
from yiananlib.store.bundle_files import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.store.ledger import Ledger


def pieces(ledger: Ledger, form: str, *, evidence: bool) -> Iterator[str]:
    """Yield the text of a ledger in a form of ``store.bundle_files.FORMS``; the same ledger gives the same.

    Raises:
        LedgerInvalid: a file of it cannot be read; what was yielded is then not the whole, and says so by its end.
        UsageProblem: a supporting file is too large to be taken along.
    """
    return FORMS[form].write(_header(ledger, evidence=evidence), bundle.items(ledger, evidence=evidence))


def _header(ledger: Ledger, *, evidence: bool) -> dict[str, Any]:
    campaign = ledger.campaign()
    commit = _commit(ledger)
    return {
        "format": bundle.FORMAT,
        "version": bundle.VERSION,
        "yian": __version__,
        "campaign": campaign.name,
        "commit": commit.oid if commit is not None else None,
        "day": day_of(commit, campaign.timezone).isoformat() if commit is not None else None,
        "evidence": evidence,
    }


def _commit(ledger: Ledger) -> git.Commit | None:
    """Return the commit that says what the ledger does; None where none does."""
    root = ledger.root
    if not (git.is_work_tree(root.absolute()) and git.has_repository(root)):
        return None
    head = git.revision(root, "HEAD")
    if head is None or layout.CAMPAIGN not in git.files_of(root, head, git.prefix(root)):
        return None
    if any(layout.place(path) is not None or path == layout.SIGNERS for path in clone.uncommitted(root)):
        return None
    with git.Objects(root) as objects:
        return objects.commit(head)
