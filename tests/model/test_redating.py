"""A clock that ran ahead: which entries another redates, and how the fold takes them."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import BEIJING, DUE, FOUND, OFFICE, Story, make_entry, story_at
from yiananlib.messages import speaking
from yiananlib.model import redating
from yiananlib.model.entries import Entry
from yiananlib.model.vocabulary import GONE, Status

DAY = dt.timedelta(days=1)
AHEAD = dt.datetime(2036, 1, 1, 9, tzinfo=BEIJING)


def stuck(status: Status = Status.RECTIFYING, step: str = "noted", **fields: Any) -> tuple[Story, Entry]:
    """Return a problem whose last entry was recorded by a clock that ran ten years ahead."""
    story = story_at(status)
    clock = story.clock
    story.clock = AHEAD
    wrong = story.add(step, **fields)
    story.clock = clock
    return story, wrong


def test_nothing_follows_an_entry_of_the_future_and_the_reason_says_how_it_is_mended() -> None:
    story, wrong = stuck()
    reason = story.refusal("noted")
    assert reason is not None
    assert f"yian redate zjj/k7m2qd {wrong.id} --day DAY --reason TEXT" in reason
    assert story.refusal("voided") is not None


def test_times_in_a_refusal_are_written_as_readers_write_them() -> None:
    story, wrong = stuck()
    with speaking("zh_CN"):
        said = story.refusal("noted")
    assert said is not None
    assert f"2036年1月1日 {wrong.at:%H:%M}" in said
    assert "2026年3月12日 " in said


@pytest.mark.parametrize("status", [s for s in Status if s not in GONE])
def test_wherever_it_stands_everything_works_again_once_it_is_redated(status: Status) -> None:
    story, wrong = stuck(status)
    assert story.refusal("redated", entry=wrong.id, day=FOUND) is None
    story.add("redated", entry=wrong.id, day=FOUND)
    assert story.state.faults == ()
    assert story.refusal("noted") is None
    if status is not Status.CLOSED:
        assert story.refusal("voided") is None


def test_it_counts_as_recorded_and_as_effective_on_the_day_that_is_given() -> None:
    story, wrong = stuck(Status.REGISTERED, "progressed")
    story.add("redated", on=FOUND + 9 * DAY, entry=wrong.id, day=FOUND + 2 * DAY)
    (found,) = [e for e in story.state.entries if e.id == wrong.id]
    assert (found.on, found.recorded) == (FOUND + 2 * DAY, FOUND + 2 * DAY)
    assert [(m.on, m.status) for m in story.state.moves] == [
        (FOUND, Status.REGISTERED),
        (FOUND + 2 * DAY, Status.RECTIFYING),
    ]
    assert story.problem.entries[-2] is wrong


def test_an_earlier_day_of_its_own_stays_and_a_later_one_does_not() -> None:
    for own, expected in ((FOUND, FOUND), (dt.date(2035, 1, 1), FOUND + DAY)):
        story, wrong = stuck(Status.REGISTERED, "progressed", on=own)
        story.add("redated", on=FOUND + 9 * DAY, entry=wrong.id, day=FOUND + DAY)
        (found,) = [e for e in story.state.entries if e.id == wrong.id]
        assert (found.on, found.recorded) == (expected, FOUND + DAY)


def test_neither_entry_counts_in_the_order_of_times_and_moves() -> None:
    story = Story().has("registered")
    clock = story.clock
    first, second = story.add("noted", at=AHEAD), story.add("submitted", at=AHEAD + 400 * DAY)
    story.clock = clock
    for wrong in (first, second):  # the second is still ahead when the first is set right
        story.add("redated", on=FOUND + 9 * DAY, entry=wrong.id, day=FOUND + 9 * DAY)
    story.add("withdrawn", on=FOUND + 9 * DAY)
    story.add("submitted", on=FOUND + 3 * DAY)
    assert story.state.faults != ()  # among themselves the others keep their order
    assert story.refusal("submitted", on=FOUND + 9 * DAY) is None


def test_of_two_for_one_entry_the_later_counts() -> None:
    story, wrong = stuck()
    for days in (1, 2):
        story.add("redated", on=FOUND + 9 * DAY, entry=wrong.id, day=FOUND + days * DAY)
    assert story.state.redated == {wrong.id: FOUND + 2 * DAY}
    assert story.state.faults == ()


def test_a_redating_entry_of_a_wrong_clock_is_redated_itself() -> None:
    story, wrong = stuck()
    clock = story.clock
    mending = story.add("redated", at=AHEAD - 100 * DAY, entry=wrong.id, day=FOUND)
    story.clock = clock
    assert story.refusal("noted") is None
    story.add("redated", entry=mending.id, day=FOUND)
    assert (story.state.redated, story.state.faults) == ({wrong.id: FOUND, mending.id: FOUND}, ())


@pytest.mark.parametrize(("ahead", "refused"), [(dt.timedelta(minutes=10), True), (dt.timedelta(minutes=11), False)])
def test_only_a_time_more_than_ten_minutes_ahead_is_of_a_wrong_clock(ahead: dt.timedelta, refused: bool) -> None:
    story = Story().has("registered")
    wrong = story.add("noted", at=story.clock + dt.timedelta(minutes=1) + ahead)
    story.clock -= ahead + dt.timedelta(minutes=1)
    assert (story.refusal("redated", entry=wrong.id, day=FOUND) is not None) is refused


def test_neither_a_missing_entry_nor_a_future_day_can_be_given() -> None:
    story, wrong = stuck()
    assert story.refusal("redated", entry="zzzzzz", day=FOUND) == "there is no entry zzzzzz before it"
    assert story.refusal("redated", entry=wrong.id, day=FOUND + DAY) is not None
    assert story.refusal("redated", entry=wrong.id, day=FOUND) is None


def test_a_day_on_which_it_could_not_stand_is_refused() -> None:
    story, wrong = stuck(Status.REGISTERED, "extension-requested", on=DUE, until=DUE + 30 * DAY)
    assert story.state.faults == ()
    story.clock = dt.datetime.combine(DUE + 9 * DAY, story.clock.timetz())
    assert story.refusal("redated", entry=wrong.id, day=DUE + 5 * DAY) is None
    # without a day of its own it would take effect after the deadline
    story, wrong = stuck(Status.REGISTERED, "extension-requested", until=dt.date(2036, 2, 1))
    assert [f.entry for f in story.state.faults] == [2]
    story.clock = dt.datetime.combine(DUE + 9 * DAY, story.clock.timetz())
    assert story.refusal("redated", entry=wrong.id, day=DUE) is None
    story.add("redated", entry=wrong.id, day=DUE)
    assert story.state.faults == ()
    reason = story.refusal("redated", entry=wrong.id, day=DUE + DAY)
    assert reason is not None
    assert reason.startswith(f"entry {wrong.id} would no longer be valid: ")


def test_an_illegal_redating_entry_is_a_fault_and_redates_nothing() -> None:
    story = Story().has("registered", "noted")
    story.add("redated", entry=story.ids[1], day=FOUND, by=OFFICE)
    assert story.state.redated == {}
    assert [f.entry for f in story.state.faults] == [2]


def test_without_redating_the_entries_stay_as_they_are() -> None:
    entries = (make_entry("registered"), make_entry("noted", id="abcdef"))
    assert redating.dated(entries, redating.days(entries)) == entries
