"""What a problem's entries amount to: values that ``lifecycle`` folds and everything else reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.model import recurring
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from yiananlib.model.answers import Block, ContestDismissed, Contested, ContestUpheld
    from yiananlib.model.entries import (
        CarriedOver,
        Closed,
        Endorsed,
        Entry,
        Evidenced,
        ExtensionRequested,
        LookedBack,
        Publicised,
        Reviewed,
        Submitted,
    )
    from yiananlib.model.measures import Completed, Excused, Planned
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.record import Fault
    from yiananlib.model.transfers import Taken


class Move(NamedTuple):
    """From ``on`` (a day, inclusive) the problem stood at ``status``, in its ``round``.

    ``entry`` is the index of the entry that moved it.
    """

    on: dt.date
    status: Status
    entry: int
    round: int


class Measure(NamedTuple):
    """A measure and what became of it: the entries that say that it was carried out, none while it is not done.

    Of one that comes back each says so of an occurrence; ``excuses`` are those of which one was excused.
    """

    planned: Planned
    round: int
    completions: tuple[Completed, ...] = ()
    excuses: tuple[Excused, ...] = ()

    @property
    def settled(self) -> dict[str, Completed | Excused]:
        """By the names of their occurrences the entries that answer or excuse them."""
        return recurring.settled((*self.completions, *self.excuses))

    owner_now: str | None = None

    @property
    def owner(self) -> str:
        """Who is responsible now: as planned, or to whom it was handed over since."""
        return self.owner_now or self.planned.owner

    @property
    def completed(self) -> dt.date | None:
        """The day it was carried out, absent while it is not done."""
        return self.finished(lambda entry: entry.on)

    def finished(self, day_of: Callable[[Completed | Excused], dt.date]) -> dt.date | None:
        """Return the day on which it was done, by the days that ``day_of`` gives its entries; None while it is not.

        One that comes back is done once its last occurrence is answered or excused, and no other is missing.
        """
        series = self.planned.series
        if series is None:
            return min(map(day_of, self.completions), default=None)
        done = self.settled
        if recurring.first_open(series, done) is not None:
            return None
        return max(map(day_of, done.values()), default=None)


class Deadline(NamedTuple):
    """From ``on`` the last day in time was ``due``."""

    on: dt.date
    due: dt.date


class Hold(NamedTuple):
    """What an entry said was in force from it to the entry that ended it; None while none did. Both are indexes.

    ``what`` is one of :data:`HELD`.
    """

    what: str
    entry: int
    ended: int | None = None


HELD: Final = ("endorsed", "submission", "publicised", "asked", "contest", "upheld")
"""What is in force from an entry to another: the head's endorsement, the submission, the publicity, an undecided
request for more time, an undecided objection, and one that was upheld and not yet followed."""


class State(NamedTuple):
    """What a problem's entries amount to. Days count by ``on``; order is the order of recording.

    ``entries`` are those of ``problem`` as they count: where a clock ran ahead, on the day that ``redated`` has for
    the entry's id. ``deciding`` are the indexes of those that decide lateness, and ``received`` has for the id of a
    submission the day on which it came in, where somebody vouched for it (see ``counting``).
    ``head`` has the amendments applied. ``round`` counts from 1 and rises at each reopening;
    ``round_start`` is the index of its first entry.
    ``endorsed``, ``submission``, ``publicised`` and ``review`` are those that count now: of this round, since the
    last return; ``review`` is a pass that has not lapsed. ``requests`` are undecided requests for more
    time; ``holds`` says of these from which entry to which each was in force. ``number`` is the official serial number.
    ``contests`` are the objections and what was decided of them, ``contest`` is the undecided one; ``upheld`` is a
    decision that nothing has followed yet. ``blocks`` is what it waited for, or waits for still.
    ``carried`` is what says that it was struck off before the ledger began.
    ``unseen`` are the indexes of entries that stand before a pass without having been seen in it, in a problem that is
    closed and was not looked at since. ``left_out`` are the ids of entries that were taken back: they say nothing, on
    any day.
    """

    problem: Problem
    entries: tuple[Entry, ...]
    redated: Mapping[str, dt.date]
    head: Head
    moves: tuple[Move, ...]
    round: int
    round_start: int
    measures: tuple[Measure, ...]
    deadlines: tuple[Deadline, ...]
    evidence: tuple[Evidenced, ...]
    requests: tuple[ExtensionRequested, ...]
    endorsed: Endorsed | None
    submission: Submitted | None
    review: Reviewed | None
    publicised: Publicised | None
    number: str | None
    contests: tuple[Contested | ContestUpheld | ContestDismissed, ...]
    contest: Contested | None
    upheld: ContestUpheld | None
    blocks: tuple[Block, ...]
    closes: tuple[Closed, ...]
    carried: CarriedOver | None
    look_backs: tuple[LookedBack, ...]
    deciding: tuple[int, ...]
    received: Mapping[str, dt.date]
    unseen: tuple[int, ...]
    left_out: frozenset[str]
    faults: tuple[Fault, ...]
    holds: tuple[Hold, ...]

    @property
    def counted(self) -> tuple[Entry, ...]:
        """The entries that are neither faulty nor taken back: what is asked of a problem is asked of these alone."""
        refused = {fault.entry for fault in self.faults}
        entries = self.problem.entries
        return tuple(e for n, e in enumerate(entries) if n not in refused and e.id not in self.left_out)

    @property
    def taken(self) -> Taken | None:
        """Where it was taken over from, and what counts of it there; None where it was found here."""
        return self.problem.taken

    @property
    def effect(self) -> str:
        """The effect that the submission in force states, reduced by ``comparable``; empty where there is none."""
        return comparable((self.submission and self.submission.effect) or "")

    @property
    def status(self) -> Status:
        """Where the problem stands after all its entries."""
        return self.moves[-1].status if self.moves else Status.REGISTERED

    @property
    def due(self) -> dt.date:
        """The last day in time, extensions included."""
        return self.deadlines[-1].due

    @property
    def opened(self) -> dt.date:
        """The day on which the present round began."""
        return self.entries[self.round_start].on

    @property
    def ran_out_while_closed(self) -> bool:
        """Tell whether the problem was opened again after its deadline: then more time may still be asked for."""
        return self.round > 1 and self.opened > self.due

    @property
    def current_measures(self) -> tuple[Measure, ...]:
        """The measures of the present round: a problem that came back needs new ones."""
        return tuple(m for m in self.measures if m.round == self.round)

    def measure(self, number: int) -> Measure | None:
        """Return the measure of that number, or None."""
        return next((m for m in self.measures if m.planned.number == number), None)

    def due_on(self, day: dt.date) -> dt.date:
        """Return the last day in time as it stood at the end of ``day``."""
        return next((d.due for d in reversed(self.deadlines) if d.on <= day), self.head.due)
