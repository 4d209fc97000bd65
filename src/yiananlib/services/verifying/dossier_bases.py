"""By which definitions each entry of a dossier was made: those of the parents of the commit that brought it.

They are what the proof judges a commit by (:mod:`policy`). Without git there are those of today
alone, and the manifest says so by naming no commit.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import dossier
from yiananlib.model.dossier import Judged
from yiananlib.model.succession import additions
from yiananlib.services.verifying.policy import Definitions, Policy
from yiananlib.store import canonical, codec, git, kinds, layout
from yiananlib.store.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yiananlib.store.git import Blob, Change
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.source import Tree

MOST_NAMED: Final = 500
"""So many paths git is asked for by name; of more, for all that organizations keep."""


class Bases(NamedTuple):
    """Sets of definitions by name, the ``contents`` of their files by digest, and what judged what.

    ``now`` is the set as the ledger has it, with the checklist and the cases of the dossier; ``judged`` has an item
    for each entry and answer of each record, in its order.
    """

    now: str
    sets: dict[str, dict[str, str]]
    contents: dict[str, bytes]
    judged: dict[str, tuple[Judged, ...]]


class _Brought(NamedTuple):
    """The commit that brought an entry, and the ids of the rows that stood before it there."""

    commit: str
    before: frozenset[str]


def bases(ledger: Ledger, tree: Tree | None, records: Sequence[str], cases: Iterable[str]) -> Bases:
    """Return by what the entries of ``records`` are judged; ``tree`` is what the ledger is read from, in git.

    Raises:
        LedgerInvalid: a record or a definition of today cannot be read, or the clone is shallow.
    """
    sets: dict[str, dict[str, str]] = {}
    contents: dict[str, bytes] = {}
    present = [layout.CAMPAIGN, layout.CHECKLIST, *(kinds.CASE.path("", name) for name in cases)]
    present += [kinds.ORG.path(org) for org in ledger.org_names()]
    now = _kept({path: ledger.bytes_of(path) for path in present if ledger.source.exists(path)}, sets, contents)
    rows = {path: _rows(ledger, path) for path in records}
    if tree is None:
        judged = {path: tuple(Judged(entry=row.id, definitions=(now,)) for row in said) for path, said in rows.items()}
        return Bases(now, sets, contents, judged)
    if git.is_shallow(ledger.root):
        raise LedgerInvalid(
            str(ledger.root),
            _("the clone lacks the beginning of its history."),
            _("Fetch it with `git fetch --unshallow`."),
        )
    history = History(ledger.root, git.prefix(ledger.root), tree.objects)
    brought = _brought(history, tree.commit.oid, records)
    policies = _Policies(history)
    named: dict[str, tuple[str, ...]] = {}
    for commit in dict.fromkeys(one.commit for one in brought.values()):
        named[commit] = tuple(
            _kept({path: history.data(oid) for path, oid in variant.files.items()}, sets, contents)
            for variant in policies.of(commit).variants
        )

    def judge(path: str, said: Sequence[Any], index: int) -> Judged:
        row = said[index]
        one = brought[path, row.id]  # what can be read was read of some commit first
        unseen = tuple(other.id for other in said[:index] if other.id not in one.before)
        return Judged(entry=row.id, commit=one.commit, definitions=named[one.commit], unseen=unseen)

    judged = {path: tuple(judge(path, said, index) for index in range(len(said))) for path, said in rows.items()}
    return Bases(now, sets, contents, judged)


def _kept(files: Mapping[str, bytes], sets: dict[str, dict[str, str]], contents: dict[str, bytes]) -> str:
    """Keep a set of definitions, and return what it is called."""
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    contents.update((digests[path], data) for path, data in files.items())
    name = dossier.set_name(digests)
    sets[name] = digests
    return name


def _rows(ledger: Ledger, path: str) -> Sequence[Any]:
    place = layout.place(path)
    assert place is not None  # noqa: S101 - the scope names records alone
    kind = kinds.BY_NAME[place.kind]
    return kind.said(ledger.record(kind, place.org, place.name))


def _brought(history: History, tip: str, records: Sequence[str]) -> dict[tuple[str, str], _Brought]:
    """Return what brought each entry, by the path of its record and its id: the first that did."""
    wanted = frozenset(records)
    paths = records if len(records) <= MOST_NAMED else [layout.ORGS]
    commits = {oid: history.objects.commit(oid).parents for oid in git.touching(history.folder, tip, paths)}
    pairs = [(oid, parent) for oid, parents in commits.items() for parent in parents or (None,)]
    changes = git.differences(history.folder, pairs, history.within) if pairs else iter(())
    found: dict[tuple[str, str], _Brought] = {}
    for oid, parents in commits.items():
        tables = [{c.path: c for c in next(changes) if c.path in wanted} for _parent in parents or (None,)]
        for path in sorted({path for table in tables for path in table}):
            new = next(table[path].new for table in tables if path in table)
            _note(history, oid, path, new, [_old(table, path, new) for table in tables], found)
    return found


def _old(table: Mapping[str, Change], path: str, new: Blob | None) -> Blob | None:
    return table[path].old if path in table else new


def _note(
    history: History,
    commit: str,
    path: str,
    new: Blob | None,
    old: Sequence[Blob | None],
    found: dict[tuple[str, str], _Brought],
) -> None:
    """Take note of what a commit brings into a record; where it cannot be read, of nothing.

    Where it could not be read before, of what was not known from earlier commits.
    """
    place = layout.place(path)
    rows = _said(history, place, new)
    earlier = [_said(history, place, blob) for blob in old]
    for index in additions(earlier, rows):
        found.setdefault((path, rows[index].id), _Brought(commit, frozenset(row.id for row in rows[:index])))


def _said(history: History, place: layout.Place | None, blob: Blob | None) -> Sequence[Any]:
    if place is None or blob is None:
        return ()
    kind = kinds.BY_NAME[place.kind]
    try:
        return kind.said(history.record(blob.oid, place))
    except codec.Invalid:
        return ()


class _Policies:
    """What commits are judged by; of a commit's files only the campaign and the organizations are looked at."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._definitions: dict[str, Definitions] = {}
        self._found: dict[str, Mapping[str, tuple[int, str]]] = {}

    def of(self, commit: str) -> Policy:
        """Return what a commit is judged by; for the one that begins the ledger, itself."""
        parents = [p for p in self.history.objects.commit(commit).parents if self.definitions(p).is_ledger]
        sides = [self.definitions(parent) for parent in parents] or [self.definitions(commit)]
        if len(sides) == 1 or all(side.files == sides[0].files for side in sides):
            return Policy(None, sides)
        base = git.merge_base(self.history.folder, parents[0], parents[1])
        return Policy(self.definitions(base) if base is not None else None, sides)

    def definitions(self, commit: str) -> Definitions:
        """Return the campaign and the organizations of a commit."""
        if commit not in self._definitions:
            self._definitions[commit] = Definitions(self.history, self._files(commit))
        return self._definitions[commit]

    def _files(self, commit: str) -> dict[str, str]:
        top = self._below(self.history.objects.commit(commit).tree, self.history.within)
        found = {layout.CAMPAIGN: top[layout.CAMPAIGN][1]} if layout.CAMPAIGN in top else {}
        orgs = self._below(top[layout.ORGS][1], "") if layout.ORGS in top else {}
        file = layout.in_org(kinds.ORG, "")
        for org, (mode, oid) in orgs.items():
            if canonical.is_folder(mode) and layout.place(kinds.ORG.path(org)) is not None:
                there = self._below(oid, "")
                if file in there:
                    found[kinds.ORG.path(org)] = there[file][1]
        return found

    def _below(self, tree: str, within: str) -> Mapping[str, tuple[int, str]]:
        """Return what a folder holds, or the one that ``within`` it leads to; nothing where there is none."""
        if tree not in self._found:
            self._found[tree] = self.history.tree(tree).items
        here = self._found[tree]
        first, _slash, rest = within.partition("/")
        if not first:
            return here
        return self._below(here[first][1], rest) if first in here and canonical.is_folder(here[first][0]) else {}
