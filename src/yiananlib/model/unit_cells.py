"""The workbook of a unit: what its cells say of a problem, which of them the unit fills in, and what a change means.

A row is a problem or one of its measures. What a cell says is text: a day in ISO 8601, :data:`YES` or nothing. A cell
that was filled in is told apart by three values: what it was given (the base), what it holds, and what the ledger says
by now.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.model.entries import Progressed, Submitted
from yiananlib.model.measures import Completed
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from yiananlib.model.entries import Entry
    from yiananlib.model.state import Measure, State


class Part(StrEnum):
    """What a row of the workbook is about; each has a sheet of its own."""

    PROBLEM = "problem"
    MEASURE = "measure"


TEXTS: Final = ("effect", "rule", "no_rule", "wider", "no_wider")
"""What a submission says, as its entry names it."""
SUBMISSION: Final = (*TEXTS, "submit")
"""The cells that become one entry."""
FILLED: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.PROBLEM: ("progress", *SUBMISSION),
    Part.MEASURE: ("progress", "completed"),
}
"""The cells that a unit fills in."""
YES: Final = "yes"
SHOWN: Final = frozenset([Status.REGISTERED, Status.RECTIFYING, Status.RETURNED, Status.SUBMITTED, Status.PASSED])
"""The problems that the workbook has: those that are still to be struck off."""


class Key(NamedTuple):
    """Which row it is: the id of a problem, and the number of the measure, None for the problem as a whole."""

    problem: str
    measure: int | None = None

    @property
    def part(self) -> Part:
        """What it is about."""
        return Part.PROBLEM if self.measure is None else Part.MEASURE

    def __str__(self) -> str:
        """Return it as the workbook writes it: ``k7m2qd``, ``k7m2qd/1``."""
        return self.problem if self.measure is None else f"{self.problem}/{self.measure}"


class Change(StrEnum):
    """What became of a cell.

    ``NONE``: nobody changed it, or the ledger says so already; ``SAID``: the ledger was told so since the workbook was
    made, and has moved on; ``CONFLICT``: the ledger says something else than the workbook was made with.
    """

    NONE = "none"
    MADE = "made"
    SAID = "said"
    CONFLICT = "conflict"


def keys(state: State) -> Iterator[Key]:
    """Yield the rows of a problem: its own, then those of the measures of its round."""
    problem = state.problem.head.id
    yield Key(problem)
    for measure in state.current_measures:
        yield Key(problem, measure.planned.number)


def now(state: State, key: Key) -> dict[str, str]:
    """Return what the ledger says in the cells of a row, "" where it says nothing; of a lost measure all say nothing.

    Progress is what was said last. What a submission says stays to be read when it was returned or withdrawn.
    """
    said = {"progress": _progress(state, key.measure)}
    if key.measure is not None:
        measure = state.measure(key.measure)
        return said | {"completed": _completed(measure) if measure is not None else ""}
    last = next((e for e in reversed(_of_round(state)) if isinstance(e, Submitted)), None)
    said |= {name: getattr(last, name) or "" for name in TEXTS} if last is not None else dict.fromkeys(TEXTS, "")
    return said | {"submit": YES if stands_submitted(state) else ""}


def fillable(state: State, key: Key) -> frozenset[str]:
    """Return the cells of a row that the unit may fill in now.

    None while a submission waits for its answer. Of a measure that comes back the command alone says what is done. The
    day of any other that is done is open again where the problem was returned.
    """
    if state.status not in SHOWN or stands_submitted(state):
        return frozenset()
    cells = frozenset(FILLED[key.part])
    measure = state.measure(key.measure) if key.measure is not None else None
    if measure is not None and measure.planned.series is not None:
        return cells - {"completed"}
    done = measure is not None and measure.completed is not None
    return cells - {"completed"} if done and state.status is not Status.RETURNED else cells


def stands_submitted(state: State) -> bool:
    """Tell whether a complete submission waits for its answer, or was passed."""
    if state.status is Status.PASSED:
        return True
    return state.status is Status.SUBMITTED and (state.submission is None or state.submission.incomplete is None)


def change(base: str, held: str, now: str) -> Change:
    """Return what became of a cell that was made with ``base`` and holds ``held``, where the ledger says ``now``."""
    if same(held, now) or same(held, base):
        return Change.NONE
    return Change.MADE if same(now, base) else Change.CONFLICT


def said_since(state: State, seen: Collection[str], key: Key, field: str, held: str) -> bool:
    """Tell whether the ledger was told what a cell holds after the entries ``seen``, whatever became of it."""
    return any(
        getattr(entry, "measure", None) == key.measure
        and (
            (field == "progress" and isinstance(entry, Progressed) and same(entry.note, held))
            or (field == "completed" and isinstance(entry, Completed) and entry.on.isoformat() == held)
        )
        for entry in _since(state, seen)
    )


def submitted_since(state: State, seen: Collection[str], held: Mapping[str, str]) -> bool:
    """Tell whether just these texts were submitted after the entries ``seen``, whatever became of it."""
    return any(
        isinstance(entry, Submitted)
        and entry.incomplete is None
        and all(same(getattr(entry, name) or "", held[name]) for name in TEXTS)
        for entry in _since(state, seen)
    )


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same; what programs change as they save, white space and joiners, is left out."""
    return one == other or _plain(one) == _plain(other)


def day(text: str) -> dt.date:
    """Return the day that a cell says."""
    return dt.date.fromisoformat(text)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("_x000D_", ""))
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def _of_round(state: State) -> tuple[Entry, ...]:
    earlier = {entry.id for entry in state.entries[: state.round_start]}
    return tuple(entry for entry in state.counted if entry.id not in earlier)


def _since(state: State, seen: Collection[str]) -> Iterator[Entry]:
    return (entry for entry in state.problem.entries if entry.id not in seen)


def _progress(state: State, measure: int | None) -> str:
    notes = (e.note for e in reversed(_of_round(state)) if isinstance(e, Progressed) and e.measure == measure)
    return next(notes, "")


def _completed(measure: Measure) -> str:
    if measure.planned.series is not None:
        return measure.completed.isoformat() if measure.completed is not None else ""
    return measure.completions[-1].on.isoformat() if measure.completions else ""
