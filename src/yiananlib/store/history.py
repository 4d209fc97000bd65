"""Records as commits have them, for a walk over many commits: each blob is read and parsed once."""

from __future__ import annotations

import contextlib
import functools
import hashlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from yiananlib.messages import _
from yiananlib.model import signers
from yiananlib.model.lifecycle import fold
from yiananlib.model.succession import by_id
from yiananlib.store import canonical, codec, git, guard, kinds, layout
from yiananlib.store.layout import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.store.kinds import RecordKind

T = TypeVar("T")

KEPT: Final = 4096
"""How many parsed records of a kind are kept; a walk needs those of a commit and its parents again."""
KEPT_FOLDERS: Final = 256


class History:
    """The commits of a repository. ``within`` is where the ledger lies in it, empty or with a ``/`` at its end."""

    def __init__(self, folder: Path, within: str, objects: git.Objects) -> None:
        self.folder = folder
        self.within = within
        self.objects = objects
        keep: Callable[[Callable[..., T]], Callable[..., T]] = functools.lru_cache(maxsize=KEPT)
        self._read = {row.name: keep(self._reader(row)) for row in kinds.ALL}
        self.state: Callable[[str, str, str], State] = keep(lambda *key: fold(self.problem(*key)))
        self.sha256: Callable[[str], str] = keep(self._sha256)
        self.tree: Callable[[str], canonical.Tree] = functools.lru_cache(maxsize=KEPT_FOLDERS)(objects.tree)

    def data(self, oid: str) -> bytes:
        """Return the content of a blob, a byte more than a record may have at most."""
        found = b""
        for piece in self.objects.pieces(oid):
            found += piece[: guard.MAX_BYTES + 1 - len(found)]
        return found

    def record(self, oid: str, place: Place) -> Any:
        """Return the record in a blob; raise codec.Invalid."""
        return self._read[place.kind](oid, place.org, place.name)

    def problem(self, oid: str, org: str, name: str) -> Problem:
        """Return the problem in a blob; raise codec.Invalid."""
        found: Problem = self.record(oid, Place(kinds.PROBLEM.name, org, name))
        return found

    def org(self, oid: str) -> Org:
        """Return the organization in a blob; raise codec.Invalid."""
        found: Org = self.record(oid, Place(kinds.ORG.name))
        return found

    def campaign(self, oid: str) -> Campaign:
        """Return the campaign in a blob; raise codec.Invalid."""
        found: Campaign = self.record(oid, Place(kinds.CAMPAIGN.name))
        return found

    def at(self, commit: str, path: str) -> str | None:
        """Return the SHA-256 of the file at ``path`` in a commit, or None where there is none."""
        try:
            return self._sha256(f"{commit}:{self.within}{path}")
        except KeyError:
            return None

    def has(self, commit: str, path: str) -> bool:
        """Tell whether a commit has a file at ``path``."""
        return self.at(commit, path) is not None

    def text_at(self, commit: str, path: str) -> bytes:
        """Return the content of the file at ``path`` in a commit; nothing where there is none."""
        with contextlib.suppress(KeyError):
            return self.data(f"{commit}:{self.within}{path}")
        return b""

    def signed_at(self, commit: str) -> bool:
        """Tell whether the campaign of a commit demands signatures; not where it cannot be read."""
        try:
            return codec.decode_campaign(self.text_at(commit, layout.CAMPAIGN)).git.signed
        except codec.Invalid:
            return False

    def definition(self, path: str, oid: str | None) -> dict[str, Any] | None:
        """Return what a definition file says, its rows by id; None where there is none. Raise codec.Invalid."""
        if oid is None:
            return None
        if path == layout.SIGNERS:
            text = self.data(oid).decode(errors="replace")
            faults = signers.read(text)[1]
            if faults:
                said = [
                    codec.Fault(f.line, "unreadable", f.reason, _("a key must be on a single line")) for f in faults
                ]
                raise codec.Invalid(*said)
        place = layout.place(path)
        if place is None:  # a list of lines
            return dict.fromkeys(self.data(oid).decode(errors="replace").splitlines(), True)
        return by_id(self.record(oid, place).plain(), kinds.BY_NAME[place.kind].rows)

    def files(self, commit: str) -> Mapping[str, git.Blob]:
        """Return all files of the ledger in a commit."""
        return git.files_of(self.folder, commit, self.within)

    def _reader(self, row: RecordKind) -> Callable[[str, str, str], Any]:
        return lambda oid, org, name: row.decode(self.data(oid), org, name)

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for piece in self.objects.pieces(name):
            digest.update(piece)
        return digest.hexdigest()


def is_definition(path: str) -> bool:
    """Tell whether the office alone may change the file at ``path``."""
    place = layout.place(path)
    if place is None:
        return path in (layout.SIGNERS, layout.ATTRIBUTES)
    return place.kind in kinds.BY_NAME and kinds.BY_NAME[place.kind].is_definition
