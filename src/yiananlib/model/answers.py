"""What a unit answers besides rectifying: that it objects (异议), and that it waits for another (需协调事项).

Neither moves the problem, and no clock stops for either. What may follow what, while an objection is undecided and a
block is open, is said here; :mod:`folding` asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from pydantic import Field

from yiananlib.messages import _
from yiananlib.model.base import FilledText, Name, RecordId, Remark, Sheet, Stamped
from yiananlib.model.vocabulary import OVER, Follow, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILES: Final = 99
"""How many files an objection may rest on."""


FOLLOWED: Final = frozenset(["voided", "amended", "transferred"])
"""The kinds of entries of which one does what was upheld."""


class Contested(Stamped):
    """The head of the unit objects to the problem; ``evidence`` are the files that it rests on."""

    kind: Literal["contested"] = "contested"
    reason: FilledText
    evidence: Annotated[tuple[Sheet, ...], Field(max_length=_FILES)] = ()


class ContestUpheld(Stamped):
    """An objection (``contest`` is its entry's id) was upheld; ``then`` is what the office does next."""

    kind: Literal["contest-upheld"] = "contest-upheld"
    contest: RecordId
    then: Follow
    opinion: FilledText


class ContestDismissed(Stamped):
    """An objection was dismissed; the problem stands."""

    kind: Literal["contest-dismissed"] = "contest-dismissed"
    contest: RecordId
    opinion: FilledText


class Blocked(Stamped):
    """The unit cannot go on until ``org``, another organization, has done what it ``needs``."""

    kind: Literal["blocked"] = "blocked"
    org: Name
    needs: FilledText


class BlockCleared(Stamped):
    """What a unit waited for (``block`` is its entry's id) is there, or is needed no more."""

    kind: Literal["block-cleared"] = "block-cleared"
    block: RecordId
    note: Remark = None


Answer = Contested | ContestUpheld | ContestDismissed | Blocked | BlockCleared


KINDS: Final = ("contested", "contest-upheld", "contest-dismissed", "blocked", "block-cleared")


class Block(NamedTuple):
    """A block, and the index of the entry that ended it: that cleared it, or closed or voided the problem."""

    entry: int
    blocked: Blocked
    ended: int | None = None


class Answers:
    """What a unit has answered so far, while entries are folded; mutable, and used by :mod:`folding` alone.

    ``contests`` are the objections and what was decided of them, ``contest`` is the undecided one, ``upheld`` a
    decision that nothing has followed yet; ``blocks`` is what was waited for.
    """

    def __init__(self, org: str) -> None:
        self.org = org
        self.contests: list[Contested | ContestUpheld | ContestDismissed] = []
        self.contest: Contested | None = None
        self.upheld: ContestUpheld | None = None
        self.blocks: list[Block] = []

    def objection(self, entry: Answer) -> str | None:
        """Return why ``entry`` may not follow, in the reader's language; None where it may."""
        match entry:
            case Contested():
                return self._undecided()
            case ContestUpheld() | ContestDismissed():
                return self._not_decidable(entry)
            case Blocked():
                return self._not_blocked(entry)
            case BlockCleared():
                return self._not_clearable(entry)

    def take(self, entry: Answer, index: int) -> None:
        """Let an entry that may follow take effect; ``index`` is its place."""
        match entry:
            case Contested():
                self.contests.append(entry)
                self.contest = entry
            case ContestUpheld():
                self.contests.append(entry)
                self.contest, self.upheld = None, entry
            case ContestDismissed():
                self.contests.append(entry)
                self.contest = None
            case Blocked():
                self.blocks.append(Block(index, entry))
            case BlockCleared():
                self._end(index, entry.block)

    def settle(self, kind: str, after: Status, index: int) -> None:
        """End what an entry of that kind, at ``index``, ends: whatever is open where the problem is done with."""
        if kind in FOLLOWED:
            self.upheld = None
        if after in OVER:
            self.contest = self.upheld = None
            self._end(index)

    def _undecided(self) -> str | None:
        if self.contest is None:
            return None
        return _("the objection of {day} is not yet decided").format(day=self.contest.on)

    def _not_decidable(self, entry: ContestUpheld | ContestDismissed) -> str | None:
        if self.contest is None or self.contest.id != entry.contest:
            return _("there is no undecided objection {id}").format(id=entry.contest)
        if entry.on < self.contest.on:
            return _("its day {on} is before {day}, the day of the objection").format(on=entry.on, day=self.contest.on)
        return None

    def _not_blocked(self, entry: Blocked) -> str | None:
        if entry.org == self.org:
            return _("{org} is the problem's own organization; name the one that it waits for").format(org=entry.org)
        open_ = next((b.blocked for b in self.blocks if b.ended is None and b.blocked.org == entry.org), None)
        if open_ is not None:
            return _("it has waited for {org} since {day}; clear that first").format(org=entry.org, day=open_.on)
        return None

    def _not_clearable(self, entry: BlockCleared) -> str | None:
        found = opened(self.blocks, entry.block)
        if found is None:
            return _("there is no open block {id}").format(id=entry.block)
        if entry.on < found.on:
            return _("its day {on} is before {day}, the day of the block").format(on=entry.on, day=found.on)
        return None

    def _end(self, index: int, name: str | None = None) -> None:
        """End the block of that id, or all that are open."""
        for place, block in enumerate(self.blocks):
            if block.ended is None and name in (None, block.blocked.id):
                self.blocks[place] = block._replace(ended=index)


def opened(blocks: Sequence[Block], name: str) -> Blocked | None:
    """Return the block of that id that is open, None where there is none."""
    return next((b.blocked for b in blocks if b.ended is None and b.blocked.id == name), None)
