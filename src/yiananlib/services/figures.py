"""The figures, each defined once (design.md section 4).

T is the as-of day; o the original deadline; d the deadline after extensions; c the first close; all days
are effective days. Rates are fractions 0–1, None where the denominator is 0; how they are rounded and
written is the render layer's business.
"""

import datetime as dt
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from yiananlib.messages import N_
from yiananlib.model.campaign import Deadlines
from yiananlib.model.deadline import overdue_days
from yiananlib.model.entries import Closed, ExtensionGranted, LookedBack
from yiananlib.model.state import Move, State
from yiananlib.model.vocabulary import LookBackResult, Status

AGEING: Final = ((0, 30), (30, 60), (60, 90), (90, None))
"""The classes of age in days since found: from, inclusive, to, exclusive."""

DEFINITIONS: Final[dict[str, str]] = {
    "total": N_("registered on or before the day, not voided"),
    "closure_rate": N_("closed ÷ total"),
    "completion_rate": N_("all measures completed ÷ total"),
    "overdue": N_(
        "neither closed nor submitted in time, and the deadline (extensions included) is past; the"
        " due day itself is in time"
    ),
    "on_time_rate": N_(
        "closed, or passed and standing, on a submission made by the original deadline ÷ those whose original"
        " deadline is past"
    ),
    "on_time_rate_extended": N_("the same against the deadline after extensions"),
    "reopen_rate": N_("closed at some time and later reopened ÷ closed at some time"),
    "extension_rate": N_("with a granted extension ÷ total"),
    "waived_rate": N_("closes with a waived check ÷ closes"),
    "look_back_rate": N_("looked back at ÷ due for a look-back"),
    "held_rate": N_("held ÷ looked back at"),
    "coverage": N_("answered ÷ (prompts × subjects); a nil return without a reason is no answer"),
}
"""What is printed under a formal table: the figure and its definition."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some problems on a day; counts, fractions and days."""

    total: int
    closed: int
    open: int
    registered: int
    rectifying: int
    submitted: int
    returned: int
    passed: int
    voided: int
    overdue: int
    due_soon: int
    completed: int
    closure_rate: float | None
    completion_rate: float | None
    on_time: int
    on_time_of: int
    on_time_rate: float | None
    on_time_extended: int
    on_time_extended_of: int
    on_time_rate_extended: float | None
    ageing: dict[str, int]
    close_days_mean: float | None
    close_days_median: float | None
    close_days_of: int
    reopened: int
    ever_closed: int
    reopen_rate: float | None
    extended: int
    extension_rate: float | None
    extension_days_mean: float | None
    closes: int
    waived: int
    waived_rate: float | None
    look_backs_due: int
    look_backs_done: int
    look_backs_held: int
    look_back_rate: float | None
    held_rate: float | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What counts of one problem on a day."""

    status: Status
    found: dt.date
    due: dt.date
    due_extended: dt.date
    overdue_days: int
    due_soon: bool
    completed: bool
    in_time: bool
    in_time_extended: bool
    first_close: dt.date | None
    reopened: bool
    extended: bool
    closes: int
    waived: int
    look_backs_due: int
    look_backs_done: int
    look_backs_held: int


def figures(facts: Collection[Fact], day: dt.date) -> Figures:
    """Return the figures that ``facts`` of some problems amount to at the end of ``day``."""
    there = [f for f in facts if f.status is not Status.VOIDED]
    by_status = {status: sum(f.status is status for f in facts) for status in Status}
    closed = [f for f in there if f.status is Status.CLOSED]
    opened = [f for f in there if f.status is not Status.CLOSED]
    due = [f for f in there if f.due < day]
    due_extended = [f for f in there if f.due_extended < day]
    on_time = sum(f.in_time for f in due)
    on_time_extended = sum(f.in_time_extended for f in due_extended)
    ever_closed = [f for f in there if f.first_close is not None]
    reopened = sum(f.reopened for f in ever_closed)
    extended = [f for f in there if f.extended]
    closes = sum(f.closes for f in there)
    waived = sum(f.waived for f in there)
    completed = sum(f.completed for f in there)
    days_to_close = [(f.first_close - f.found).days for f in closed if f.first_close is not None]
    look_backs_due = sum(f.look_backs_due for f in there)
    look_backs_done = sum(f.look_backs_done for f in there)
    look_backs_held = sum(f.look_backs_held for f in there)
    return Figures(
        total=len(there),
        closed=len(closed),
        open=len(opened),
        registered=by_status[Status.REGISTERED],
        rectifying=by_status[Status.RECTIFYING],
        submitted=by_status[Status.SUBMITTED],
        returned=by_status[Status.RETURNED],
        passed=by_status[Status.PASSED],
        voided=by_status[Status.VOIDED],
        overdue=sum(f.overdue_days > 0 for f in there),
        due_soon=sum(f.due_soon for f in there),
        completed=completed,
        closure_rate=rate(len(closed), len(there)),
        completion_rate=rate(completed, len(there)),
        on_time=on_time,
        on_time_of=len(due),
        on_time_rate=rate(on_time, len(due)),
        on_time_extended=on_time_extended,
        on_time_extended_of=len(due_extended),
        on_time_rate_extended=rate(on_time_extended, len(due_extended)),
        ageing=_ageing(opened, day),
        close_days_mean=statistics.fmean(days_to_close) if days_to_close else None,
        close_days_median=float(statistics.median(days_to_close)) if days_to_close else None,
        close_days_of=len(days_to_close),
        reopened=reopened,
        ever_closed=len(ever_closed),
        reopen_rate=rate(reopened, len(ever_closed)),
        extended=len(extended),
        extension_rate=rate(len(extended), len(there)),
        extension_days_mean=statistics.fmean((f.due_extended - f.due).days for f in extended) if extended else None,
        closes=closes,
        waived=waived,
        waived_rate=rate(waived, closes),
        look_backs_due=look_backs_due,
        look_backs_done=look_backs_done,
        look_backs_held=look_backs_held,
        look_back_rate=rate(look_backs_done, look_backs_due),
        held_rate=rate(look_backs_held, look_backs_done),
    )


def fact_of(state: State, day: dt.date, settings: Deadlines) -> Fact | None:
    """Return what counts of a problem at the end of ``day``; None when it was not registered by then."""
    moves = [m for m in state.moves if m.on <= day]
    if not moves:
        return None
    now = moves[-1]
    due, due_extended = state.problem.head.due, state.due_on(day)
    late = overdue_days(state, day)
    waiting = now.status in (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED)
    submissions = _submissions_that_held(moves)
    close_moves = [i for i, m in enumerate(moves) if m.status is Status.CLOSED]
    entries = state.problem.entries
    looks = [_look_back(state, moves, i, day, settings.look_back_days) for i in close_moves]
    measures = [m for m in state.measures if m.round == now.round and m.planned.on <= day]
    return Fact(
        status=now.status,
        found=state.problem.head.found,
        due=due,
        due_extended=due_extended,
        overdue_days=late,
        due_soon=waiting and not late and (due_extended - day).days <= settings.yellow,
        completed=bool(measures) and all(m.completed is not None and m.completed <= day for m in measures),
        in_time=any(on <= due for on in submissions),
        in_time_extended=any(on <= due_extended for on in submissions),
        first_close=moves[close_moves[0]].on if close_moves else None,
        reopened=bool(close_moves) and now.round > 1,
        extended=any(isinstance(e, ExtensionGranted) and e.on <= day for e in entries) and due_extended != due,
        closes=len(close_moves),
        waived=sum(bool(_close(state, moves[i]).waived) for i in close_moves),
        look_backs_due=sum(look.due for look in looks),
        look_backs_done=sum(look.done for look in looks),
        look_backs_held=sum(look.held for look in looks),
    )


def rate(part: int, whole: int) -> float | None:
    """Return ``part ÷ whole``, None where ``whole`` is 0."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class _Look:
    due: bool
    done: bool
    held: bool


def _look_back(state: State, moves: Sequence[Move], index: int, day: dt.date, days: int) -> _Look:
    """Judge the look-back that the close at ``moves[index]`` calls for."""
    closed = moves[index]
    after = moves[index + 1] if index + 1 < len(moves) else None
    last = after.entry if after is not None else len(state.problem.entries) - 1
    looks = [
        e
        for e in state.problem.entries[closed.entry + 1 : last + 1]
        if isinstance(e, LookedBack) and e.on <= day and e in state.look_backs
    ]
    if looks:
        return _Look(due=True, done=True, held=looks[-1].result is LookBackResult.HELD)
    due = closed.on + dt.timedelta(days=days)
    opened_before = after is not None and after.on < due
    return _Look(due=due <= day and not opened_before, done=False, held=False)


def _submissions_that_held(moves: Sequence[Move]) -> list[dt.date]:
    """Return the days of the submissions that led to a close, or to a pass that still stands.

    A submission lasts from the move to ``submitted`` until the problem is neither submitted nor passed;
    a pass that lapsed in between leaves its day as it was. What was returned or withdrawn after a pass
    was not rectified in time.
    """
    found: list[dt.date] = []
    since: dt.date | None = None
    for move in moves:
        if move.status is Status.SUBMITTED:
            since = since or move.on
        elif move.status is not Status.PASSED:
            if move.status is Status.CLOSED and since is not None:
                found.append(since)
            since = None
    if since is not None and moves[-1].status is Status.PASSED:
        found.append(since)
    return found


def _close(state: State, move: Move) -> Closed:
    entry = state.problem.entries[move.entry]
    assert isinstance(entry, Closed)  # noqa: S101 - only a close moves a problem to closed
    return entry


def _ageing(opened: Sequence[Fact], day: dt.date) -> dict[str, int]:
    ages = [(day - f.found).days for f in opened]
    return {
        f"{low}-{high - 1}" if high is not None else f"{low}+": sum(
            low <= age and (high is None or age < high) for age in ages
        )
        for low, high in AGEING
    }
