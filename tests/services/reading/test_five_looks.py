"""The five looks, as the two sides rate them."""

import datetime as dt
from typing import Any

from tests.builders import FOUND, INSPECTOR, LIAISON, OFFICE, Story
from tests.index.held import held
from yiananlib.index.sync import Index
from yiananlib.model.vocabulary import Look
from yiananlib.services.reading.five_looks import FiveLooks, Mean, Sides, five_looks

DAY = dt.timedelta(days=1)
Given = tuple[str, dict[str, int]]


def rated(*ratings: Given, name: str = "aaaaaa", org: str = "zjj", **head: Any) -> Story:
    story = Story(org, id=name, **head).has("registered", "submitted", "reviewed:pass", "closed")
    for place, (by, scores) in enumerate(ratings):
        story.add("rated", by=by, scores=scores, on=FOUND + place * DAY)
    return story


def told(*stories: Story) -> Index:
    return held([story.problem for story in stories])


def looked(*stories: Story, on: dt.date = FOUND + 9 * DAY) -> FiveLooks:
    return five_looks(told(*stories), on, None)


def test_each_side_has_its_mean_with_the_number_of_problems() -> None:
    found = looked(
        rated((LIAISON, {"change": 5, "spirit": 4}), (OFFICE, {"change": 4})),
        rated((LIAISON, {"change": 2}), name="bbbbbb"),
    )
    assert found.looks[Look.CHANGE] == Sides(Mean(3.5, 2), Mean(4.0, 1))
    assert found.looks[Look.SPIRIT] == Sides(Mean(4.0, 1), Mean(None, 0))
    assert found.looks[Look.CONDUCT] == Sides(Mean(None, 0), Mean(None, 0))
    assert list(found.looks) == list(Look)
    assert found.rated
    assert not looked(rated()).rated


def test_the_last_rating_of_each_look_by_each_side_counts() -> None:
    story = rated((LIAISON, {"change": 1, "spirit": 2}), (OFFICE, {"change": 3}), (LIAISON, {"change": 5}),
                  (INSPECTOR, {"change": 4}))  # fmt: skip
    found = looked(story)
    assert found.looks[Look.CHANGE] == Sides(Mean(5.0, 1), Mean(4.0, 1))
    assert found.looks[Look.SPIRIT].unit == Mean(2.0, 1)
    first = looked(story, on=FOUND)
    assert first.looks[Look.CHANGE] == Sides(Mean(1.0, 1), Mean(None, 0))


def test_ratings_two_apart_raise_a_question_and_ratings_one_apart_do_not() -> None:
    found = looked(
        rated((LIAISON, {"change": 4, "spirit": 5, "conduct": 1}), (OFFICE, {"change": 3, "spirit": 3, "conduct": 5})),
        rated((LIAISON, {"change": 5}), name="bbbbbb"),
    )
    assert [(q.ref, q.look, q.unit, q.supervisor) for q in found.questions] == [
        ("zjj/aaaaaa", Look.SPIRIT, 5, 3),
        ("zjj/aaaaaa", Look.CONDUCT, 1, 5),
    ]


def test_questions_stand_in_the_order_of_organizations() -> None:
    apart = ((LIAISON, {"change": 1}), (OFFICE, {"change": 5}))
    found = looked(rated(*apart, name="bbbbbb", org="czj"), rated(*apart), rated(*apart, name="cccccc", org="gov"))
    assert [q.org for q in found.questions] == ["gov", "zjj", "czj"]


def test_a_scope_has_its_own_ratings() -> None:
    index = told(rated((LIAISON, {"change": 1})), rated((LIAISON, {"change": 5}), name="bbbbbb", org="czj"))
    assert five_looks(index, FOUND, ["czj"]).looks[Look.CHANGE].unit == Mean(5.0, 1)
