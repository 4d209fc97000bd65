"""Open work in posts that nobody holds."""

import datetime as dt

import pytest

from tests.builders import DUE, FORMER, FOUND, LEADER, OWNER, UNKNOWN, Story
from tests.index.held import held
from yiananlib.index.stranded import stranded
from yiananlib.model.problem import Problem

DAY = dt.timedelta(days=1)
FUTURE = "zjj/future"


def kept(*problems: Problem, day: dt.date = DUE, orgs: list[str] | None = None) -> list[tuple[str, str, int | None]]:
    return [(row.officer, row.what, row.number) for row in stranded(held(problems), day, orgs)]


@pytest.mark.parametrize("officer", [FORMER, FUTURE, UNKNOWN])
@pytest.mark.parametrize("field", ["owner", "leader"])
def test_a_problem_of_an_absent_or_unknown_officer_is_stranded(officer: str, field: str) -> None:
    story = Story(**{field: officer}).has("registered")
    assert kept(story.problem) == [(officer, "problem", None)]
    assert kept(story.problem, orgs=["zjj"]) == [(officer, "problem", None)]
    assert kept(story.problem, day=FOUND - DAY) == kept(story.problem, orgs=["czj"]) == []


def test_the_owner_who_leads_as_well_is_named_once() -> None:
    assert kept(Story(owner=FORMER, leader=FORMER).has("registered").problem) == [(FORMER, "problem", None)]


def test_who_holds_the_post_keeps_nothing() -> None:
    assert kept(Story(owner=OWNER, leader=LEADER).has("registered", "planned").problem) == []


@pytest.mark.parametrize("steps", [("submitted", "reviewed:pass", "closed"), ("voided",)])
def test_a_closed_or_voided_problem_is_not_stranded_until_it_is_reopened(steps: tuple[str, ...]) -> None:
    story = Story(owner=FORMER).has("registered", *steps)
    assert kept(story.problem) == []
    if steps[-1] == "closed":
        story.add("reopened", on=DUE)
        assert kept(story.problem) == [(FORMER, "problem", None)]


def test_a_measure_is_kept_until_it_is_completed() -> None:
    story = Story().has("registered")
    story.add("planned", number=1, owner=FORMER)
    story.add("planned", number=2, owner=FUTURE, on=DUE)
    story.add("completed", measure=1, on=DUE)
    assert kept(story.problem, day=DUE - DAY) == [(FORMER, "measure", 1)]
    assert kept(story.problem) == [(FUTURE, "measure", 2)]
    assert kept(story.problem, day=FOUND + 365 * DAY) == []
