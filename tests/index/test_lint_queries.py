"""What `yian lint` asks of the index."""

import datetime as dt

from tests.builders import FOUND, START, Story, record_id
from tests.index.held import held
from yiananlib.index import lint_queries

DAY = dt.timedelta(days=1)


def test_a_case_says_what_the_problem_says_on_the_day() -> None:
    story = Story(recurs=record_id(7)).has("registered", "submitted", "reviewed:pass")
    story.add("closed", on=FOUND + 9 * DAY)
    index = held([story.problem])
    (before,), (after,) = (list(lint_queries.cases(index, FOUND + n * DAY)) for n in (8, 9))
    assert (before.closed, after.closed) == (None, FOUND + 9 * DAY)
    assert (after.ref, after.effect, after.recurs) == ("zjj/k7m2qd", "变更审批率由58%升至100%", record_id(7))


def test_a_measure_is_completed_on_its_day_and_not_before() -> None:
    story = Story().has("registered", "planned")
    story.add("completed", on=FOUND + 9 * DAY)
    index = held([story.problem])
    assert [m.completed for n in (8, 9) for m in lint_queries.measures(index, FOUND + n * DAY)] == [
        None,
        FOUND + 9 * DAY,
    ]
    assert list(lint_queries.measures(index, FOUND - DAY)) == []


def test_what_came_late_is_named_as_in_the_table_of_the_lifecycle() -> None:
    story = Story().has("registered", "submitted")
    story.clock = START + 40 * DAY
    for step in ("reviewed:pass", "closed", "looked-back:held"):
        story.add(step, on=START.date())
    late = list(lint_queries.late(held([story.problem]), START.date(), 39))
    assert [entry.step for entry in late] == ["reviewed:pass", "closed", "looked-back:held"]
    assert {(entry.day, entry.recorded) for entry in late} == {(START.date(), START.date() + 40 * DAY)}
    assert list(lint_queries.late(held([story.problem]), START.date(), 40)) == []


def test_closes_look_backs_files_and_answers_are_told() -> None:
    story = Story().has("registered", "planned", "evidenced", "submitted", "reviewed:pass", "closed")
    story.has("looked-back:held", "explained")
    index = held([story.problem])
    day = START.date()
    assert [close.step for close in lint_queries.closes(index, day)] == ["closed"]
    assert [(result, on) for _key, result, on in lint_queries.looks(index, day)] == [("held", day)]
    assert [paper.measure for paper in lint_queries.papers(index, day)] == [1]
    assert [(e.code, e.reason) for e in lint_queries.explanations(index, day)] == [("no-verb", "细化方案见附件")]
    assert list(lint_queries.turnouts(index, day)) == []
