"""What several organizations have in common."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FOUND, Story, make_campaign
from tests.index.held import held
from yiananlib.errors import NoSuchRecord
from yiananlib.index import county_queries
from yiananlib.index.sync import Index
from yiananlib.services.reading.common_problems import LEAST, TEXTS, USUAL, Common, Group, Share, common

DAY = FOUND
WORDS = {"kind": {"drifting": "作风漂浮"}, "linked_work": {"reform": "深化改革"}}


def told(*problems: tuple[str, dict[str, Any]]) -> Index:
    stories = [
        Story(org, id=f"aaaa{n:02}", **{"root_cause": f"{n}", "title": f"{n}"} | head).has("registered")
        for n, (org, head) in enumerate(problems)
    ]
    return held([story.problem for story in stories], campaign=make_campaign(vocabulary=WORDS))


def keys(found: Common) -> list[str]:
    return [group.key for group in found.groups]


def test_problems_of_two_organizations_are_common_but_repeats_in_one_are_not() -> None:
    index = told(
        ("zjj", {"kind": "drifting"}),
        ("zjj", {"kind": "drifting", "found": dt.date(2026, 2, 1)}),
        ("czj", {"kind": "drifting", "due": dt.date(2026, 3, 1)}),
        ("zjj", {"kind": "inaction"}),
        ("zjj", {"kind": "inaction"}),
    )
    found = common(index, DAY, by=["kind"])
    shares = (Share("zjj", "住建局", 2), Share("czj", "财政局", 1))
    assert found.groups == (Group("kind", "drifting", "作风漂浮", 3, shares, dt.date(2026, 2, 1), 3, 0, 1),)
    assert (found.least, found.by) == (LEAST, ("kind",))


@pytest.mark.parametrize(("least", "there"), [(1, 2), (2, 1), (3, 0)])
def test_the_least_number_of_organizations_can_be_given(least: int, there: int) -> None:
    index = told(("zjj", {"kind": "drifting"}), ("czj", {"kind": "drifting"}), ("zjj", {"kind": "inaction"}))
    assert len(common(index, DAY, by=["kind"], least=least).groups) == there


@pytest.mark.parametrize("by", list(county_queries.SAID))
def test_each_thing_that_problems_say_can_be_common(by: str) -> None:
    same = {
        "kind": "drifting", "field": "land", "level": ["duty"], "finding": "case-1/1", "source": "audit",
        "linked": ["reform"], "tags": ["line/law"], "root_cause": "监管只看报表", "title": "过渡费停滞",
    }  # fmt: skip
    (group,) = common(told(("zjj", same), ("czj", same)), DAY, by=[by]).groups
    assert (group.by, group.problems, len(group.orgs)) == (by, 2, 2)
    if by == "linked":
        assert group.word == "深化改革"


@pytest.mark.parametrize("by", TEXTS)
def test_texts_that_are_alike_are_together_under_the_one_found_first(by: str) -> None:
    column = "root_cause" if by == "cause" else by
    index = told(
        ("zjj", {column: "监管只看报表,不看实情和落实", "found": dt.date(2026, 3, 2)}),
        ("czj", {column: "监管只看报表。不看实情与落实", "found": dt.date(2026, 3, 1)}),
        ("gov", {column: "怕担责、等上级拍板"}),
    )
    (group,) = common(index, DAY, by=[by]).groups
    assert (group.key, group.word) == ("监管只看报表。不看实情与落实",) * 2
    assert [share.org for share in group.orgs] == ["zjj", "czj"]


def test_those_in_most_organizations_stand_first_then_those_with_most_problems() -> None:
    index = told(
        *[("zjj", {"kind": "inaction"})] * 3, ("czj", {"kind": "inaction"}),
        *[(org, {"kind": "grassroots"}) for org in ("zjj", "czj", "gov")],
        *[(org, {"kind": "drifting"}) for org in ("zjj", "czj")],
    )  # fmt: skip
    assert keys(common(index, DAY, by=["kind"])) == ["grassroots", "inaction", "drifting"]


def test_by_default_everything_but_the_title_is_compared() -> None:
    assert common(told(), DAY).by == USUAL == tuple(name for name in county_queries.SAID if name != "title")
    assert common(told(), DAY, by=["title", "kind", "kind"]).by == ("kind", "title")


def test_a_problem_with_two_levels_is_in_both_groups() -> None:
    both = {"level": ["work", "duty"]}
    assert keys(common(told(("zjj", both), ("czj", both)), DAY, by=["level"])) == ["duty", "work"]


def test_problems_registered_later_or_elsewhere_do_not_count() -> None:
    index = told(("zjj", {}), ("czj", {}))
    assert common(index, DAY - dt.timedelta(days=1)).groups == ()
    assert common(index, DAY, "zjj").groups == ()
    assert common(index, DAY, "gov", by=["source"]).groups != ()
    with pytest.raises(NoSuchRecord):
        common(index, DAY, "nowhere")
