"""Where everything is struck off, level by level, and against a second count."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUND, Story, make_orgs, record_id
from tests.index.held import held
from tests.services.histories import histories
from tests.services.recount import recount
from yiananlib.errors import NoSuchRecord
from yiananlib.model.problem import Problem
from yiananlib.services.reading.cleared import Level, cleared

DAY = dt.timedelta(days=1)


def closed(name: str, org: str = "zjj") -> Story:
    return Story(org, id=name).has("registered", "planned", "submitted", "reviewed:pass", "closed")


def test_an_organization_is_cleared_once_all_problems_of_it_and_below_are_struck_off() -> None:
    index = held([closed("aaaaaa").problem, Story("czj", id="bbbbbb").has("registered").problem])
    found = cleared(index, FOUND)
    state = {row.org: (row.cleared, row.left, row.own_left) for row in found.rows}
    assert state == {"gov": (False, 1, 0), "zjj": (True, 0, 0), "czj": (False, 1, 1)}
    assert found.levels == (Level(0, 1, 0, 0), Level(1, 2, 1, 0))
    assert [level.rate for level in found.levels] == [0.0, 0.5]


def test_the_day_of_the_close_clears_and_that_of_the_reopening_does_not() -> None:
    story = closed("aaaaaa")
    story.add("reopened", on=FOUND + 5 * DAY)
    index = held([story.problem])
    assert [[row.cleared for row in cleared(index, day, "zjj").rows] for day in (FOUND, FOUND + 4 * DAY)] == [
        [True],
        [True],
    ]
    assert [row.cleared for row in cleared(index, FOUND + 5 * DAY, "zjj").rows] == [False]


def test_an_organization_without_remaining_problems_is_listed_apart_not_as_cleared() -> None:
    gone = Story(id="aaaaaa").has("registered", "voided")
    found = cleared(held([gone.problem]), FOUND)
    assert {row.org: row.cleared for row in found.rows} == {"gov": None, "zjj": None, "czj": None}
    assert found.levels == (Level(0, 0, 0, 1), Level(1, 0, 0, 2))
    assert found.levels[0].rate is None


def test_an_office_is_listed_only_if_it_has_problems() -> None:
    assert "office" not in [row.org for row in cleared(held(), FOUND).rows]
    found = cleared(held([closed("aaaaaa", "office").problem]), FOUND)
    assert [row.cleared for row in found.rows if row.org == "office"] == [True]


def test_within_part_of_the_county_levels_begin_at_its_topmost_organization() -> None:
    found = cleared(held([closed("aaaaaa").problem]), FOUND, "zjj")
    assert (found.org_name, found.levels) == ("住建局", (Level(0, 1, 1, 0),))
    with pytest.raises(NoSuchRecord):
        cleared(held(), FOUND, "nowhere")


@given(st.lists(st.tuples(histories(), st.sampled_from(["zjj", "czj", "gov"])), max_size=4), st.integers(-5, 300))
def test_it_agrees_with_a_second_count(problems: list[tuple[Problem, str]], days: int) -> None:
    day = FOUND + days * DAY
    told = [
        Problem(org, p.head.model_copy(update={"id": record_id(n)}), p.entries) for n, (p, org) in enumerate(problems)
    ]
    orgs = make_orgs()
    rows = {row.org: row for row in cleared(held(told), day).rows}
    for name, row in rows.items():
        below = [o for o, one in orgs.items() if name in (o, one.parent)]
        counted = recount([p for p in told if p.org in below], day)
        assert (row.total, row.closed, row.overdue) == (counted["total"], counted["closed"], counted["overdue"])
        assert row.cleared is (counted["closed"] == counted["total"] if counted["total"] else None)
