"""The day that counts: by whose word it is an earlier one than that of recording."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import DUE, FOUND, INSPECTOR, LIAISON, OFFICE, PARENT, Story, make_orgs
from yiananlib.model import counting
from yiananlib.model.entries import Entry, ExtensionRequested
from yiananlib.model.standing import Standing, intervals
from yiananlib.model.state import State

DAY = dt.timedelta(days=1)
SUPERVISION = counting.supervising(make_orgs())


def submitted_late(**fields: Any) -> Story:
    """Return a problem that was submitted for its deadline, five days after it."""
    story = Story().has("registered", "planned")
    record(story, "submitted", DUE + 5 * DAY, on=DUE, **fields)
    return story


def record(story: Story, step: str, day: dt.date, **fields: Any) -> Entry:
    """Record a step on a day; `on` is the day on which it took effect."""
    story.clock = at(day)
    return story.add(step, **fields)


def at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.timezone(dt.timedelta(hours=8)))


def on(story: Story, day: dt.date) -> Standing:
    (found,) = [i.standing for i in intervals(story.state, SUPERVISION) if i.since <= day < i.until]
    return found


def test_office_and_inspectors_supervise() -> None:
    assert frozenset(["office", "jiwei"]) == SUPERVISION


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"by": LIAISON}, DUE + 5 * DAY),
        ({"by": PARENT}, DUE + 5 * DAY),
        ({"by": OFFICE}, DUE),
        ({"by": INSPECTOR}, DUE),
        ({"by": OFFICE, "for": LIAISON}, DUE + 5 * DAY),
        ({"by": OFFICE, "for": LIAISON, "received": DUE + DAY}, DUE + DAY),
        ({"by": LIAISON, "incomplete": "佐证待补"}, None),
        ({"by": OFFICE, "incomplete": "佐证待补"}, None),
    ],
)
def test_a_submission_stops_the_clock_on_the_day_that_counts(fields: dict[str, Any], counts: dt.date | None) -> None:
    story = submitted_late(**fields)
    assert story.state.faults == ()
    assert on(story, DUE).submitted == counts
    assert on(story, DUE).moved == DUE  # where it stands goes by the day it took effect


def test_office_and_inspectors_do_not_vouch_for_themselves() -> None:
    for org, by in (("office", OFFICE), ("jiwei", INSPECTOR)):
        story = Story(org).has("registered")
        entry = record(story, "submitted", DUE + 5 * DAY, on=DUE, by=by)
        assert counting.counts_from(entry, org, SUPERVISION) == DUE + 5 * DAY


def test_a_review_says_when_the_paper_came_in_for_every_day() -> None:
    story = submitted_late()
    story.add("reviewed:pass", on=DUE + 9 * DAY, received=DUE)
    assert [on(story, day).submitted for day in (DUE, DUE + 6 * DAY, DUE + 9 * DAY)] == [DUE] * 3
    assert on(story, DUE + 9 * DAY).held == DUE


@pytest.mark.parametrize("by", [OFFICE, LIAISON])
@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False), (5, False), (6, True)])
def test_a_paper_came_in_between_the_day_it_was_submitted_and_the_day_it_was_recorded(
    by: str, days: int, refused: bool
) -> None:
    reviewed = submitted_late().refusal("reviewed:pass", on=DUE + 9 * DAY, by=by, received=DUE + days * DAY)
    assert (reviewed is not None) is (refused or by == LIAISON)  # nobody vouches for their own paper


def test_only_who_submits_for_another_says_when_it_came_in() -> None:
    for fields in ({"by": OFFICE}, {"by": LIAISON}, {"by": LIAISON, "for": LIAISON}):
        assert submitted_late(**fields, received=DUE).state.faults != ()


def test_after_an_incomplete_submission_the_complete_one_counts() -> None:
    story = submitted_late(incomplete="佐证待补")
    assert on(story, DUE + 5 * DAY).submitted is None
    story.add("reviewed:return", on=DUE + 6 * DAY)
    story.add("submitted", on=DUE + 7 * DAY)
    assert on(story, DUE + 7 * DAY).submitted == DUE + 7 * DAY


def test_a_measure_is_late_until_the_day_that_counts() -> None:
    for by, late in ((LIAISON, [DUE - DAY, DUE - DAY, None]), (OFFICE, [DUE - DAY, None, None])):
        story = Story().has("registered")
        story.add("planned", due=DUE - DAY)
        record(story, "completed", DUE + 5 * DAY, on=DUE - DAY, by=by)
        days = (DUE - 2 * DAY, DUE, DUE + 5 * DAY)
        assert [on(story, day).late_from for day in days] == late
        assert [on(story, day).complete for day in days] == [False, True, True]


def asked_late(before: State, asked: Entry) -> str | None:
    assert isinstance(asked, ExtensionRequested)
    return counting.asked_late(before, asked, SUPERVISION)


@pytest.mark.parametrize(("by", "refused"), [(LIAISON, True), (PARENT, True), (OFFICE, False)])
def test_more_time_is_asked_for_in_time_by_the_day_that_counts(by: str, refused: bool) -> None:
    story = Story().has("registered")
    before = story.state
    asked = record(story, "extension-requested", DUE + DAY, on=DUE, by=by, until=DUE + 30 * DAY)
    assert story.state.faults == ()
    assert (asked_late(before, asked) is not None) is refused
    story.clock = at(DUE)
    in_time = story.next("extension-requested", until=DUE + 30 * DAY)
    assert asked_late(before, in_time) is None


def test_after_a_reopening_past_the_deadline_more_time_may_still_be_asked_for() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    story.add("reopened", on=DUE + 20 * DAY)
    asked = story.next("extension-requested", on=DUE + 21 * DAY, until=DUE + 50 * DAY)
    assert asked_late(story.state, asked) is None


def test_entries_that_decide_lateness_are_backdated_when_recorded_later() -> None:
    story = Story().has("registered", "planned")
    record(story, "noted", FOUND + 3 * DAY, on=FOUND)
    record(story, "completed", FOUND + 4 * DAY, on=FOUND, by=OFFICE)
    record(story, "submitted", FOUND + 5 * DAY, on=FOUND)
    record(story, "withdrawn", FOUND + 6 * DAY)
    record(story, "submitted", FOUND + 6 * DAY, incomplete="佐证待补")
    found = [(b.entry.kind, b.counts, b.confirmed) for b in counting.backdated(story.state, SUPERVISION)]
    assert found == [("completed", FOUND, True), ("submitted", FOUND + 5 * DAY, False)]
    record(story, "reviewed:return", FOUND + 7 * DAY)


def test_an_entry_that_the_lifecycle_refuses_is_not_backdated() -> None:
    story = Story().has("registered", "submitted")
    record(story, "submitted", FOUND + 5 * DAY, on=FOUND)
    assert list(counting.backdated(story.state, SUPERVISION)) == []
