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
from yiananlib.store import canonical, codec, git, guard, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Problem
    from yiananlib.model.rounds import Round
    from yiananlib.model.state import State

T = TypeVar("T")

KEPT: Final = 4096
"""How many parsed records of a kind are kept; a walk needs those of a commit and its parents again."""
KEPT_FOLDERS: Final = 256


class Past:
    """The commits of a repository. ``within`` is where the ledger lies in it, empty or with a ``/`` at its end."""

    def __init__(self, folder: Path, within: str, objects: git.Objects) -> None:
        self.folder = folder
        self.within = within
        self.objects = objects
        keep: Callable[[Callable[..., T]], Callable[..., T]] = functools.lru_cache(maxsize=KEPT)
        self.problem: Callable[[str, str, str], Problem] = keep(self._problem)
        self.state: Callable[[str, str, str], State] = keep(lambda *key: fold(self.problem(*key)))
        self.round: Callable[[str], Round] = keep(lambda oid: codec.decode_round(self.data(oid)))
        self.matter: Callable[[str, str, str, str], Matter] = keep(
            lambda oid, kind, org, name: codec.decode_matter(self.data(oid), kind, org, name)
        )
        self.org: Callable[[str], Org] = keep(lambda oid: codec.decode_org(self.data(oid)))
        self.campaign: Callable[[str], Campaign] = keep(lambda oid: codec.decode_campaign(self.data(oid)))
        self.sha256: Callable[[str], str] = keep(self._sha256)
        self.tree: Callable[[str], canonical.Tree] = functools.lru_cache(maxsize=KEPT_FOLDERS)(objects.tree)

    def data(self, oid: str) -> bytes:
        """Return the content of a blob, a byte more than a record may have at most."""
        found = b""
        for piece in self.objects.pieces(oid):
            found += piece[: guard.MAX_BYTES + 1 - len(found)]
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

    def definition(self, path: str, oid: str | None) -> dict[str, Any] | None:
        """Return what a definition file says, its rows by id; None where there is none. Raise codec.Invalid."""
        if oid is None:
            return None
        if path == layout.SIGNERS:
            text = self.data(oid).decode(errors="replace")
            faults = signers.read(text)[1]
            if faults:
                said = [codec.Fault(f.line, "unreadable", f.reason, _("a key stands on one line")) for f in faults]
                raise codec.Invalid(*said)
            return dict.fromkeys(text.splitlines(), True)
        if path == layout.CAMPAIGN:
            return self.campaign(oid).plain()
        if path == layout.CHECKLIST:
            return by_id(codec.decode_checklist(self.data(oid)).plain(), "prompts")
        place = layout.place(path)
        if place is not None and place.kind == "case":
            return codec.decode_case(self.data(oid)).plain()
        return by_id(self.org(oid).plain(), "officers")

    def files(self, commit: str) -> Mapping[str, git.Blob]:
        """Return all files of the ledger in a commit."""
        return git.files_of(self.folder, commit, self.within)

    def _problem(self, oid: str, org: str, name: str) -> Problem:
        return codec.decode_problem(self.data(oid), org, name)

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for piece in self.objects.pieces(name):
            digest.update(piece)
        return digest.hexdigest()


def is_definition(path: str) -> bool:
    """Tell whether the office alone may change the file at ``path``."""
    place = layout.place(path)
    return path == layout.SIGNERS or (place is not None and place.kind in ("campaign", "checklist", "case", "org"))
