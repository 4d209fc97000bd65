"""一案一档: what is recorded of problems, and by what it was judged, as one file that speaks for itself.

What is committed is taken, by the bytes that git has; where the ledger is not in git, the files as they are. The same
ledger gives the same bytes: nothing is taken from a clock, and nothing depends on who asks.
"""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from yiananlib import __version__
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.messages import _
from yiananlib.model import dossier
from yiananlib.model.dossier import DEFINITIONS, MANIFEST, RECORDS, File, Manifest, Role
from yiananlib.services.reading.calendar import day_of
from yiananlib.services.reading.publishing import published
from yiananlib.services.verifying.dossier_bases import bases
from yiananlib.services.verifying.dossier_scope import scope
from yiananlib.services.verifying.dossier_story import ledger_of, story
from yiananlib.store import git, headway, kinds, layout, packing
from yiananlib.store.ledger import at_revision
from yiananlib.store.packing import Part
from yiananlib.store.source import Tree

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from yiananlib.model.base import Sheet
    from yiananlib.model.entries import Evidenced
    from yiananlib.services.verifying.dossier_scope import Asked
    from yiananlib.services.verifying.dossier_story import Story
    from yiananlib.store.ledger import Ledger

    Pages = Callable[[Story], Mapping[str, bytes]]
    """Writes the pages of a dossier: the bytes of each by its name."""


class Dossier(NamedTuple):
    """A dossier that can be written as long as the ledger is open; ``sha256`` is the digest of its manifest."""

    manifest: Manifest
    sha256: str
    parts: tuple[Part, ...]


@contextmanager
def made(
    ledger: Ledger, asked: Asked, pages: Pages, rev: str | None = None, *, public: bool = False
) -> Iterator[Dossier]:
    """Make the requested dossier, to be written within the block.

    Args:
        ledger: the ledger.
        asked: what it is to be of.
        pages: see :data:`Pages`.
        rev: the commit that it is taken from; None for what is there, which must be committed where it is in git.
        public: include only the digests of records, evidence and definitions, and pages that the public may read.

    Raises:
        UsageProblem, NoSuchRecord, Ambiguous: what is asked for, or the commit, is not there.
        LedgerInvalid: a record cannot be read, evidence is not what was recorded, or a record is not committed.
        AnswerNo: a text that would be public has something personal in it.
    """
    if rev is None and (git.revision(ledger.root, "HEAD") is None):
        yield _made(ledger, ledger, asked, pages, public=public)
        return
    with at_revision(ledger, rev or "HEAD") as there:
        if not there.source.exists(layout.CAMPAIGN):
            if rev is not None:
                raise UsageProblem(_("There was no ledger at {rev}.").format(rev=rev))
            yield _made(ledger, ledger, asked, pages, public=public)
            return
        yield _made(there, ledger if rev is None else None, asked, pages, public=public)


def _made(ledger: Ledger, disk: Ledger | None, asked: Asked, pages: Pages, *, public: bool) -> Dossier:
    """Make a dossier of ``ledger``; ``disk`` is the folder, which must say the same."""
    tree = ledger.source if isinstance(ledger.source, Tree) else None
    if tree is not None and disk is not None:
        _check_committed(disk, scope(disk, asked).records, tree)
    of = scope(ledger, asked)
    by = bases(ledger, tree, of.records, of.cases)
    campaign = ledger.campaign()
    many = len(of.records) + len(of.evidence)
    own = itertools.chain(
        (_of_ledger(ledger, path) for path in of.records),
        (_evidence(ledger, path, entry) for path, entry in sorted(of.evidence.items())),
    )
    parts = [
        *headway.of(own, many),
        *(packing.part(f"{DEFINITIONS}{sha256}.toml", data) for sha256, data in sorted(by.contents.items())),
    ]
    day = day_of(tree.commit, campaign.timezone) if tree is not None else _last_day(ledger, of.records)
    whole = Manifest(
        written_by=__version__,
        campaign=campaign.name,
        problems=of.problems,
        org=asked.org,
        case=asked.case,
        day=day,
        commit=tree.commit.oid if tree is not None else None,
        now=by.now,
        sets=by.sets,
        judged=by.judged,
        files=dossier.in_order(_file(part, of.records) for part in parts),
    )
    held = {part.name: part for part in parts}
    told = story(ledger_of(whole, str(ledger.root), lambda name: held[name].pieces()), whole)
    found = _with_pages(whole, whole.files, parts, pages(told))
    if not public:
        return found
    said = {"public": True, "case": None}
    units = {code: name for code, name in told.setting.names.items() if "/" not in code}
    told = published(told._replace(manifest=whole.model_copy(update=said)), units)
    less = Manifest.model_validate(dict(whole) | said | {"whole": found.sha256, "judged": {}, "sets": {}})
    kept = [File(role=f.role, sha256=f.sha256, size=f.size, left_out=True) for f in whole.files]
    return _with_pages(less, kept, (), pages(told))


def _with_pages(
    manifest: Manifest, files: Iterable[File], parts: Iterable[Part], pages: Mapping[str, bytes]
) -> Dossier:
    written = [packing.part(name, data) for name, data in pages.items()]
    named = [File(path=one.name, role=Role.PAGE, sha256=one.measure.sha256, size=one.measure.size) for one in written]
    manifest = Manifest.model_validate(dict(manifest) | {"files": dossier.in_order([*named, *files])})
    data = dossier.encode(manifest)
    return Dossier(manifest, dossier.digest(data), (packing.part(MANIFEST, data), *written, *parts))


def _check_committed(disk: Ledger, records: Sequence[str], tree: Tree) -> None:
    for path in records:
        there = tree.read(path) if tree.exists(path) else None
        if disk.bytes_of(path) != there:
            raise LedgerInvalid(
                path,
                _("it has uncommitted changes."),
                _("Commit it with `yian sync`, or use the committed state with --rev HEAD."),
            )


def _of_ledger(ledger: Ledger, path: str) -> Part:
    return packing.part(f"{RECORDS}{path}", ledger.bytes_of(path))


def _evidence(ledger: Ledger, path: str, entry: Evidenced | Sheet) -> Part:
    """Return a supporting file, which must be what was recorded; it is read piece by piece."""
    try:
        if layout.place(path) is None:
            raise FileNotFoundError(path)
        measure = packing.measure(ledger.source.pieces(path))
    except FileNotFoundError:
        raise LedgerInvalid(
            path, _("the evidence is missing."), _("Restore it; `yian verify` finds all such files.")
        ) from None
    if measure.sha256 != entry.sha256:
        raise LedgerInvalid(
            path,
            _("the evidence is not what was recorded."),
            _("Restore it from git; `yian verify` finds all such files."),
        )
    return Part(f"{RECORDS}{path}", measure, lambda: ledger.source.pieces(path))


def _file(part: Part, records: Sequence[str]) -> File:
    path = part.name.removeprefix(RECORDS)
    if path in records:
        role = Role.RECORD
    elif path != part.name:
        role = Role.EVIDENCE
    else:
        role = Role.DEFINITION if part.name.startswith(DEFINITIONS) else Role.PAGE
    return File(path=part.name, role=role, sha256=part.measure.sha256, size=part.measure.size)


def _last_day(ledger: Ledger, records: Sequence[str]) -> dt.date:
    """Return the day on which the last of the entries and answers was recorded."""
    places = [(place, kinds.BY_NAME[place.kind]) for path in records if (place := layout.place(path)) is not None]
    rows = (row for place, kind in places for row in kind.said(ledger.record(kind, place.org, place.name)))
    last: dt.date = max(row.recorded for row in rows)
    return last
