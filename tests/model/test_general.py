"""普遍问题: what a problem stands for, and who of the units that are asked has looked."""

from typing import Any

from tests.builders import LIAISON, OFFICE, OTHER, PARENT, Story, make_orgs
from yiananlib.model import general


def test_an_ordinary_problem_is_no_general_one_and_nobody_is_missing() -> None:
    story = Story().has("registered")
    assert (general.of_state(story.state), general.looked(story.state), general.missing(story.state)) == (None, {}, ())


def test_the_last_entry_says_what_the_problem_stands_for_and_who_is_asked() -> None:
    story = Story().has("registered", "generalised")
    story.add("generalised", problems=["n4w9vb", "m3v8ta"], asked=["czj"])
    said = general.of_state(story.state)
    assert said is not None
    assert (said.problems, said.asked) == (("n4w9vb", "m3v8ta"), ("czj",))


def test_a_unit_may_answer_again_and_its_last_answer_counts() -> None:
    story = Story().has("registered", "generalised")
    story.add("looked-wider", by=OTHER, found=3)
    story.add("looked-wider", by=OTHER, found=0)
    assert {org: one.found for org, one in general.looked(story.state).items()} == {"czj": 0}
    assert general.missing(story.state) == ("zjj",)


def test_what_the_office_types_for_a_unit_is_that_unit_s() -> None:
    story = Story().has("registered", "generalised")
    on_behalf: dict[str, Any] = {"for": LIAISON}
    story.add("looked-wider", by=OFFICE, **on_behalf)
    assert general.missing(story.state) == ("czj",)


def test_a_unit_that_is_no_longer_asked_no_longer_counts() -> None:
    story = Story().has("registered", "generalised")
    story.add("looked-wider", by=OTHER)
    story.add("generalised", asked=["zjj"])
    assert (general.looked(story.state), general.missing(story.state)) == ({}, ("zjj",))


def test_only_units_that_are_asked_answer_and_only_on_a_general_problem() -> None:
    story = Story().has("registered")
    assert story.refusal("looked-wider") == "it is not a general problem, so no unit is asked to look for it"
    story.add("generalised")
    assert story.refusal("looked-wider", by=PARENT) == "gov is not asked to look for it; asked are zjj, czj"
    assert story.refusal("looked-wider", by=OTHER) is None
    assert story.refusal("generalised", problems=[story.head.id]) == "a general problem cannot stand for itself"


def test_a_general_problem_is_of_the_office() -> None:
    assert general.not_of_office("office", make_orgs()) is None
    assert general.not_of_office("elsewhere", make_orgs()) is None
    said = general.not_of_office("zjj", make_orgs())
    assert said == "only a problem of the office can stand for others, and this is one of zjj"
