"""What of a ledger git has already: its entries are judged by the proof, by the officers and the tree of their day.

Plain ``verify`` judges what is not committed yet by those of today.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model import authority
from yiananlib.model.finding import Level
from yiananlib.store import codec, git, layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.org import Org
    from yiananlib.store.git import Blob
    from yiananlib.store.ledger import Ledger

_HEADS: Final = ("HEAD", "MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD")
"""The commits that what is on the disk comes from; all but the first while git is in the middle of something."""


class Committed:
    """The entries and answers of a ledger that a commit has. git is asked when the first is doubted, and not before."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._rows: dict[tuple[str, str], list[Any]] = {}

    def level(
        self, by: str, orgs: Mapping[str, Org], path: str, data: bytes, index: int, table: str = "entries"
    ) -> Level | None:
        """Return how grave it is that today ``by`` might not make an entry; None where the proof alone judges it.

        Args:
            by: who made it. An officer who is not there at all is an error at any time: posts end, they stay listed.
            orgs: the organizations of today.
            path: the file of its record.
            data: what the file says.
            index: of the entry or answer.
            table: what they are called in the file.
        """
        if authority.actor(by, orgs) is None:
            return Level.ERROR
        if self.has(path, data, index, table):
            return None
        # without git nothing tells what was so when it was recorded
        return Level.ERROR if self._trees else Level.WARNING

    def has(self, path: str, data: bytes, index: int, table: str = "entries") -> bool:
        """Tell whether git has an entry or answer as the file says it."""
        if self.ledger.given_source is not None:
            return True
        blobs = {tree[path].oid for tree in self._trees if path in tree}
        if any(_blob_name(data, len(oid)) == oid for oid in blobs):
            return True
        rows = _rows(data, table)[index : index + 1] if blobs else []
        return any(row in self._read(oid, table) for oid in blobs for row in rows)

    @cached_property
    def _trees(self) -> list[dict[str, Blob]]:
        root = self.ledger.root
        if not git.is_work_tree(root.absolute()):
            return []
        commits = [oid for name in _HEADS if (oid := git.revision(root, name)) is not None]
        trees = [git.files_of(root, oid, git.prefix(root)) for oid in commits]
        return [tree for tree in trees if layout.CAMPAIGN in tree]

    def _read(self, oid: str, table: str) -> list[Any]:
        if (oid, table) not in self._rows:
            self._rows[oid, table] = _rows(git.content(self.ledger.root, oid), table)
        return self._rows[oid, table]


def how_to_mend(*, known: bool) -> str:
    """Return what to do about an entry whose officer may not have made it; ``known``: whether there is such one."""
    if known:
        return _(
            "have it recorded by somebody who may; `yian verify --history` judges by what was so at the time of"
            " recording"
        )
    return _("put the officer back into org.toml, with `until` if the post has ended")


def _rows(data: bytes, table: str) -> list[Any]:
    try:
        found = codec.values(data)[1]
    except codec.Invalid:
        return []
    rows = found.get(table, [])
    return rows if isinstance(rows, list) else []


def _blob_name(data: bytes, length: int) -> str:
    """Return what git calls a file of that content, in a repository whose names have ``length`` digits."""
    digest = hashlib.sha256() if length == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()
