"""How much more time a campaign allows."""

import datetime as dt

import pytest

from tests.builders import DUE, Story
from yiananlib.model.campaign import Deadlines
from yiananlib.model.extensions import beyond

ALLOWED = Deadlines()


def after(days: int, due: dt.date = DUE) -> dt.date:
    return due + dt.timedelta(days=days)


def extended(story: Story, until: dt.date) -> None:
    asked = story.add("extension-requested", until=until)
    story.add("extension-granted", request=asked.id, until=until)


@pytest.mark.parametrize(("days", "allowed"), [(1, True), (29, True), (30, True), (31, False), (3000, False)])
def test_an_extension_is_thirty_days_at_most(days: int, allowed: bool) -> None:
    state = Story().has("registered").state
    assert (beyond(state, after(days), ALLOWED) is None) is allowed


def test_the_last_day_that_is_allowed_is_said() -> None:
    state = Story().has("registered").state
    assert beyond(state, after(31), ALLOWED) == (
        "2026-07-16 is 31 days after 2026-06-15; the campaign allows 30, until 2026-07-15"
    )


def test_the_second_extension_counts_from_the_first_and_there_is_no_third() -> None:
    story = Story().has("registered")
    extended(story, after(10))
    assert beyond(story.state, after(40), ALLOWED) is None
    assert beyond(story.state, after(41), ALLOWED)
    extended(story, after(40))
    assert beyond(story.state, after(41), ALLOWED) == "extensions granted so far: 2; the campaign allows 2"


def test_denied_requests_do_not_count_as_extensions() -> None:
    story = Story().has("registered")
    for _ in range(3):
        asked = story.add("extension-requested")
        story.add("extension-denied", request=asked.id)
    assert beyond(story.state, after(30), ALLOWED) is None


def test_a_campaign_may_allow_none() -> None:
    state = Story().has("registered").state
    assert beyond(state, after(1), Deadlines(extensions=0)) == "extensions granted so far: 0; the campaign allows 0"


def test_a_problem_that_was_reopened_after_its_deadline_has_its_days_from_then() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    story.add("reopened", on=after(100))
    assert beyond(story.state, after(130), ALLOWED) is None
    assert beyond(story.state, after(131), ALLOWED)


def test_a_problem_that_was_reopened_in_time_keeps_its_deadline_to_count_from() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed", "reopened")
    assert beyond(story.state, after(30), ALLOWED) is None
    assert beyond(story.state, after(31), ALLOWED)


def test_the_last_day_there_is_can_be_a_deadline() -> None:
    story = Story(due=dt.date.max - dt.timedelta(days=5)).has("registered")
    assert beyond(story.state, dt.date.max, ALLOWED) is None
    assert beyond(story.state, dt.date.max, Deadlines(extension_days=4))
