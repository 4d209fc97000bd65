"""What a unit fills in in its workbook: the cells of a problem and of its measures, and what the ledger says of each.

See design.md section 9. A cell is known by its problem, its measure and its field; it is open where the unit may
record what it says, as the problem stands.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model.entries import Progressed, Submitted
from yiananlib.model.text import clean
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.state import Measure, State

PROGRESS: Final = "progress"
COMPLETED: Final = "completed_on"
SUBMISSION: Final = "submission"
SAID: Final = ("effect", "rule", "no_rule", "wider", "no_wider")
"""What a submission says; with :data:`SUBMISSION` it is one entry."""

TITLES: Final[Mapping[str, str]] = {
    PROGRESS: N_("Latest progress"),
    COMPLETED: N_("Completed on"),
    "effect": N_("Effect"),
    "rule": N_("Rule"),
    "no_rule": N_("Why no rule"),
    "wider": N_("Looked at more widely"),
    "no_wider": N_("Why not more widely"),
    SUBMISSION: N_("Application for close-out"),
}
"""What the columns are called, by field."""
OF_PROBLEM: Final = (PROGRESS, *SAID, SUBMISSION)
OF_MEASURE: Final = (PROGRESS, COMPLETED)

_WORKED_ON: Final = frozenset([Status.REGISTERED, Status.RECTIFYING, Status.RETURNED])
_DAY: Final = r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?: 00:00:00)?"


class Key(NamedTuple):
    """Which cell: ``measure`` is 0 where it is of the problem as a whole."""

    id: str
    measure: int
    field: str


class Known(NamedTuple):
    """What the ledger says in a cell, and whether the unit may say something else; days as ISO 8601."""

    text: str
    open: bool


def known(state: State) -> dict[Key, Known]:
    """Return all cells of a problem, as it stands."""
    name = state.problem.head.id
    worked = state.status in _WORKED_ON
    asks = worked or (state.submission is not None and state.submission.incomplete is not None)
    said = last_submission(state)
    found = {Key(name, 0, PROGRESS): Known(_last_note(state, None), worked)}
    for field in SAID:
        found[Key(name, 0, field)] = Known((getattr(said, field) or "") if said is not None else "", asks)
    applied = word() if state.submission is not None and not asks else ""
    found[Key(name, 0, SUBMISSION)] = Known(applied, asks)
    for measure in state.current_measures:
        number = measure.planned.number
        day = _completed(measure)
        found[Key(name, number, PROGRESS)] = Known(_last_note(state, number), worked)
        found[Key(name, number, COMPLETED)] = Known(day, worked and not day)
    return found


def word() -> str:
    """Return the word with which a unit applies for the close-out."""
    return _("apply for close-out")


def notes(state: State, measure: int) -> frozenset[str]:
    """Return what was reported of a measure, or of the problem as a whole (0)."""
    return frozenset(e.note for e in state.counted if isinstance(e, Progressed) and (e.measure or 0) == measure)


def last_submission(state: State) -> Submitted | None:
    """Return the last submission of the present round, whatever became of it."""
    counting = {e.id for e in state.counted}
    entries = state.entries[state.round_start :]
    return next((e for e in reversed(entries) if isinstance(e, Submitted) and e.id in counting), None)


def text_of(value: object) -> str:
    """Return what somebody put into a cell as text, cleaned as all text is.

    Raises:
        ValueError: it has a character that no text may have (``U+XXXX``).
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    return clean(str(value))


def day_of(value: object) -> dt.date | None:
    """Return the day in a cell, None for an empty one.

    Raises:
        ValueError: it is no day.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
    if not text:
        return None
    found = re.fullmatch(_DAY, text)
    if found is None:
        raise ValueError(text)
    return dt.date(*map(int, found.groups()))


def _last_note(state: State, measure: int | None) -> str:
    counting = {e.id for e in state.counted}
    entries = state.entries[state.round_start :]
    found = (e for e in reversed(entries) if isinstance(e, Progressed) and e.measure == measure and e.id in counting)
    return next((e.note for e in found), "")


def _completed(measure: Measure) -> str:
    return measure.completed.isoformat() if measure.completed is not None else ""
