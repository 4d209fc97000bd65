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
    PARENT,
    SHA256,
    START,
    STEPS,
    UNKNOWN,
    Story,
    called,
    make_entry,
    make_officer,
    make_org,
    make_orgs_with_a_larger_office,
    story_at,
)
from yiananlib.model import authority, steps
from yiananlib.model.authority import actor, may_define, may_work_on
from yiananlib.model.entries import KINDS
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Function, Status

ORGS: Final = make_orgs_with_a_larger_office()

OWN: Final = {LIAISON, HEAD, PARENT, OFFICE}
SUPERVISION: Final = {OFFICE, INSPECTOR}
CONCERNED: Final = OWN | SUPERVISION
OFFICERS: Final = [LIAISON, HEAD, PARENT, OFFICE, INSPECTOR, OTHER, UNKNOWN, FORMER]

WHO: Final[dict[str, set[str]]] = {
    "registered": OWN,
    "amended": OWN,
    "reassigned": OWN,
    "planned": OWN,
    "progressed": OWN,
    "completed": OWN,
    "excused": SUPERVISION,
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
    "transferred": {OFFICE},
    "carried-over": {OFFICE},
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
    "contested": {HEAD},
    "contest-upheld": SUPERVISION,
    "contest-dismissed": SUPERVISION,
    "blocked": OWN,
    "block-cleared": OWN,
    "generalised": OWN,
    "looked-wider": {LIAISON, HEAD, PARENT, OTHER},
}
"""Section 3 of the design, “Who”, for a problem of `zjj` that the liaison has submitted."""


def refusal(state: State, step: str, by: str, **fields: Any) -> str | None:
    return authority.refusal(make_entry(step, by=by, **fields), state, ORGS)


def test_the_table_has_a_row_for_every_kind() -> None:
    assert steps.WHO.keys() == KINDS.keys() == WHO.keys()


@pytest.mark.parametrize("by", OFFICERS)
@pytest.mark.parametrize("step", STEPS)
def test_an_entry_is_made_by_those_the_design_names(step: str, by: str) -> None:
    state = story_at(Status.SUBMITTED).state
    reason = refusal(state, step, by)
    assert (reason is None) is (by in WHO[step.partition(":")[0]])


@pytest.mark.parametrize(
    ("step", "by", "sentence"),
    [
        ("noted", UNKNOWN, "zjj/nobody is not an officer in this campaign"),
        ("noted", "nowhere/liaison", "nowhere/liaison is not an officer in this campaign"),
        ("noted", FORMER, "住建局职务 former (zjj/former) does not hold the post on 2026-03-12"),
        ("noted", "zjj/future", "住建局职务 future (zjj/future) does not hold the post on 2026-03-12"),
        (
            "progressed",
            OTHER,
            f"{called(OTHER)} may not do this; allowed: 住建局 (zjj) itself, the organizations above it, or the office",
        ),
        ("endorsed", LIAISON, "住建局职务 liaison (zjj/liaison) may not do this; allowed: the head of 住建局 (zjj)"),
        (
            "noted",
            OTHER,
            f"{called(OTHER)} may not do this; allowed: 住建局 (zjj) itself, the organizations above it, the office"
            " or the inspectors",
        ),
        ("closed", LIAISON, "住建局职务 liaison (zjj/liaison) may not do this; allowed: the office or the inspectors"),
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


# -- on whose behalf

FOR_LIAISON: Final[dict[str, Any]] = {"for": LIAISON}
SHEET: Final = {"file": "0123456789abcdef-签认单.pdf", "sha256": SHA256, "size": 1}


@pytest.mark.parametrize("principal", OFFICERS)
@pytest.mark.parametrize("step", STEPS)
def test_what_the_office_records_for_somebody_needs_that_person_s_authority(step: str, principal: str) -> None:
    state = story_at(Status.SUBMITTED).state
    papers: dict[str, dict[str, Any]] = {"endorsed": {"sheet": SHEET}, "contested": {"evidence": [SHEET]}}
    more = papers.get(step, {})
    reason = authority.refusal(make_entry(step, by="office/head", **{"for": principal}, **more), state, ORGS)
    assert (reason is None) is (principal in WHO[step.partition(":")[0]])


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, INSPECTOR, OTHER])
@pytest.mark.parametrize("step", STEPS)
def test_nobody_but_the_office_records_for_somebody_else(step: str, by: str) -> None:
    state = story_at(Status.SUBMITTED).state
    principal = LEADER if by == LIAISON else LIAISON
    assert (
        refusal(state, step, by, **{"for": principal})
        == f"{called(by)} may not record for {called(principal)}; only the office may"
    )


@pytest.mark.parametrize(
    ("by", "principal", "sentence"),
    [
        (UNKNOWN, LIAISON, "zjj/nobody is not an officer in this campaign"),
        (OFFICE, UNKNOWN, "zjj/nobody is not an officer in this campaign"),
        ("office/former", LIAISON, "县促改办职务 former (office/former) does not hold the post on 2026-03-12"),
        (OFFICE, FORMER, "住建局职务 former (zjj/former) does not hold the post on 2026-03-12"),
        (
            OFFICE,
            OFFICE,
            (
                "县促改办职务 liaison (office/liaison) records this in their own name and cannot also record on"
                " their own behalf"
            ),
        ),
        (
            OFFICE,
            OTHER,
            f"{called(OTHER)} may not do this; allowed: 住建局 (zjj) itself, the organizations above it, or the office",
        ),
    ],
)
def test_both_the_recorder_and_the_principal_must_be_allowed(by: str, principal: str, sentence: str) -> None:
    state = Story().has("registered").state
    assert refusal(state, "progressed", by, **{"for": principal}) == sentence


def test_an_endorsement_for_a_head_needs_the_signed_sheet() -> None:
    state = Story().has("registered").state
    assert refusal(state, "endorsed", OFFICE, **{"for": HEAD}) == (
        "an endorsement recorded for 住建局职务 head (zjj/head) requires the signed sheet: --evidence FILE"
    )
    assert refusal(state, "endorsed", OFFICE, **{"for": HEAD}, sheet=SHEET) is None
    assert refusal(state, "endorsed", HEAD) is None


def test_what_the_office_types_for_a_unit_does_not_ease_the_gate() -> None:
    state = Story(severity="major").has("registered").state
    assert refusal(state, "amended", OFFICE, changes={"severity": "minor"}, **{"for": LIAISON})


def test_typing_a_submission_for_somebody_does_not_bar_from_judging_it() -> None:
    story = Story().has("registered")
    story.add("submitted", by=OFFICE, **FOR_LIAISON)
    assert refusal(story.state, "reviewed:pass", OFFICE) is None
    assert refusal(story.state, "reviewed:pass", "office/head", **{"for": LIAISON})


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
def test_only_the_office_makes_amendments_that_ease_the_close_out(
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
def test_an_unknown_officer_is_not_an_actor(ref: str) -> None:
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


def test_the_office_carries_over_for_others_and_the_inspectors_for_the_office() -> None:
    own = Story("office").has("registered").state
    assert refusal(own, "carried-over", OFFICE) is not None
    assert refusal(own, "carried-over", INSPECTOR) is None
    assert refusal(Story("jiwei").has("registered").state, "carried-over", OFFICE) is None
