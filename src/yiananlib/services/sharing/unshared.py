"""Putting in order what is not shared yet: merging anew what a rebase moved, and signing what was not signed.

Commits are made anew with the same trees, authors and times, so that no file is touched and no record changes; what
others have is never made anew. Where the proof does not find the outcome better, all stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.services.recording import signing as signers
from yiananlib.services.verifying.proof import prove
from yiananlib.store import anew, clone, git, signing
from yiananlib.store.git import Failure

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from yiananlib.store.ledger import Ledger

_REBASED: Final = re.compile(r"\(finish\): \S+ onto ([0-9a-f]{40,64})")
_MERGED: Final = b"Merge what was rebased before older entries\n"


def merged_anew(root: Path) -> bool:
    """Merge what a rebase put before older entries, as it was before the rebase; return whether anything was."""
    head = git.revision(root, "HEAD") or ""
    branch = git.branch(root)
    if branch is None:
        return False
    moves = [move for move in clone.moves(root, branch) if _REBASED.search(move.reason)]
    made = _unrebased(root, moves, head, clone.shared(root))
    if made is None or made == head or _inserted(root, made):
        return False
    _move(root, made, head, "yian sync: merged anew")
    return True


def signed_anew(ledger: Ledger, by: str | None, day: dt.date) -> int:
    """Sign what is not shared and not signed, where the campaign demands it; return how many commits were made anew.

    Raises:
        UsageProblem: there is no key to sign with.
        WriteFailed: git did not do it.
    """
    root = ledger.root
    if not signing.demanded(ledger):
        return 0
    head = git.revision(root, "HEAD") or ""
    commits = git.commits(root, [head], clone.shared(root))
    with git.Objects(root) as objects:
        unsigned = frozenset(oid for oid in commits if not objects.commit(oid).signed)
    if not unsigned:
        return 0
    missing = signers.lacking(ledger, by, day)
    if missing is not None:
        raise UsageProblem(
            _("{missing} Then `yian sync` signs the {n} commits that are neither signed nor shared.").format(
                missing=missing, n=len(unsigned)
            )
        )
    names = anew.remake(root, commits, {}, sign=unsigned)
    if isinstance(names, Failure):
        raise WriteFailed(
            _("Unshared commits could not be signed ({reason}). Your records are kept here; try again.").format(
                reason=names.reason
            )
        )
    _move(root, names.get(head, head), head, "yian sync: signed")
    return len(names)


def _unrebased(root: Path, moves: list[clone.Move], tip: str, shared: list[str]) -> str | None:
    """Return what ``tip`` would be if what was rebased had been merged; None where no rebase harmed it."""
    own = git.commits(root, [tip], shared)
    for place, move in enumerate(moves):
        found = _REBASED.search(move.reason)
        onto = found[1] if found is not None else ""
        if move.after not in own or git.revision(root, move.before) is None or not _inserted(root, move.after, onto):
            continue
        before = _unrebased(root, moves[place + 1 :], move.before, shared) or move.before
        made = anew.commit(root, move.after, [before, onto], sign=anew.is_signed(root, move.after), message=_MERGED)
        if isinstance(made, Failure):
            return None
        names = anew.remake(root, git.commits(root, [tip], [move.after, *shared]), {move.after: made})
        return None if isinstance(names, Failure) else names.get(tip, tip)
    return None


def _inserted(root: Path, tip: str, start: str | None = None) -> bool:
    """Tell whether entries stand before older ones in what is not shared, or was made since ``start``."""
    exclude = [start] if start is not None else clone.shared(root)
    findings = prove(root, tip, None, lambda _done, _total: None, without=exclude).findings
    return any(f.code.startswith("entry-") and f.level is Level.ERROR for f in findings)


def _move(root: Path, new: str, old: str, reason: str) -> None:
    failure = anew.moved_to(root, new, old, reason)
    if failure is not None:
        raise WriteFailed(
            _("The branch could not be moved ({reason}). Your records are kept here; try again.").format(
                reason=failure.reason
            )
        )
