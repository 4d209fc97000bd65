"""Work that changes hands: who answers now, who did, and what two sides may say of it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from tests.builders import LEADER, LIAISON, OFFICE, OTHER, OWNER, PARENT, Story, make_entry, make_orgs
from yiananlib.model import hands
from yiananlib.model.judging import Part, involved
from yiananlib.model.vocabulary import Status

ORGS = make_orgs()


def given(old: str, new: str, **fields: Any) -> Any:
    return make_entry("reassigned", **{"from": old, "to": new}, **fields)


def hand_over(story: Story, old: str, new: str) -> None:
    fields: dict[str, Any] = {"from": old, "to": new}
    story.add("reassigned", **fields)


def test_a_chain_of_hands_ends_with_the_last() -> None:
    chain = [given(OWNER, LIAISON), given(LIAISON, LEADER)]
    matter: Any = SimpleNamespace(owner=OWNER)
    assert list(hands.ever("owner", matter, chain)) == [OWNER, LIAISON, LEADER]
    story = Story().has("registered")
    for old, new in ((OWNER, LIAISON), (LIAISON, PARENT)):
        hand_over(story, old, new)
    assert (story.state.head.owner, story.state.head.leader, story.state.problem.head.owner) == (PARENT, LEADER, OWNER)
    assert involved(story.state)[LIAISON] is Part.TOOK_OVER


def test_only_unfinished_measures_of_this_round_are_handed_over() -> None:
    story = Story().has("registered", "planned")
    story.add("planned", number=2)
    story.add("completed", measure=1)
    hand_over(story, OWNER, LIAISON)
    assert [measure.owner for measure in story.state.measures] == [OWNER, LIAISON]


def test_a_measure_planned_after_the_handover_keeps_the_owner_it_names() -> None:
    story = Story().has("registered")
    hand_over(story, OWNER, LIAISON)
    story.add("planned", owner=OWNER)
    assert story.state.measures[0].owner == OWNER


def test_an_amendment_made_on_the_other_branch_stands() -> None:
    story = Story().has("registered")
    story.add("amended", changes={"owner": LEADER})
    hand_over(story, OWNER, LIAISON)
    assert (story.state.head.owner, story.state.faults) == (LEADER, ())


def test_a_closed_problem_can_be_handed_over_but_a_voided_one_cannot() -> None:
    for status, faults in ((Status.CLOSED, 0), (Status.VOIDED, 1), (Status.TRANSFERRED, 1)):
        from tests.builders import story_at

        story = story_at(status)
        hand_over(story, OWNER, LIAISON)
        assert len(story.state.faults) == faults, status


def test_handing_over_to_oneself_or_to_two_officers_is_refused() -> None:
    assert hands.objection(given(OWNER, OWNER), [OWNER], []) is not None
    assert hands.objection(given(OWNER, LIAISON), [OWNER], []) is None
    assert hands.objection(given(OWNER, LIAISON), [], []) is None
    assert hands.objection(given(OWNER, LIAISON), [], [given(OWNER, LIAISON)]) is None
    assert hands.objection(given(OWNER, LIAISON), [], [given(OWNER, LEADER)]) is not None
    again = [given(OWNER, LEADER), given(LEADER, OWNER)]
    assert hands.objection(given(OWNER, LIAISON), [OWNER], again) is None


def test_work_stays_in_the_unit_or_goes_above_it_but_for_the_office() -> None:
    assert hands.outside(given(OWNER, LIAISON), "zjj", ORGS) is None
    assert hands.outside(given(OWNER, PARENT), "zjj", ORGS) is None
    assert hands.outside(given(OWNER, OTHER), "zjj", ORGS) is not None
    assert hands.outside(given(OWNER, OTHER, by=PARENT), "zjj", ORGS) is not None
    assert hands.outside(given(OWNER, OTHER, by=OFFICE), "zjj", ORGS) is None
    assert hands.outside(given(OWNER, OTHER, by=OFFICE, **{"for": LIAISON}), "zjj", ORGS) is not None


def test_the_head_of_a_matter_names_whoever_answers_for_it_now() -> None:
    from yiananlib.model.rules import Head

    head = Head(id="k7m2qd", title="办法", governs="power", owner=OWNER, due=dt.date(2026, 6, 1))  # type: ignore[arg-type]
    assert hands.now("owner", head, [given(OWNER, LIAISON)]).owner == LIAISON
    assert hands.now("owner", head, [given(LEADER, LIAISON)]) is head
