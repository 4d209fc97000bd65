import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import (
    FORMER,
    FOUND,
    HEAD,
    INSPECTOR,
    LEADER,
    LIAISON,
    OFFICE,
    OTHER,
    OWNER,
    PARENT,
    START,
    STEPS,
    UNKNOWN,
    Story,
    make_entry,
    make_officer,
    make_org,
    make_orgs,
    story_at,
)
from yiananlib.model import authority
from yiananlib.model.authority import TABLE, actor, involved, may_define, may_work_on
from yiananlib.model.entries import KINDS
from yiananlib.model.lifecycle import walk
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Function, Status

ORGS: Final = make_orgs()

OWN: Final = {LIAISON, HEAD, PARENT, OFFICE}
SUPERVISION: Final = {OFFICE, INSPECTOR}
CONCERNED: Final = OWN | SUPERVISION
OFFICERS: Final = [LIAISON, HEAD, PARENT, OFFICE, INSPECTOR, OTHER, UNKNOWN, FORMER]

WHO: Final[dict[str, set[str]]] = {
    "registered": OWN,
    "amended": OWN,
    "planned": OWN,
    "progressed": OWN,
    "completed": OWN,
    "evidenced": OWN,
    "extension-requested": OWN,
    "extension-granted": SUPERVISION,
    "extension-denied": SUPERVISION,
    "endorsed": {HEAD},
    "submitted": OWN,
    "withdrawn": OWN,
    "reviewed": SUPERVISION,
    "publicised": SUPERVISION,
    "closed": SUPERVISION,
    "looked-back": SUPERVISION,
    "reopened": SUPERVISION,
    "voided": SUPERVISION,
    "noted": CONCERNED,
    "numbered": SUPERVISION,
    "handled": SUPERVISION,
    "held-accountable": SUPERVISION,
    "rated": CONCERNED,
    "explained": CONCERNED,
    "redated": SUPERVISION,
    "retracted": {LIAISON, OFFICE},
}
"""Section 3 of the design, “Who”, for a problem of `zjj` that the liaison has submitted."""


def refusal(state: State, step: str, by: str, **fields: Any) -> str | None:
    return authority.refusal(make_entry(step, by=by, **fields), state, ORGS)


def test_the_table_has_a_row_for_every_kind() -> None:
    assert TABLE.keys() == KINDS.keys() == WHO.keys()


@pytest.mark.parametrize("by", OFFICERS)
@pytest.mark.parametrize("step", STEPS)
def test_an_entry_is_made_by_those_the_design_names(step: str, by: str) -> None:
    state = story_at(Status.SUBMITTED).state
    reason = refusal(state, step, by)
    assert (reason is None) is (by in WHO[step.partition(":")[0]])


@pytest.mark.parametrize(
    ("step", "by", "sentence"),
    [
        ("noted", UNKNOWN, "zjj/nobody is not an officer of this campaign"),
        ("noted", "nowhere/liaison", "nowhere/liaison is not an officer of this campaign"),
        ("noted", FORMER, "zjj/former does not hold the post on 2026-03-12"),
        ("noted", "zjj/future", "zjj/future does not hold the post on 2026-03-12"),
        (
            "progressed",
            OTHER,
            "czj/liaison may not do this; zjj itself, the organizations above it, or the office may",
        ),
        ("endorsed", LIAISON, "zjj/liaison may not do this; the head of zjj may"),
        (
            "noted",
            OTHER,
            "czj/liaison may not do this; zjj itself, the organizations above it, the office or the inspectors may",
        ),
        ("closed", LIAISON, "zjj/liaison may not do this; the office or the inspectors may"),
    ],
)
def test_a_refusal_says_who_may(step: str, by: str, sentence: str) -> None:
    assert refusal(Story().has("registered").state, step, by) == sentence


def test_the_head_of_another_unit_cannot_endorse() -> None:
    assert refusal(Story().has("registered").state, "endorsed", "czj/head")


def test_a_post_is_held_on_the_day_of_recording() -> None:
    state = Story().has("registered").state
    before = START - dt.timedelta(days=1)
    assert refusal(state, "noted", FORMER, at=before) is None
    assert refusal(state, "noted", FORMER, on=before.date())


# -- who is kept from judging

JUDGEMENTS: Final = [
    "reviewed:pass",
    "reviewed:return",
    "closed",
    "looked-back:held",
    "looked-back:incomplete",
    "looked-back:slipped",
    "reopened",
    "voided",
    "extension-granted",
    "extension-denied",
]


@pytest.mark.parametrize("step", JUDGEMENTS)
def test_own_work_cannot_be_judged(step: str) -> None:
    story = Story().has("registered")
    story.add("submitted", by=OFFICE)
    assert refusal(story.state, step, OFFICE) == (
        "office/liaison submitted, owns or leads this problem; somebody else must judge it"
    )
    assert refusal(story.state, step, INSPECTOR) is None


@pytest.mark.parametrize("step", JUDGEMENTS)
@pytest.mark.parametrize("post", ["owner", "leader"])
def test_owner_and_leader_cannot_judge(step: str, post: str) -> None:
    state = Story(**{post: INSPECTOR}).has("registered", "submitted").state
    assert refusal(state, step, INSPECTOR)
    assert refusal(state, step, OFFICE) is None


@pytest.mark.parametrize("step", [s for s in STEPS if s not in JUDGEMENTS])
def test_those_involved_are_kept_from_judging_alone(step: str) -> None:
    story = Story(owner=OFFICE, leader=OFFICE).has("registered")
    story.add("submitted", by=OFFICE)
    if WHO[step.partition(":")[0]] >= {OFFICE}:
        assert refusal(story.state, step, OFFICE) is None


def test_whoever_submitted_in_this_round_is_involved() -> None:
    story = Story().has("registered")
    story.add("submitted", by=OFFICE)
    story.has("withdrawn", "submitted")
    assert involved(story.state) == {OFFICE, LIAISON, OWNER, LEADER}


def test_whoever_submitted_in_a_round_before_may_judge() -> None:
    story = Story().has("registered")
    story.add("submitted", by=OFFICE)
    story.add("reviewed:pass", by=INSPECTOR)
    story.add("closed", by=INSPECTOR)
    assert OFFICE in involved(story.state)
    story.add("reopened", by=INSPECTOR)
    assert involved(story.state) == {OWNER, LEADER}


def test_whoever_submits_later_was_not_involved_before() -> None:
    story = Story().has("registered", "submitted", "reviewed:return")
    story.add("submitted", by=OFFICE)
    judged = {e.kind: authority.refusal(e, before, ORGS) for before, e in walk(story.problem)}
    assert judged == {"registered": None, "submitted": None, "reviewed": None}


def test_handing_a_problem_over_makes_nobody_its_judge() -> None:
    story = Story().has("registered")
    before = involved(story.state)
    story.add("amended", changes={"owner": INSPECTOR})
    assert involved(story.state) == before | {INSPECTOR}


@pytest.mark.parametrize("step", ["extension-granted", "extension-denied"])
def test_whoever_asked_for_more_time_does_not_decide(step: str) -> None:
    story = Story().has("registered")
    asked = story.add("extension-requested", by=OFFICE)
    assert refusal(story.state, step, OFFICE, request=asked.id) == (
        "office/liaison asked for the extension; somebody else must decide"
    )
    assert refusal(story.state, step, INSPECTOR, request=asked.id) is None


def test_a_decision_on_no_request_is_left_to_the_lifecycle() -> None:
    assert refusal(Story().has("registered").state, "extension-granted", OFFICE) is None


# -- amendments that ease the gate


@pytest.mark.parametrize(
    ("head", "changes", "eases"),
    [
        ({"severity": "serious"}, {"severity": "general"}, "severity"),
        ({"severity": "general"}, {"severity": "minor"}, "severity"),
        ({"severity": "general"}, {"severity": "major"}, None),
        ({"severity": "general"}, {"severity": "general"}, None),
        ({"class": "phased"}, {"class": "immediate"}, "class"),
        ({"class": "ongoing"}, {"class": "immediate"}, "class"),
        ({"class": "ongoing"}, {"class": "phased"}, "class"),
        ({"class": "phased"}, {"class": "ongoing"}, None),
        ({"class": "immediate"}, {"class": "phased"}, None),
        ({"class": "immediate"}, {"class": "immediate"}, None),
        ({"class": "ongoing"}, {"class": "ongoing"}, None),
        ({"field": "tender"}, {"field": "none"}, "field"),
        ({"field": "tender"}, {"field": "land"}, "field"),
        ({"field": "none"}, {"field": "tender"}, None),
        ({"field": "tender"}, {"field": "tender"}, None),
        ({}, {"title": "另一件"}, None),
        ({}, {"owner": "zjj/head"}, None),
    ],
)
def test_what_asks_less_of_the_close_out_is_amended_by_the_office(
    head: dict[str, str], changes: dict[str, str], eases: str | None
) -> None:
    state = Story(**head).has("registered").state
    for by in (LIAISON, HEAD, PARENT):
        reason = refusal(state, "amended", by, changes=changes)
        assert (reason is None) is (eases is None)
        assert f"changing {eases} this way" in (reason or f"changing {eases} this way")
    assert refusal(state, "amended", OFFICE, changes=changes) is None


def test_amendments_are_judged_by_the_head_in_force() -> None:
    story = Story(severity="minor").has("registered")
    story.add("amended", changes={"severity": "major"})
    assert refusal(story.state, "amended", LIAISON, changes={"severity": "serious"})


# -- actors


def test_an_actor_is_an_officer_in_an_organization() -> None:
    found = actor(INSPECTOR, ORGS)
    assert found is not None
    assert (found.ref, found.org, found.function) == (INSPECTOR, "jiwei", Function.INSPECTOR)
    assert found.supervises


@pytest.mark.parametrize("ref", [UNKNOWN, "nowhere/liaison", "zjj", "", "/", "zjj/"])
def test_no_such_officer_is_no_actor(ref: str) -> None:
    assert actor(ref, ORGS) is None


@pytest.mark.parametrize(
    ("by", "org", "may"),
    [
        (LIAISON, "zjj", True),
        (PARENT, "zjj", True),
        (PARENT, "gov", True),
        (OFFICE, "zjj", True),
        (LIAISON, "gov", False),
        (LIAISON, "czj", False),
        (INSPECTOR, "zjj", False),
        (INSPECTOR, "jiwei", True),
    ],
)
def test_problems_are_registered_by_the_unit_those_above_it_and_the_office(by: str, org: str, may: bool) -> None:
    who = actor(by, ORGS)
    assert who is not None
    assert may_work_on(who, org, ORGS) is may


# -- definition files


@pytest.mark.parametrize("by", OFFICERS)
def test_definitions_are_changed_by_the_office_alone(by: str) -> None:
    assert may_define(actor(by, ORGS), ORGS, FOUND) is (by == OFFICE)


def test_anyone_may_define_until_the_office_has_an_officer() -> None:
    empty = {**ORGS, "office": make_org(function=Function.OFFICE, officers=[])}
    assert may_define(None, empty, FOUND)
    assert may_define(actor(LIAISON, empty), empty, FOUND)
    assert may_define(None, {}, FOUND)


def test_an_office_whose_officers_all_left_is_not_open_to_anyone() -> None:
    left = [make_officer("old", until=FOUND)]
    orgs = {"office": make_org(function=Function.OFFICE, officers=left)}
    assert not may_define(None, orgs, FOUND)
    assert not may_define(None, orgs, FOUND + dt.timedelta(days=1))


def test_an_officer_who_has_left_the_office_defines_nothing() -> None:
    officers = [make_officer("old", until=FOUND), make_officer("new", since=FOUND)]
    orgs = {"office": make_org(function=Function.OFFICE, officers=officers)}
    later = FOUND + dt.timedelta(days=1)
    assert may_define(actor("office/old", orgs), orgs, FOUND)
    assert not may_define(actor("office/old", orgs), orgs, later)
    assert may_define(actor("office/new", orgs), orgs, later)
    assert not may_define(None, orgs, later)
