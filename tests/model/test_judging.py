import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import (
    DUE,
    FOUND,
    HEAD,
    INSPECTOR,
    LEADER,
    LIAISON,
    OFFICE,
    OWNER,
    STEPS,
    Story,
    called,
    finished_story,
    make_campaign,
    make_entry,
    make_officer,
    make_org,
    make_orgs_with_a_larger_office,
)
from yiananlib.model import authority, judging, steps
from yiananlib.model.entries import Closed
from yiananlib.model.judging import Part, involved
from yiananlib.model.lifecycle import walk
from yiananlib.model.org import Org
from yiananlib.model.state import State
from yiananlib.model.steps import JUDGEMENTS
from yiananlib.model.vocabulary import Function

ORGS: Final = make_orgs_with_a_larger_office()
GATE: Final = make_campaign().gate
JUDGING: Final = [step for step in STEPS if step.partition(":")[0] in JUDGEMENTS - {"transferred"}]
"""But for what the office alone does, of which see `test_transfers`."""
SECOND: Final = "office/head"
FOR_SECOND: Final[dict[str, Any]] = {"for": SECOND}


def refusal(state: State, step: str, by: str, orgs: dict[str, Org] = ORGS, **fields: Any) -> str | None:
    return authority.refusal(make_entry(step, by=by, **fields), state, orgs)


def with_addresses(**addresses: str) -> dict[str, Org]:
    """Return the county; `office__liaison="a@b"` gives that officer an address, and adds who is missing."""
    orgs = dict(ORGS)
    for name, address in addresses.items():
        org, _sep, officer = name.partition("__")
        record = orgs[org]
        officers = [o.model_copy(update={"email": address}) if o.id == officer else o for o in record.officers]
        if record.officer(officer) is None:
            officers.append(Org.model_validate(make_org(officers=[make_officer(officer, email=address)])).officers[0])
        orgs[org] = record.model_copy(update={"officers": tuple(officers)})
    return orgs


def test_the_judging_entries_are_those_of_the_design() -> None:
    assert {step.partition(":")[0] for step in JUDGING} == {
        "reviewed", "closed", "looked-back", "reopened", "voided", "publicised", "extension-granted",
        "extension-denied", "contest-upheld", "contest-dismissed", "excused",
    }  # fmt: skip
    assert steps.WHO.keys() >= JUDGEMENTS


# -- who has a part in a problem

PARTS: Final[dict[Part, tuple[str, dict[str, Any], str]]] = {
    Part.MEASURE: ("planned", {"owner": OFFICE}, "owns a measure of this problem"),
    Part.TOOK_OVER: ("reassigned", {"to": OFFICE}, "took over work on this problem"),
    Part.ELSEWHERE: (
        "registered",
        {"from": {"problem": "czj/7zk2md", "parts": [OFFICE]}},
        "had a part in this problem before it was transferred here",
    ),
    Part.COMPLETED: ("completed", {"by": OFFICE}, "completed a measure of this problem"),
    Part.SUBMITTED: ("submitted", {"by": OFFICE}, "submitted this problem"),
    Part.ENDORSED: ("endorsed", {"by": OFFICE}, "endorsed this problem"),
    Part.CONTESTED: ("contested", {"by": OFFICE}, "objected to this problem"),
    Part.ASKED: ("extension-requested", {"by": OFFICE}, "asked for more time for this problem"),
    Part.OWNER: ("amended", {"changes": {"owner": OFFICE}}, "owns or leads this problem, or did so earlier"),
}


def test_every_part_in_a_problem_is_tested() -> None:
    assert PARTS.keys() == set(Part)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("step", JUDGING)
def test_own_work_cannot_be_judged(step: str, part: Part) -> None:
    name, fields, said = PARTS[part]
    story = Story().has(
        *(("registered",) if name != "registered" else ()), *(("planned",) if part is Part.COMPLETED else ())
    )
    story.add(name, **fields)
    assert refusal(story.state, step, OFFICE) == f"{called(OFFICE)} {said}; somebody else must judge it"
    assert refusal(story.state, step, SECOND) is None
    assert refusal(story.state, step, INSPECTOR) is None


@pytest.mark.parametrize("part", [Part.COMPLETED, Part.SUBMITTED, Part.ENDORSED, Part.ASKED])
def test_work_typed_for_somebody_counts_as_theirs(part: Part) -> None:
    story = Story().has("registered", "planned")
    name, fields, _said = PARTS[part]
    story.add(name, **fields, **FOR_SECOND)
    assert involved(story.state)[SECOND] is part
    assert refusal(story.state, "reviewed:pass", OFFICE) is None
    assert refusal(story.state, "reviewed:pass", OFFICE, **FOR_SECOND)


@pytest.mark.parametrize("step", JUDGING)
@pytest.mark.parametrize("post", ["owner", "leader"])
def test_owner_and_leader_cannot_judge(step: str, post: str) -> None:
    state = Story(**{post: INSPECTOR}).has("registered", "submitted").state
    assert refusal(state, step, INSPECTOR)
    assert refusal(state, step, OFFICE) is None


@pytest.mark.parametrize(
    "step",
    [s for s in STEPS if s not in (*JUDGING, "endorsed", "contested", "registered", "looked-wider", "transferred")],
)
def test_those_involved_are_kept_from_judging_alone(step: str) -> None:
    story = Story(owner=OFFICE, leader=OFFICE).has("registered")
    story.add("submitted", by=OFFICE)
    assert refusal(story.state, step, OFFICE) is None


def test_whoever_submitted_in_a_round_before_may_not_judge_either() -> None:
    story = Story().has("registered")
    story.add("submitted", by=OFFICE)
    story.add("reviewed:pass", by=INSPECTOR)
    story.add("closed", by=INSPECTOR)
    story.add("reopened", by=INSPECTOR)
    assert involved(story.state) == {OWNER: Part.OWNER, LEADER: Part.OWNER, OFFICE: Part.SUBMITTED}


def test_whoever_submits_later_was_not_involved_before() -> None:
    story = Story().has("registered", "submitted", "reviewed:return")
    story.add("submitted", by=OFFICE)
    judged = {e.kind: authority.refusal(e, before, ORGS) for before, e in walk(story.problem)}
    assert judged == {"registered": None, "submitted": None, "reviewed": None}


def test_handing_a_problem_over_makes_nobody_its_judge() -> None:
    story = Story().has("registered")
    before = involved(story.state)
    story.add("amended", changes={"owner": INSPECTOR})
    assert involved(story.state) == before | {INSPECTOR: Part.OWNER}


def test_refused_and_retracted_entries_involve_nobody() -> None:
    story = Story().has("registered", "planned")
    refused = story.add("withdrawn", by=OFFICE)
    slip = story.add("completed", by=OFFICE)
    assert refused.id in {story.entries[fault.entry].id for fault in story.state.faults}
    assert OFFICE in involved(story.state)
    story.add("retracted", entry=slip.id, by=OFFICE)
    assert OFFICE not in involved(story.state)


# -- one person, several posts


def test_officers_of_different_organizations_with_one_address_are_one_person() -> None:
    story = Story().has("registered", "submitted")
    orgs = with_addresses(zjj__liaison="wang@yunling.example", office__liaison="Wang@Yunling.example")
    assert refusal(story.state, "reviewed:pass", OFFICE, orgs) == (
        f"{called(OFFICE)} and {called(LIAISON)} are the same person, by e-mail address:"
        " 住建局职务 liaison (zjj/liaison) submitted this problem; somebody else must judge it"
    )
    assert refusal(story.state, "reviewed:pass", SECOND, orgs) is None
    assert refusal(story.state, "reviewed:pass", OFFICE, ORGS) is None


def test_one_address_within_an_organization_is_a_shared_mailbox() -> None:
    story = Story().has("registered")
    story.add("submitted", by=SECOND)
    orgs = with_addresses(office__head="bgs@yunling.example", office__liaison="bgs@yunling.example")
    assert refusal(story.state, "reviewed:pass", OFFICE, orgs) is None
    assert not judging.same_person(SECOND, OFFICE, orgs)
    assert judging.same_person(OFFICE, OFFICE, orgs)


def test_officers_without_addresses_are_different_people() -> None:
    assert not judging.same_person(LIAISON, OFFICE, ORGS)
    assert not judging.same_person("gone/nobody", "lost/nobody", {})


def test_judging_reads_the_organizations_of_everybody_a_problem_names() -> None:
    story = Story(owner="a/x", leader="b/x").has("registered")
    story.add("planned", owner="c/x")
    story.add("amended", changes={"owner": "d/x"})
    story.add("progressed", by="e/x", **{**FOR_SECOND, "for": "f/x"})
    assert judging.named(story.problem) == ("zjj", "a", "b", "c", "d", "f")


# -- the office's and the inspectors' own


@pytest.mark.parametrize("step", JUDGING)
def test_a_problem_of_the_office_is_judged_by_the_inspectors_and_theirs_by_the_office(step: str) -> None:
    own = {"owner": "zjj/jianguan", "leader": "zjj/head"}
    offices = Story("office", **own).has("registered").state
    assert refusal(offices, step, SECOND) == (
        "县促改办职务 head (office/head) may not judge the office's own records; the inspectors do"
    )
    assert refusal(offices, step, INSPECTOR) is None
    theirs = Story("jiwei", **own).has("registered").state
    assert refusal(theirs, step, INSPECTOR) == (
        "县纪委监委职务 liaison (jiwei/liaison) may not judge the inspectors' own records; the office does"
    )
    assert refusal(theirs, step, SECOND) is None


def test_another_office_does_not_judge_the_office_either() -> None:
    orgs = ORGS | {"town": make_org(name="镇促改办", order=9, function=Function.OFFICE)}
    state = Story("office", owner="zjj/jianguan", leader="zjj/head").has("registered").state
    assert refusal(state, "voided", "town/liaison", orgs)


# -- who closes is not who passed


def closing(by: str, **fields: Any) -> Closed:
    made = make_entry("closed", by=by, at=dt.datetime.combine(DUE, dt.time(9), tzinfo=dt.UTC), **fields)
    assert isinstance(made, Closed)
    return made


def alone(*names: str) -> dict[str, Org]:
    """Return the county with the organizations of `names` down to one officer in office."""
    orgs = dict(ORGS)
    for name in names:
        officers = (*orgs[name].officers[:1], *(o.model_copy(update={"until": FOUND}) for o in orgs[name].officers[1:]))
        orgs[name] = orgs[name].model_copy(update={"officers": officers})
    return orgs


def test_in_a_key_field_or_from_serious_up_somebody_else_closes() -> None:
    for head, two in (
        ({}, True),
        ({"severity": "general"}, True),
        ({"field": "none"}, True),
        ({"field": "none", "severity": "general"}, False),
    ):
        state = finished_story(**head).state
        assert judging.needs_two(state.head, GATE) is two
        assert (judging.second(closing(INSPECTOR), state, GATE, ORGS) is not None) is two
        assert judging.second(closing(OFFICE), state, GATE, ORGS) is None


def test_the_refusal_names_who_may() -> None:
    said = judging.second(closing(INSPECTOR), finished_story().state, GATE, ORGS)
    assert said == (
        f"{called(INSPECTOR)} passed it; in a key field, or for severity “serious” and above, somebody else must"
        f" close it, such as {called(OFFICE)}, {called(SECOND)}"
    )


def test_the_reviewer_in_another_post_is_not_somebody_else() -> None:
    orgs = with_addresses(jiwei__liaison="li@yunling.example", office__liaison="li@yunling.example")
    assert judging.second(closing(OFFICE), finished_story().state, GATE, orgs)
    assert judging.second(closing(SECOND), finished_story().state, GATE, orgs) is None


def test_a_sole_officer_may_close_alone_if_the_entry_says_so() -> None:
    state = finished_of("office").state
    assert judging.second(closing(INSPECTOR, sole=True), state, GATE, ORGS) is None
    assert judging.second(closing(INSPECTOR), state, GATE, ORGS) == (
        "县纪委监委职务 liaison (jiwei/liaison) passed it and closes it alone, but the entry does not say so"
    )
    more = with_addresses(jiwei__head="other@yunling.example")
    assert judging.second(closing(INSPECTOR, sole=True), state, GATE, more) is not None


def test_a_barred_officer_does_not_count_as_somebody_else() -> None:
    orgs = alone("office")
    story = finished_story(owner=OFFICE)
    assert judging.second(closing(INSPECTOR, sole=True), story.state, GATE, orgs) is None
    assert judging.second(closing(INSPECTOR, sole=True), finished_story().state, GATE, orgs) is not None


def test_if_the_close_waives_a_check_only_officers_who_may_waive_count() -> None:
    waived = {"rule": "全县仅此一处，不需另行建章立制"}
    state = finished_story().state
    assert judging.second(closing(INSPECTOR, sole=True, waived=waived), state, GATE, ORGS) is None
    more = with_addresses(jiwei__head="other@yunling.example")
    assert "such as 县纪委监委职务 head (jiwei/head)" in (
        judging.second(closing(INSPECTOR, sole=True, waived=waived), state, GATE, more) or ""
    )


def test_nobody_claims_to_be_the_only_officer_without_need() -> None:
    assert judging.second(closing(OFFICE, sole=True), finished_story().state, GATE, ORGS) == (
        f"the entry says that only the officer who passed it could close it, but {called(OFFICE)} did not pass it"
    )


def finished_of(org: str, **head: Any) -> Story:
    """Return a story of another organization that an inspector passed."""
    story = Story(org, **head)
    story.entries = list(finished_story(**head).entries)
    return story


# -- one hand

_TYPED: Final[dict[str, Any]] = {"by": OFFICE, "for": LIAISON}


def typed(completed: dict[str, Any], submitted: dict[str, Any], reviewed: str, closed: str) -> bool:
    story = Story().has("registered", "planned")
    story.add("completed", **completed)
    story.add("submitted", **submitted)
    story.add("reviewed:pass", by=reviewed)
    story.add("closed", by=closed)
    return judging.one_hand(story.state, len(story.entries) - 1)


def test_one_officer_who_typed_it_all_is_one_hand() -> None:
    own: dict[str, Any] = {"by": LIAISON}
    assert typed(_TYPED, _TYPED, OFFICE, INSPECTOR)
    assert typed(_TYPED, _TYPED, INSPECTOR, OFFICE)
    assert not typed(_TYPED, _TYPED, INSPECTOR, SECOND)
    assert not typed(own, _TYPED, OFFICE, OFFICE)
    assert not typed(_TYPED, own, OFFICE, OFFICE)


def test_what_was_typed_before_an_earlier_close_does_not_count() -> None:
    story = Story().has("registered", "planned")
    story.add("completed", **_TYPED)
    story.has("submitted", "reviewed:pass", "closed", "reopened")
    story.add("planned", number=2)
    story.add("completed", measure=2)
    story.add("submitted", **_TYPED)
    story.add("reviewed:pass", by=OFFICE)
    story.add("closed", by=OFFICE)
    assert not judging.one_hand(story.state, len(story.entries) - 1)


def test_nobody_barred_from_a_matter_settles_it_from_another_post() -> None:
    orgs = with_addresses(zjj__head="he@yunling.example", office__head="he@yunling.example")
    said = judging.barred_from_matter(SECOND, "zjj", {HEAD: "住建局职务 head (zjj/head) answered it"}, orgs)
    same = f"{called(SECOND)} and {called(HEAD)} are the same person, by e-mail address:"
    assert said == f"{same} {called(HEAD)} answered it"
    assert judging.barred_from_matter(OFFICE, "zjj", {HEAD: "住建局职务 head (zjj/head) answered it"}, orgs) is None
