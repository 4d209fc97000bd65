"""Open problems day by day: the identity holds on every line, and each line says what the report says."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, Story, make_campaign, make_orgs
from tests.index.held import counted, held
from tests.services.histories import histories
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index.sync import Index
from yiananlib.model.campaign import Campaign
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.services.reading.burn_down import MOST, BurnDown, Line, burn_down, in_steps

DAY = dt.timedelta(days=1)
SPRINT = {"start": FOUND, "days": 100}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def sprinting(**sprint: object) -> Campaign:
    return make_campaign(sprint=SPRINT | sprint)


def closed_on(on: dt.date, story: Story) -> Story:
    for step in ("submitted", "reviewed:pass", "closed"):
        story.add(step, on=on)
    return story


def balances(found: BurnDown) -> bool:
    was = found.before
    for line in found.lines:
        came = line.new + line.reopened + line.received
        if line.open != was + came - line.closed - line.voided - line.transferred:
            return False
        was = line.open
    return True


days = st.integers(-3, 300).map(lambda n: FOUND + n * DAY)


@given(problems=st.lists(histories(), min_size=1, max_size=3), some=st.lists(days, min_size=2, max_size=2))
def test_open_is_that_of_the_day_before_with_what_came_and_went(problems: list[Problem], some: list[dt.date]) -> None:
    start, end = sorted(some)
    index = held(problems)
    found = burn_down(index, end, None, start, end)
    assert balances(found)
    assert [line.day for line in found.lines] == [start + n * DAY for n in range((end - start).days + 1)]
    assert found.before == counted(index, start - DAY).open


@given(problem=histories())
def test_every_line_says_what_the_report_of_its_day_says(problem: Problem) -> None:
    index = held([problem])
    # what a wrong clock recorded is ten years ahead, and no chart is that long
    last = max(e.on for e in fold(problem).entries if e.on < FOUND + dt.timedelta(days=3000))
    found = burn_down(index, last, None, FOUND, last)
    changed = {e.on for e in fold(problem).entries}
    for line in found.lines:
        if line.day in changed:
            figures = counted(index, line.day)
            assert (line.open, line.closed - line.reopened) == (
                figures.open,
                figures.closed - counted(index, line.day - DAY).closed,
            )


@given(
    numbers=st.lists(st.tuples(*[st.integers(0, 9)] * 6), min_size=1, max_size=60), step=st.integers(1, 30),
)  # fmt: skip
def test_steps_of_any_length_keep_the_identity_and_every_number(
    numbers: list[tuple[int, int, int, int, int, int]], step: int
) -> None:
    lines: list[Line] = []
    for place, (new, closed, reopened, voided, gone, taken) in enumerate(numbers):
        was = lines[-1].open if lines else 100
        open_ = was + new + reopened + taken - closed - voided - gone
        lines.append(Line(FOUND + place * DAY, open_, new, closed, reopened, voided, gone, taken))
    steps = in_steps(lines, step)
    assert len(steps) == -(-len(lines) // step)
    assert steps[-1][:2] == lines[-1][:2]
    was = 100
    for line in steps:
        came = line.new + line.reopened + line.received
        assert line.open == was + came - line.closed - line.voided - line.transferred
        was = line.open
    for name in Line._fields[2:]:
        assert sum(getattr(line, name) for line in steps) == sum(getattr(line, name) for line in lines)


def told(*stories: Story, campaign: Campaign | None = None) -> Index:
    return held([story.problem for story in stories], campaign=campaign)


def test_what_came_and_went_is_told_by_day() -> None:
    stays = Story(id="aaaaaa").has("registered")
    goes = closed_on(day("03-20"), Story(id="bbbbbb").has("registered"))
    goes.add("reopened", on=day("03-22"))
    wrong = Story(id="cccccc").has("registered")
    wrong.add("voided", on=day("03-13"))
    found = burn_down(told(stays, goes, wrong), day("03-23"))
    assert {line.day: line[1:6] for line in found.lines if line.new or line.closed or line.reopened or line.voided} == {
        day("03-12"): (3, 3, 0, 0, 0),
        day("03-13"): (2, 0, 0, 0, 1),
        day("03-20"): (1, 0, 1, 0, 0),
        day("03-22"): (2, 0, 0, 1, 0),
    }
    assert (found.start, found.end, found.before) == (day("03-12"), day("03-23"), 0)


def test_what_came_and_went_on_one_day_counts_on_both_sides_of_registration_alone() -> None:
    at_once = closed_on(FOUND, Story(id="aaaaaa").has("registered"))
    in_error = Story(id="bbbbbb").has("registered", "voided")
    again = closed_on(day("03-14"), Story(id="cccccc").has("registered"))
    again.add("reopened", on=day("03-14"))
    given_up = closed_on(day("03-14"), Story(id="dddddd").has("registered"))
    given_up.add("reopened", on=day("03-15"))
    given_up.add("voided", on=day("03-15"))
    found = burn_down(told(at_once, in_error, again, given_up), day("03-15"))
    assert [line[1:6] for line in found.lines] == [
        (2, 4, 1, 0, 1),
        (2, 0, 0, 0, 0),
        (1, 0, 1, 0, 0),
        (1, 0, 0, 1, 1),
    ]
    assert balances(found)


@pytest.mark.parametrize(
    ("on", "start", "end"),
    [
        ("03-12", "03-12", "03-12"),
        ("04-01", "03-12", "04-01"),
        ("06-19", "03-12", "06-19"),
        ("07-31", "03-12", "06-19"),
    ],
)
def test_the_days_are_those_of_the_sprint_so_far(on: str, start: str, end: str) -> None:
    found = burn_down(told(Story().has("registered"), campaign=sprinting()), day(on))
    assert (found.start, found.end) == (day(start), day(end))


def test_before_the_sprint_the_days_are_those_since_the_first_registration() -> None:
    index = told(Story().has("registered"), campaign=sprinting(start=day("05-01")))
    assert burn_down(index, day("03-20")).start == FOUND
    assert burn_down(index, day("05-01")).start == day("05-01")
    assert burn_down(index, day("05-20"), end=day("04-30")).start == FOUND
    assert burn_down(index, day("05-20"), start=FOUND).end == day("05-20")


def test_without_a_problem_there_is_the_day_alone() -> None:
    found = burn_down(held(), day("05-01"))
    assert [line[1:6] for line in found.lines] == [(0, 0, 0, 0, 0)]
    assert burn_down(told(Story().has("registered")), day("03-01")).lines == (Line(day("03-01"), 0, 0, 0, 0, 0),)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, "05-02", "2026-05-02 is after 2026-05-01; the future is not known"),
        ("04-02", "04-01", "2026-04-02 is after 2026-04-01"),
        ("05-02", None, "2026-05-02 is after 2026-05-01"),
    ],
)
def test_days_in_the_wrong_order_or_to_come_are_refused(start: str | None, end: str | None, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        burn_down(held(), day("05-01"), None, day(start) if start else None, day(end) if end else None)


def test_there_are_at_most_ten_years_of_days() -> None:
    end = day("05-01")
    assert len(burn_down(held(), end, None, end - (MOST - 1) * DAY).lines) == MOST
    with pytest.raises(UsageProblem, match=f"at most {MOST} days"):
        burn_down(held(), end, None, end - MOST * DAY)
    with pytest.raises(UsageProblem, match="at most"):
        burn_down(held(), dt.date.max, None, dt.date.min)


def test_an_organization_counts_with_all_below_it_and_must_be_known() -> None:
    index = told(Story(id="aaaaaa").has("registered"), Story("czj", id="bbbbbb").has("registered"))
    assert {org: burn_down(index, FOUND, org).lines[-1].open for org in (None, "gov", "zjj", "jiwei")} == {
        None: 2,
        "gov": 2,
        "zjj": 1,
        "jiwei": 0,
    }
    assert burn_down(index, FOUND, "zjj").org_name == make_orgs()["zjj"].name
    with pytest.raises(NoSuchRecord):
        burn_down(index, FOUND, "nowhere")
