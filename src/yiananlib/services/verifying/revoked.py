"""Revoked is revoked: what one side brings is judged by the officers and keys of the other too.

A fork from before a change knows nothing of it, and its own definitions allow what is allowed no more. Where it comes
in, by a merge or as a branch of its own, what was recorded after the other side's officers or keys had changed is
judged by those; what was recorded before stays good.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.messages import _
from yiananlib.model import records
from yiananlib.store import codec, git, kinds, layout, trailers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yiananlib.model.org import Org
    from yiananlib.model.record import Record
    from yiananlib.services.verifying.policy import Definitions
    from yiananlib.services.verifying.signatures import Signatures
    from yiananlib.store.git import Blob
    from yiananlib.store.history import History


class Side(NamedTuple):
    """A commit with the definition files that it has."""

    oid: str
    definitions: Definitions


class Brought(NamedTuple):
    """What one side brings to another: for each path that differs, the blob of the other and what comes of it."""

    path: str
    before: Blob | None
    after: Blob | None


class Reason(NamedTuple):
    """Why something counts no more; ``path`` is the record's, or empty for a commit as a whole."""

    path: str
    message: str


def judge(
    history: History,
    signatures: Signatures,
    receiving: Side,
    bringing: Side,
    base: Definitions | None,
    brought: Sequence[Brought],
) -> Iterator[Reason]:
    """Yield what ``bringing`` has that by the officers and keys of ``receiving`` was no more to be recorded.

    ``base``: the definitions from which both sides began, None where they have no common beginning.
    """
    start = base.files if base is not None else {}
    changed = {path for path, oid in receiving.definitions.files.items() if start.get(path) != oid}
    changed |= start.keys() - receiving.definitions.files.keys()
    if not any(path == layout.SIGNERS or path.endswith("/org.toml") for path in changed):
        return
    since = _Since(history, receiving, bringing)
    yield from _entries(history, receiving, bringing, changed, brought, since)
    if receiving.definitions.signed and layout.SIGNERS in changed:
        yield from _signatures(history, signatures, receiving, bringing, since)


class _Since:
    """Asks the history of the receiving side when something began to be so; its commits are read when first asked."""

    def __init__(self, history: History, receiving: Side, bringing: Side) -> None:
        self.history = history
        self.receiving = receiving
        self.bringing = bringing
        self._versions: dict[str, list[tuple[dt.datetime, bytes]]] = {}

    def first(self, path: str, refuses: Callable[[bytes], bool]) -> dt.datetime | None:
        """Return when the first version of a definition file that ``refuses`` was committed, None for none."""
        if path not in self._versions:
            commits = git.commits(self.history.folder, [self.receiving.oid], [self.bringing.oid])
            found: list[tuple[dt.datetime, bytes]] = []
            for oid in commits:
                text = self.history.text_at(oid, path)
                if not found or found[-1][1] != text:
                    committed = self.history.objects.commit(oid).committed
                    found.append((dt.datetime.fromtimestamp(committed, dt.UTC), text))
            self._versions[path] = found
        return min((at for at, text in self._versions[path] if refuses(text)), default=None)


def _entries(
    history: History, receiving: Side, bringing: Side, changed: set[str], brought: Sequence[Brought], since: _Since
) -> Iterator[Reason]:
    own, others = bringing.definitions.orgs, receiving.definitions.orgs
    for path, before, after in brought:
        place = layout.place(path)
        kind = kinds.BY_NAME.get(place.kind) if place is not None else None
        if place is None or kind is None or kind.is_definition or after is None:
            continue
        try:
            record = history.record(after.oid, place)
            known = {row.id for row in kind.said(history.record(before.oid, place))} if before is not None else set()
        except codec.Invalid:
            continue  # it is found where it was committed
        for index, row in enumerate(kind.said(record)):
            people = dict.fromkeys(ref.partition("/")[0] for ref in (row.by, row.principal))
            orgs = [org for org in people if kinds.ORG.path(org) in changed]
            if row.id in known or not orgs or _refusal(record, place, index, own) is not None:
                continue
            for org in orgs:
                reason = _refusal(record, place, index, _with(own, org, others.get(org)))
                refuses = functools.partial(_refuses, record, place, index, own, org)
                when = since.first(kinds.ORG.path(org), refuses) if reason is not None else None
                if when is not None and row.at > when:
                    said = _("entry {id}, recorded on {day} after the officers had changed: {reason}")
                    yield Reason(path, said.format(id=row.id, day=row.at.date(), reason=reason))
                    break


def _signatures(
    history: History, signatures: Signatures, receiving: Side, bringing: Side, since: _Since
) -> Iterator[Reason]:
    keys = receiving.definitions.files.get(layout.SIGNERS)
    now = history.data(keys) if keys is not None else b""
    for oid in git.commits(history.folder, [bringing.oid], [receiving.oid]):
        commit = history.objects.commit(oid)
        named = trailers.values(commit.message, trailers.BY)
        committed = dt.datetime.fromtimestamp(commit.committed, dt.UTC)
        who = named[0] if len(named) == 1 else None
        if not commit.signed or signatures.is_good(now, oid, who, committed):
            continue

        def refuses(text: bytes, oid: str = oid, who: str | None = who, at: dt.datetime = committed) -> bool:
            return not signatures.is_good(text, oid, who, at)

        when = since.first(layout.SIGNERS, refuses)
        if when is not None and committed > when:
            yield Reason(
                "",
                _("the commit {commit} of {day} is signed with a key that had been withdrawn before").format(
                    commit=oid[:12], day=committed.date()
                ),
            )


def _with(orgs: Mapping[str, Org], name: str, other: Org | None) -> dict[str, Org]:
    """Return the organizations with the officers of one as the other side has them; its place stays."""
    found = dict(orgs)
    mine = found.pop(name, None)
    if other is not None:
        found[name] = other.model_copy(update={"parent": mine.parent}) if mine is not None else other
    return found


def _refuses(record: Any, place: layout.Place, index: int, orgs: Mapping[str, Org], name: str, text: bytes) -> bool:
    try:
        other = codec.decode_org(text) if text else None
    except codec.Invalid:
        return False
    return _refusal(record, place, index, _with(orgs, name, other)) is not None


def _refusal(record: Record[Any, Any], place: layout.Place, index: int, orgs: Mapping[str, Org]) -> str | None:
    return records.by_post(record, index, orgs)
