"""Handing on a whole ledger, so that other programs can read it and a ledger can be made of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib import __version__
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.public import HEADS, Reader
from yiananlib.services.reading.calendar import day_of
from yiananlib.services.reading.publishing import settle
from yiananlib.store import bundle, clone, git, headway, inert, kinds, layout
from yiananlib.store.bundle import Item
from yiananlib.store.bundle_files import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.store.layout import Place
    from yiananlib.store.ledger import Ledger


def pieces(ledger: Ledger, form: str, *, evidence: bool = False, public: bool = False) -> Iterator[str]:
    """Yield the text of a ledger in a form of ``store.bundle_files.FORMS``; the same ledger gives the same.

    What is ``public`` holds the records that have a public form, and of them that form; nothing is made of it again.

    Raises:
        LedgerInvalid: a file of it cannot be read; what was yielded is then not the whole, and says so by its end.
        UsageProblem: a supporting file is too large to be taken along, or is asked for in a public version.
        AnswerNo: a text that would be public has something personal in it; likewise.
    """
    if not public:
        return FORMS[form].write(_header(ledger, evidence=evidence), bundle.items(ledger, evidence=evidence))
    if evidence:
        raise UsageProblem(_("No supporting file is public; omit --evidence or --public."))
    there = list(bundle.places(ledger.source))
    told = [(path, place) for path, place in there if place.kind in HEADS]
    header = {"public": True, **_header(ledger, evidence=False), "commit": None, "left_out": len(there) - len(told)}
    return FORMS[form].write(header, _public(ledger, told))


def _public(ledger: Ledger, there: Sequence[tuple[str, Place]]) -> Iterator[Item]:
    """Yield the public form of records; neither their digests nor their texts, which tell more."""
    reader = Reader()
    for path, place in headway.over(there):
        ref = "/".join(filter(None, (place.org, place.name))) or path
        shown = reader.record(place.kind, ref, ledger.record(kinds.BY_NAME[place.kind], place.org, place.name))
        yield Item(path, place.kind, place.org or None, place.name or None, None, record=bundle.as_json(shown))
    settle(reader)


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
    pending = clone.uncommitted(root, inert.settings(root))
    if any(layout.place(path) is not None or path == layout.SIGNERS for path in pending):
        return None
    with git.Objects(root) as objects:
        return objects.commit(head)
