"""Which entries decide lateness, and by which day."""

import datetime as dt

from tests.builders import STEPS, make_head
from tests.builders import make_entry as make
from yiananlib.model.lateness import deadline
from yiananlib.model.lifecycle import fold
from yiananlib.model.measures import Planned
from yiananlib.model.problem import Problem

STATE = fold(Problem("zjj", make_head(), (make("registered", id="a00001"), make("planned", id="a00002"))))


def test_submissions_completions_and_requests_for_time_alone_have_a_deadline() -> None:
    found = {step: deadline(STATE, make(step, id="a00003")) for step in STEPS}
    planned = STATE.problem.entries[1]
    assert isinstance(planned, Planned)
    assert {step: day for step, day in found.items() if day is not None} == {
        "submitted": STATE.due, "completed": planned.due, "extension-requested": STATE.due,
    }  # fmt: skip


def test_a_completion_of_no_measure_decides_nothing() -> None:
    assert deadline(STATE, make("completed", id="a00003", measure=9)) is None


def test_more_time_moves_the_day() -> None:
    asked = make("extension-requested", id="a00003", until=dt.date(2026, 7, 1))
    granted = make("extension-granted", id="a00004", request="a00003", until=dt.date(2026, 7, 1))
    after = fold(STATE.problem.followed_by(asked, granted))
    assert deadline(after, make("submitted", id="a00005")) == dt.date(2026, 7, 1)
