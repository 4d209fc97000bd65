"""Deadlines and lamps. The due day itself is not overdue."""

import datetime as dt

from yiananlib.model.campaign import Deadlines
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Lamp, Status


def overdue_days(state: State, day: dt.date) -> int:
    """Return by how many days the problem is overdue at the end of ``day``; 0 when it is not.

    Overdue: not closed or voided, the deadline (extensions included) is past, and it is not
    submitted or passed with the submission made on or before that deadline.
    """
    move = state.move_on(day)
    due = state.due_on(day)
    if move is None or move.status in (Status.CLOSED, Status.VOIDED) or due >= day:
        return 0
    if move.status in (Status.SUBMITTED, Status.PASSED):
        submitted = submitted_on(state, day)
        if submitted is not None and submitted <= due:
            return 0
    return (day - due).days


def submitted_on(state: State, day: dt.date) -> dt.date | None:
    """Return the day of the submission that is in force at the end of ``day``, or None.

    A pass that lapsed falls back to the same submission, which keeps its day.
    """
    found: dt.date | None = None
    for move in state.moves:
        if move.on > day:
            break
        if move.status is Status.SUBMITTED:
            found = found or move.on
        elif move.status is not Status.PASSED:
            found = None
    return found


def lamp(state: State, day: dt.date, settings: Deadlines) -> Lamp | None:
    """Return the lamp at the end of ``day``: the first that matches; None for a voided problem.

    Closed, red when overdue, yellow when due within ``settings.yellow`` days, a measure is overdue
    or the problem was returned, blue within ``settings.blue`` days, else green.
    """
    move = state.move_on(day)
    if move is None or move.status is Status.VOIDED:
        return None
    if move.status is Status.CLOSED:
        return Lamp.CLOSED
    if overdue_days(state, day):
        return Lamp.RED
    left = (state.due_on(day) - day).days
    stopped = move.status in (Status.SUBMITTED, Status.PASSED)
    late_measure = not stopped and any(
        m.round == move.round
        and m.planned.on <= day
        and m.planned.due < day
        and (m.completed is None or m.completed > day)
        for m in state.measures
    )
    if (left <= settings.yellow and not stopped) or late_measure or move.status is Status.RETURNED:
        return Lamp.YELLOW
    if left <= settings.blue and not stopped:
        return Lamp.BLUE
    return Lamp.GREEN
