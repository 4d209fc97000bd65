"""Where a problem stands over time: intervals of days within which nothing that is counted changes.

A figure of any day reads the one interval that holds the day, so that ``--as-of`` is a parameter and not
a replay. What depends on the day itself (overdue, lamp, age) is not here: it is defined once, over
these intervals, in ``index.figures``.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from yiananlib.model import counting, judging, recurring
from yiananlib.model.answers import Block
from yiananlib.model.base import Stamped
from yiananlib.model.entries import Closed, Entry, LookedBack, Submitted, waived_before
from yiananlib.model.recurring import Fallen, Kept
from yiananlib.model.state import Measure, Move, State
from yiananlib.model.vocabulary import LookBackResult, Status

FOREVER: Final = dt.date.max
"""The end of an interval that has none."""
_WORKED_ON: Final = (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED, Status.SUBMITTED)
"""Where what comes back falls due, while no complete submission waits for its answer."""


class Standing(NamedTuple):
    """What there is to count of a problem on a day.

    ``moved`` is the day it came to ``status``; ``due`` the deadline in force. ``submitted`` is the day that counts of
    the submission in force while it is submitted or passed (a pass that lapsed keeps its day; an incomplete submission
    has none); ``held`` that of the submission that led to the close or the pass in force: what was returned, withdrawn
    or opened again does not hold. ``measures``, ``measures_done`` and ``late_from``, the first day for which one was
    due that was not finished by the day that counts, are of the present round, since a problem that came back needs
    new ones; one that comes back is late from its first occurrence that was not settled. ``duties`` says how the
    occurrences were kept that fell due before the day while the problem was worked on (``recurring.kept``).
    ``complete`` is whether that round has measures and all are completed. ``waived``, ``one_hand`` and
    ``sole`` are how many of the ``closes`` were so (:class:`Close`). ``carried`` is whether it is closed because it was
    struck off before the ledger began, which is none of the closes. ``closed_first`` is the day of the first close,
    ``closed_before`` that of the last close of an earlier round, ``reopened_on`` the day the present round began, None
    in the first; ``extended`` is whether granted time moved the deadline. ``began`` is the index of the entry with
    which the round began; ``endorsed``, ``submission``, ``publicised``, ``asked``, ``contest`` and ``upheld`` are the
    indexes of the entries that say what is in force (``model.state.HELD``). ``contests`` are how many objections were
    raised, of which so many were upheld and dismissed; ``blocks`` how many organizations it waits for.
    """

    status: Status
    round: int
    moved: dt.date
    due: dt.date
    submitted: dt.date | None
    held: dt.date | None
    measures: int
    measures_done: int
    late_from: dt.date | None
    closes: int
    waived: int
    one_hand: int
    sole: int
    carried: bool
    closed_first: dt.date | None
    closed_before: dt.date | None
    reopened_on: dt.date | None
    extended: bool
    began: int
    endorsed: int | None
    submission: int | None
    publicised: int | None
    asked: int | None
    contest: int | None
    upheld: int | None
    contests: int
    contests_upheld: int
    contests_dismissed: int
    blocks: int
    duties: Kept

    @property
    def complete(self) -> bool:
        """Whether the round has measures and all are completed, or it was struck off before the ledger began."""
        return self.carried or 0 < self.measures == self.measures_done


class Interval(NamedTuple):
    """``standing`` holds from ``since`` (a day, inclusive) to ``until`` (exclusive)."""

    since: dt.date
    until: dt.date
    standing: Standing


class Close(NamedTuple):
    """A close: its day, the first day on which it did not hold any more, and whether a check was waived.

    ``one_hand`` tells whether one officer typed all of it (:func:`judging.one_hand`), ``sole`` whether who passed it
    closed it too, being alone in office. ``looks`` are the look-backs at it: from a day to the day of the next, the
    result.
    """

    on: dt.date
    until: dt.date
    waived: bool
    one_hand: bool
    sole: bool
    looks: tuple[tuple[dt.date, dt.date, LookBackResult], ...]


class _Work(NamedTuple):
    """A measure as it is asked about day after day.

    ``completed`` is the day it was carried out. ``due`` has each day for which it was due, in order, with the day by
    which that was done, by the day that counts, None where it was not; of what does not come back there is one.
    ``falling`` are the occurrences that fall due while the problem is worked on.
    """

    measure: Measure
    completed: dt.date | None
    due: tuple[tuple[dt.date, dt.date | None], ...]
    falling: tuple[Fallen, ...]

    def late_from(self, day: dt.date) -> dt.date | None:
        """Return the first day for which it was due that was not done by the end of ``day``; None where all was."""
        return next((due for due, done in self.due if done is None or done > day), None)


class _Past(NamedTuple):
    """What is asked of a problem day after day, put together once.

    ``marks`` has the index of the entry of each close; ``holds`` what was in force, from when, until when (None: it
    still is), by the entry at that index; of two of one kind the later counts.
    """

    works: Sequence[_Work]
    marks: Mapping[int, "_Marks"]
    holds: Sequence[tuple[str, dt.date, dt.date | None, int]]
    waits: Sequence[tuple[dt.date, dt.date, Block]]


def intervals(state: State, supervision: Collection[str]) -> list[Interval]:
    """Return the intervals from the day a problem was registered, in order and without gaps; none before that.

    ``supervision`` are the organizations whose officers vouch for days of others (see ``counting``).
    """
    if not state.moves:
        return []
    days = {m.on for m in state.moves}
    days |= {deadline.on for deadline in state.deadlines[1:]}
    days |= {state.entries[index].on for index in state.deciding}
    for measure in state.measures:
        days.add(measure.planned.on)
        entries = (*measure.completions, *measure.excuses)
        days |= {counting.counts_from(e, state.problem.org, supervision) for e in entries}
        days |= {e.on for e in entries}
    works = [_work(measure, state, supervision) for measure in state.measures]
    days |= {_after(fallen.due) for work in works for fallen in work.falling}
    holds = _holds(state)
    for _what, began, ended, _entry in holds:
        days |= {began} if ended is None else {began, ended}
    days |= {decided.on for decided in state.contests}
    waits = blocks(state)
    for since, until, _block in waits:
        days |= {since} if until == FOREVER else {since, until}
    past = _Past(works, {m.entry: _marks(state, m.entry) for m in state.moves if _is_close(state, m)}, holds, waits)
    first = state.moves[0].on
    found: list[Interval] = []
    for day in sorted({max(day, first) for day in days}):
        standing = _standing(state, day, supervision, past)
        if found and found[-1].standing == standing:
            continue
        if found:
            found[-1] = found[-1]._replace(until=day)
        found.append(Interval(day, FOREVER, standing))
    return found


def blocks(state: State) -> list[tuple[dt.date, dt.date, Block]]:
    """Return from when to when it waited for another organization, each wait by itself, in the order of recording."""
    entries = state.entries
    return [(entries[b.entry].on, entries[b.ended].on if b.ended is not None else FOREVER, b) for b in state.blocks]


def closes(state: State) -> list[Close]:
    """Return the closes in order."""
    entries = state.entries
    allowed = {e.id for e in state.look_backs}
    found = []
    for index, move in enumerate(state.moves):
        if not _is_close(state, move):
            continue
        after = state.moves[index + 1] if index + 1 < len(state.moves) else None
        followed = entries[move.entry : after.entry + 1] if after is not None else entries[move.entry :]
        looks = [e for e in followed if isinstance(e, LookedBack) and e.id in allowed]
        until = max(after.on, move.on) if after is not None else FOREVER
        found.append(Close(move.on, until, *_marks(state, move.entry), _each_until_next(looks)))
    return found


def _holds(state: State) -> list[tuple[str, dt.date, dt.date | None, int]]:
    days = [entry.on for entry in state.entries]
    return [(h.what, days[h.entry], days[h.ended] if h.ended is not None else None, h.entry) for h in state.holds]


def _standing(state: State, day: dt.date, supervision: Collection[str], past: _Past) -> Standing:
    moves = [m for m in state.moves if m.on <= day]
    now = moves[-1]
    original = state.problem.head.due
    due = state.due_on(day)
    measures = done = 0
    late_from: dt.date | None = None
    duties = Kept()
    for work in past.works:
        if work.falling:
            duties = duties.with_(recurring.kept(work.falling, day))
        if work.measure.planned.on > day or work.measure.round != now.round:
            continue
        measures += 1
        if work.completed is not None and work.completed <= day:
            done += 1
        due_from = work.late_from(day)
        if due_from is not None and (late_from is None or due_from < late_from):
            late_from = due_from
    closed = [m for m in moves if m.entry in past.marks]
    marks = [past.marks[m.entry] for m in closed]
    held = {what: entry for what, began, ended, entry in past.holds if began <= day and (ended is None or day < ended)}
    since = _submission(state, moves, day, supervision)
    taken = state.taken
    opened = next(m for m in moves if m.round == now.round)
    return Standing(
        status=now.status,
        round=now.round,
        moved=now.on,
        due=due,
        submitted=since if now.status in (Status.SUBMITTED, Status.PASSED) else None,
        held=since if now.status in (Status.PASSED, Status.CLOSED) else None,
        measures=measures,
        measures_done=done,
        late_from=late_from,
        closes=len(closed),
        waived=sum(mark.waived for mark in marks),
        one_hand=sum(mark.one_hand for mark in marks),
        sole=sum(mark.sole for mark in marks),
        carried=now.status is Status.CLOSED and _is_carried(state, now),
        closed_first=closed[0].on if closed else None,
        closed_before=next(
            (m.on for m in reversed(closed) if m.round < now.round), taken.closed if taken is not None else None
        ),
        reopened_on=opened.on if now.round > 1 else taken.reopened if taken is not None else None,
        extended=due != original and any(d.on <= day for d in state.deadlines[1:]),
        began=opened.entry,
        endorsed=held.get("endorsed"),
        submission=held.get("submission"),
        publicised=held.get("publicised"),
        asked=held.get("asked"),
        contest=held.get("contest"),
        upheld=held.get("upheld"),
        contests=_decided(state, "contested", day),
        contests_upheld=_decided(state, "contest-upheld", day),
        contests_dismissed=_decided(state, "contest-dismissed", day),
        blocks=sum(since <= day < until for since, until, _block in past.waits),
        duties=duties,
    )


def _decided(state: State, kind: str, day: dt.date) -> int:
    """Return how many objections there were by the end of ``day``, or decisions of one kind."""
    return sum(entry.kind == kind and entry.on <= day for entry in state.contests)


def _work(measure: Measure, state: State, supervision: Collection[str]) -> _Work:
    def counted(entry: Stamped) -> dt.date:
        return counting.counts_from(entry, state.problem.org, supervision)

    if measure.planned.series is None:
        done = min(map(counted, measure.completions), default=None)
        return _Work(measure, measure.completed, ((measure.planned.due, done),), ())
    duties = list(recurring.duties(measure))
    due = tuple((one.due, counted(entry) if entry is not None else None) for one, entry in duties)
    falling = tuple(
        Fallen(
            duty.occurrence.due,
            counted(duty.entry) if duty.entry is not None and not duty.is_excused else None,
            duty.entry.on if duty.entry is not None and duty.is_excused else None,
        )
        for duty in duties
        if _is_worked_on(state, duty.occurrence.due, measure.round, supervision)
    )
    return _Work(measure, measure.completed, due, falling)


def _is_worked_on(state: State, day: dt.date, round_: int, supervision: Collection[str]) -> bool:
    """Tell whether the problem was in that round at the end of ``day``, and no complete submission waited."""
    moves = [move for move in state.moves if move.on <= day]
    now = moves[-1] if moves else None
    if now is None or now.round != round_ or now.status not in _WORKED_ON:
        return False
    return now.status is not Status.SUBMITTED or _submission(state, moves, day, supervision) is None


def _after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1) if day < dt.date.max else day


def _is_close(state: State, move: Move) -> bool:
    return move.status is Status.CLOSED and not _is_carried(state, move)


def _is_carried(state: State, move: Move) -> bool:
    return state.problem.entries[move.entry].kind == "carried-over"


class _Marks(NamedTuple):
    waived: bool
    one_hand: bool
    sole: bool


def _marks(state: State, close: int) -> _Marks:
    entry = state.problem.entries[close]
    assert isinstance(entry, Closed)  # noqa: S101 - nothing else leads to closed
    return _Marks(_waives(state.problem.entries, close), judging.one_hand(state, close), bool(entry.sole))


def _submission(state: State, moves: Sequence[Move], day: dt.date, supervision: Collection[str]) -> dt.date | None:
    """Return since when the submission that is judged, or that led to the pass or the close in force, counts."""
    start: int | None = None
    for move in moves:
        if move.status not in (Status.SUBMITTED, Status.PASSED, Status.CLOSED):
            start = None
        elif start is None:
            start = move.entry
    if start is None:
        return None
    since = (
        counting.of_submission(state, entry, supervision)
        for entry in (state.entries[index] for index in state.deciding if index >= start)
        if isinstance(entry, Submitted) and entry.on <= day
    )
    return next((found for found in since if found is not None), None)


def _waives(entries: Sequence[Entry], index: int) -> bool:
    """Tell whether a check was waived for the close at ``index``, by it or by the pass before it."""
    return bool(getattr(entries[index], "waived", None) or waived_before(entries[:index]))


def _each_until_next(looks: Sequence[LookedBack]) -> tuple[tuple[dt.date, dt.date, LookBackResult], ...]:
    """Return from when to when each is the last of those recorded."""
    found = []
    until = FOREVER
    for look in reversed(looks):
        if look.on < until:
            found.append((look.on, until, look.result))
            until = look.on
    return tuple(reversed(found))
