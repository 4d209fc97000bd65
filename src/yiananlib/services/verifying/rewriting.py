"""Noticing that history was rewritten: a commit that others had, or that was long proven, is gone.

What was not shared may be amended, reset, rebased or undone by who recorded it; that is everyday work.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.finding import Finding
from yiananlib.store import clone, git
from yiananlib.store.proof_cache import Trail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTLED: Final = dt.timedelta(days=1)
"""How long after a commit was proven it may still be undone in a ledger that is shared with nobody."""


class Rewriting:
    """The current branch, compared with what is remembered about it.

    Args:
        folder: the ledger.
        branch: its full name.
        head: its commit.
        root: the commit its history begins with, which distinguishes a recreated folder from a rewritten history.
        trail: what is remembered about the branch, or None.
        now: the current time; if None, nothing ages.
    """

    def __init__(
        self, folder: Path, branch: str, head: str, root: str, trail: Trail | None, now: dt.datetime | None
    ) -> None:
        self.folder = folder
        self.branch = branch
        self.head = head
        self.root = root
        self.trail = trail or Trail(root, (), ())
        self.now = now
        self.tracking = clone.tracking(folder, branch)
        self.gone = next(self._gone(), None)

    def findings(self) -> Iterator[Finding]:
        """Yield the alarm, where there is one."""
        if self.gone is not None:
            yield Finding(
                self.branch.removeprefix("refs/heads/"),
                0,
                "rewritten",
                _("{commit} was once shared or proven, but is no longer in the history").format(commit=self.gone[:12]),
                _(
                    "find out who forced a push, and merge the lost commits from a clone that has them; if"
                    " everybody agrees to give them up, `yian verify --history --anew` starts from what is"
                    " there"
                ),
            )

    def followed(self) -> Trail:
        """Return what is to be remembered now; while there is an alarm, what was."""
        if self.gone is not None:
            return self.trail
        proven = [(oid, at) for oid, at in self.trail.proven if oid != self.head and not self._lost(oid)]
        old = [item for item in proven if self._is_old(item[1])]
        young = [item for item in proven if not self._is_old(item[1])]
        again = next(((oid, at) for oid, at in self.trail.proven if oid == self.head), None)
        newest = [again] if again is not None else [(self.head, self.now)] if self.now is not None else []
        return Trail(
            self.root, (*old[-1:], *young, *newest), tuple(sorted(set(self.tracking.values()))) or self.trail.held
        )

    def _gone(self) -> Iterator[str]:
        """Yield the commits that should be there and are not."""
        if not clone.remotes(self.folder):
            yield from (oid for oid, at in self.trail.proven if self._is_old(at) and self._lost(oid))
            return
        yield from filter(self._lost, self.trail.held)
        tips = [oid for oid, _at in self.trail.proven if self._lost(oid)]
        if not tips:
            return
        # shared after the last proof, by a push of which nothing is remembered
        moves = (move for name in self.tracking for move in clone.moves(self.folder, name))
        for oid in dict.fromkeys(oid for move in moves for oid in (move.before, move.after)):
            if oid.strip("0") and self._lost(oid) and any(self._leads_to(oid, tip) for tip in tips):
                yield oid

    def _is_old(self, at: dt.datetime) -> bool:
        return self.now is not None and self.now - at > SETTLED

    def _lost(self, oid: str) -> bool:
        """Tell whether a commit is neither in the history nor in what is shared of it."""
        if git.revision(self.folder, oid) is None:
            return self.trail.root == self.root  # of another beginning it is another ledger in the same place
        return not any(self._leads_to(oid, tip) for tip in (self.head, *self.tracking.values()))

    def _leads_to(self, oid: str, tip: str) -> bool:
        return oid == tip or git.merge_base(self.folder, oid, tip) == oid
