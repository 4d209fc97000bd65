"""What heads do themselves, and what each leader answers for."""

import pytest

from tests.builders import FOUND, HEAD, LEADER, Story
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.index.duties import Answers
from yiananlib.services.reading.leadership import heads, leaders


def test_units_without_a_head_in_office_are_named(desk: Desk) -> None:
    day = desk.now.date()
    found = asked(desk.ledger, lambda index: heads(index, day, "gov"))
    assert found.org_name is not None
    assert {one.org for one in found.heads} | set(found.without) == {"gov", "zjj", "czj"}
    assert f"zjj/{next(one.officer for one in found.heads if one.org == 'zjj')}" == HEAD


def test_a_total_stands_below_the_leaders_and_none_is_a_total_of_nothing() -> None:
    stories = [Story(id="aaaaaa", leader=LEADER), Story("czj", id="bbbbbb", leader="czj/head")]
    index = held([one.has("registered").problem for one in stories])
    found = leaders(index, FOUND)
    assert found.total == Answers("", 2, 0, 2, 0)
    assert [one.leader for one in leaders(index, FOUND, "czj").leaders] == ["czj/head"]
    assert leaders(held(), FOUND).total == Answers("", 0, 0, 0, 0)


def test_an_unknown_organization_is_refused() -> None:
    for question in (heads, leaders):
        with pytest.raises(NoSuchRecord):
            question(held(), FOUND, "nowhere")
