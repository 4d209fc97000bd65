"""Units in the order of a figure."""

import datetime as dt

import pytest

from tests.builders import FOUND, Story
from tests.index.held import held
from yiananlib.errors import NoSuchRecord
from yiananlib.index.figures import BY_NAME, RANKED, Figures
from yiananlib.index.sync import Index
from yiananlib.services.reading.ranking import Ranking, ranking

_SPELLED = str.maketrans("o", "q")

LATE = dt.date(2026, 6, 16)
"""The day after the deadline of every problem here."""


def told(**orgs: tuple[int, int]) -> Index:
    """Return an index with so many problems of each organization, and so many of them closed."""
    stories = []
    for org, (total, closed) in orgs.items():
        for n in range(total):
            story = Story(org, id=f"{org[0].translate(_SPELLED)}{n:05}").has("registered")
            stories.append(story.has("submitted", "reviewed:pass", "closed") if n < closed else story)
    return held([story.problem for story in stories])


def places(found: Ranking) -> list[tuple[int, str, int, int]]:
    return [(unit.rank, unit.org, unit.part, unit.whole) for unit in found.ranked]


def test_the_higher_closure_rate_stands_first_with_its_denominator() -> None:
    index = told(zjj=(4, 1), czj=(4, 3))
    found = ranking(index, LATE, "closure_rate")
    assert places(found) == [(1, "czj", 3, 4), (2, "zjj", 1, 4)]
    assert [unit.rate for unit in found.ranked] == [0.75, 0.25]


def test_the_smaller_share_of_overdue_problems_stands_first_and_not_the_smaller_number() -> None:
    index = told(zjj=(9, 6), czj=(3, 1))
    assert places(ranking(index, LATE, "overdue")) == [(1, "zjj", 3, 9), (2, "czj", 2, 3)]


def test_equal_shares_have_the_same_rank_and_the_next_one_skips() -> None:
    index = told(gov=(3, 1), zjj=(6, 2), czj=(3, 0))
    assert places(ranking(index, LATE, "closure_rate")) == [(1, "gov", 1, 3), (1, "zjj", 2, 6), (3, "czj", 0, 3)]
    assert [unit.rank for unit in ranking(index, LATE, "overdue").ranked] == [1, 1, 3]


@pytest.mark.parametrize(("least", "ranked"), [(2, ["zjj", "czj"]), (3, ["zjj"]), (4, [])])
def test_units_with_few_problems_that_were_due_are_not_ranked(least: int, ranked: list[str]) -> None:
    found = ranking(told(zjj=(3, 3), czj=(2, 0)), LATE, "closure_rate", least=least)
    assert [unit.org for unit in found.ranked] == ranked
    assert {unit.org: unit.due for unit in found.unranked if unit.org not in ranked} == {
        org: due for org, due in (("gov", 0), ("zjj", 3), ("czj", 2)) if org not in ranked
    }


def test_a_problem_in_time_was_not_due() -> None:
    index = told(zjj=(3, 3))
    assert ranking(index, LATE - dt.timedelta(days=1), "closure_rate").ranked == ()
    assert ranking(index, FOUND, "closure_rate", least=1).ranked == ()


def test_a_unit_without_a_denominator_is_not_ranked() -> None:
    index = told(zjj=(3, 1), czj=(3, 0))
    assert [unit.org for unit in ranking(index, LATE, "reopen_rate").ranked] == ["zjj"]


def test_each_unit_counts_its_own_problems_and_the_office_is_not_ranked() -> None:
    index = told(gov=(3, 3), zjj=(4, 0), office=(5, 5))
    assert places(ranking(index, LATE, "closure_rate")) == [(1, "gov", 3, 3), (2, "zjj", 0, 4)]
    assert places(ranking(index, LATE, "closure_rate", "zjj")) == [(1, "zjj", 0, 4)]
    with pytest.raises(NoSuchRecord):
        ranking(index, LATE, "closure_rate", "nowhere")


@pytest.mark.parametrize("figure", RANKED)
def test_every_figure_is_a_share_of_figures_that_there_are(figure: str) -> None:
    share = BY_NAME[figure]
    assert {share.told, share.whole, figure} <= set(Figures._fields)
    assert len(ranking(told(zjj=(3, 2)), LATE, figure).ranked) <= 1
