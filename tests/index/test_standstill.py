"""Objections and waits for other organizations, as of a day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, HEAD, INSPECTOR, Story
from tests.index.held import held
from tests.services.histories import histories
from yiananlib.index import standstill
from yiananlib.model import answers
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import Status

DAY = dt.timedelta(days=1)
_SOME = st.lists(histories(), min_size=1, max_size=3)
_DAYS = st.integers(0, 400).map(lambda n: FOUND + n * DAY)


def as_of(problem: Problem, day: dt.date) -> Problem:
    """Return the problem with what took effect by the end of a day."""
    dated = zip(problem.entries, fold(problem).entries, strict=True)
    return Problem(problem.org, problem.head, tuple(e for e, d in dated if d.on <= day or d.kind == "redated"))


@given(problems=_SOME, day=_DAYS)
def test_what_is_undecided_is_what_folding_the_day_finds(problems: list[Problem], day: dt.date) -> None:
    index = held(problems)
    told = [as_of(problem, day) for problem in problems]
    states = [fold(problem) for problem in told if problem.entries]
    expected = [s.contest.id for s in states if s.contest and s.status not in (Status.CLOSED, Status.VOIDED)]
    assert sorted(c.contest for c in standstill.contests(index, day)) == sorted(expected)


@given(problems=_SOME, day=_DAYS)
def test_what_waits_is_what_the_entries_of_the_day_leave_open(problems: list[Problem], day: dt.date) -> None:
    index = held(problems)
    expected = []
    for problem in problems:
        ended: set[str] = set()
        began: dict[str, dt.date] = {}
        for entry in as_of(problem, day).entries:
            if isinstance(entry, answers.Blocked):
                began[entry.id] = entry.on
            elif isinstance(entry, answers.BlockCleared):
                ended.add(entry.block)
            elif entry.kind in ("closed", "voided"):
                ended |= began.keys()
        expected += [(name, on, (day - on).days) for name, on in began.items() if name not in ended]
    assert sorted((w.block, w.since, w.days) for w in standstill.waits(index, day)) == sorted(expected)


def test_an_objection_waits_from_its_day_until_it_is_decided() -> None:
    story = Story().has("registered")
    raised = story.add("contested", on=FOUND + 5 * DAY)
    story.add("contest-dismissed", on=FOUND + 8 * DAY, contest=raised.id)
    index = held([story.problem])
    found = [[c.days for c in standstill.contests(index, FOUND + n * DAY)] for n in (4, 5, 7, 8, 9)]
    assert found == [[], [0], [2], [], []]
    (contest,) = standstill.contests(index, FOUND + 5 * DAY)
    assert (contest.by, contest.reason, contest.then) == (HEAD, "该项目不属我局监管", None)


def test_what_was_upheld_waits_until_it_is_followed() -> None:
    story = Story().has("registered")
    raised = story.add("contested", on=FOUND)
    story.add("contest-upheld", on=FOUND + 2 * DAY, contest=raised.id, then="void", by=INSPECTOR)
    story.add("voided", on=FOUND + 5 * DAY)
    index = held([story.problem])
    found = [
        [(c.then, c.by) for c in standstill.contests(index, FOUND + n * DAY, None, "upheld")] for n in (1, 2, 4, 5)
    ]
    assert found == [[], [("void", INSPECTOR)], [("void", INSPECTOR)], []]


def test_a_wait_is_told_by_whose_it_is_and_by_whom_it_is_for() -> None:
    story = Story().has("registered")
    story.add("blocked", on=FOUND)
    story.add("blocked", on=FOUND + DAY, org="nowhere")
    index = held([story.problem])
    day = FOUND + 3 * DAY
    assert [(w.named, w.named_name, w.days) for w in standstill.waits(index, day)] == [
        ("czj", "财政局", 3), ("nowhere", "nowhere", 2),
    ]  # fmt: skip
    assert len(list(standstill.waits(index, day, ["zjj"]))) == 2
    assert list(standstill.waits(index, day, ["zjj"], named=True)) == []
    assert [w.lies_with for w in standstill.waits(index, day, ["czj"], named=True)] == ["czj"]


def test_a_wait_that_ends_on_its_first_day_does_not_count() -> None:
    story = Story().has("registered")
    wait = story.add("blocked", on=FOUND)
    story.add("block-cleared", on=FOUND, block=wait.id)
    assert list(standstill.waits(held([story.problem]), FOUND)) == []
