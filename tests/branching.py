"""Pairs of branches of a problem's history: each legal by itself, from a common base, for merging."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from tests.builders import STEPS, make_head, record_id
from tests.builders import make_entry as make
from yiananlib.model import lifecycle
from yiananlib.model.problem import Problem, digest
from yiananlib.model.recurring import first_open

START: Final = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class Branches(NamedTuple):
    """Three histories of one problem; the first is where the others began."""

    base: Problem
    ours: Problem
    theirs: Problem


def _fields(step: str, problem: Problem) -> dict[str, Any]:
    state = lifecycle.fold(problem)
    numbers = [m.planned.number for m in state.current_measures]
    match step:
        case "planned":
            return {"number": len(state.measures) + 1}
        case "completed" | "excused" if any(m.planned.series is not None for m in state.current_measures):
            measure = next(m for m in state.current_measures if m.planned.series is not None)
            assert measure.planned.series is not None
            one = first_open(measure.planned.series, measure.settled)
            return {"measure": measure.planned.number, "occurrence": one.name if one is not None else "2026-04"}
        case "completed" | "evidenced":
            return {"measure": numbers[-1] if numbers else 1}
        case "extension-requested" | "extension-granted":
            until = {"until": state.due + dt.timedelta(days=10)}
            return until | ({"request": state.requests[-1].id} if state.requests and "granted" in step else {})
        case "extension-denied":
            return {"request": state.requests[-1].id} if state.requests else {}
        case "contest-upheld" | "contest-dismissed":
            return {"contest": state.contest.id} if state.contest else {}
        case "block-cleared":
            return {"block": state.blocks[-1].blocked.id} if state.blocks else {}
        case _ if step.startswith("reviewed"):
            return {"seen": [e.id for e in problem.entries], "digest": digest(problem.head, problem.entries)}
        case _ if step.startswith("looked-back"):
            return {"seen": [e.id for e in problem.entries]}
        case _:
            return {}


def grown(problem: Problem, choices: Sequence[tuple[int, int]], salt: int) -> Problem:
    """Return the problem with an entry for each choice: which of the legal ones, and seconds after the one before.

    A clock may run a little behind, as clocks do.
    """
    for index, (choice, seconds) in enumerate(choices):
        at = problem.entries[-1].at + dt.timedelta(seconds=seconds) if problem.entries else START
        legal = []
        for step in STEPS:
            values = {"id": record_id(salt + index), "at": at, **_fields(step, problem)}
            entry = make(step, **values)
            if lifecycle.refusal(problem, entry) is None:
                legal.append(entry)
        if legal:
            problem = problem.followed_by(legal[choice % len(legal)])
    return problem


_CHOICES: Final = st.lists(st.tuples(st.integers(0, 99), st.integers(-250, 40_000)), max_size=5)


@st.composite
def branches(draw: st.DrawFn) -> Branches:
    """A problem registered and carried some way, and two ways on from there."""
    base = grown(Problem("zjj", make_head(), ()), [(0, 0), *draw(_CHOICES)], 0)
    return Branches(base, grown(base, draw(_CHOICES), 1000), grown(base, draw(_CHOICES), 2000))
