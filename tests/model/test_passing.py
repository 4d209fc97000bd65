"""Who may pass and waive what."""

from typing import Any

import pytest

from tests.builders import INSPECTOR, OFFICE, Story, make_campaign, make_officer, make_org, make_orgs
from yiananlib.model import passing, refusals
from yiananlib.model.campaign import GATE_CODES, Campaign
from yiananlib.model.closing import NEVER_WAIVED, UNIT_CODES
from yiananlib.model.refusals import Basis
from yiananlib.model.vocabulary import Function

YES = {str(n): True for n in range(1, 5)}
WHY = "全县仅此一处"


def submitted(**head: Any) -> Story:
    return Story(**head).has("registered", "planned", "completed", "submitted")


def no(story: Story, step: str = "reviewed:pass", campaign: Campaign | None = None, **fields: Any) -> str | None:
    """Return why the step may not be as it is."""
    entry, basis = story.next(step, **fields), Basis(make_orgs(), campaign or make_campaign())
    found = refusals.of_problem(entry, story.state, basis, placed=True)
    return next((refusal.reason for refusal in found if refusal.rule.code == "pass"), None)


def test_a_pass_is_an_inspector_s_with_a_yes_to_each_standard_where_the_gate_asks_for_them() -> None:
    story = submitted()
    assert no(story, by=INSPECTOR, standards=YES) is None
    assert "the gate requires the standards here, and only" in str(no(story, by=OFFICE, standards=YES))
    assert "these standards are not answered yes: 2" in str(no(story, by=INSPECTOR, standards=YES | {"2": False}))
    assert "not answered yes: 1, 2, 3, 4" in str(no(story, by=INSPECTOR))
    assert no(story, "reviewed:return", by=OFFICE) is None


@pytest.mark.parametrize("head", [{"severity": "general", "field": "none"}, {"severity": "minor", "field": "none"}])
def test_where_no_standards_are_required_the_office_passes_without_them(head: dict[str, str]) -> None:
    assert no(submitted(**head), by=OFFICE) is None


def test_where_the_check_is_turned_off_no_standard_is_asked_for() -> None:
    assert no(submitted(), campaign=make_campaign(gate={"disabled": ["standards"]}), by=OFFICE) is None


def test_the_office_answers_for_the_inspectors() -> None:
    orgs = make_orgs()
    assert passing.examiner("zjj", orgs) is Function.INSPECTOR
    assert passing.examiner("jiwei", orgs) is Function.OFFICE
    orgs["second"] = make_org(function=Function.INSPECTOR, officers=[make_officer("liaison")])
    assert not passing.answers_standards("second/liaison", "jiwei", orgs)
    assert passing.answers_standards(OFFICE, "jiwei", orgs)
    assert not passing.answers_standards("nowhere/nobody", "zjj", orgs)


@pytest.mark.parametrize("code", GATE_CODES)
def test_the_checks_on_the_judge_and_the_standards_are_never_waived(code: str) -> None:
    reason = no(submitted(), by=INSPECTOR, standards=YES, waived={code: WHY})
    assert (reason is not None) is (code in NEVER_WAIVED)
    assert not NEVER_WAIVED & UNIT_CODES


def test_waivers_of_the_pass_and_the_close_are_counted_together() -> None:
    story = submitted(severity="general", field="none")
    story.add("reviewed:pass", by=OFFICE, waived={"wider": WHY, "rule": WHY})
    assert "waived for one close: wider, rule, triad" in str(no(story, "closed", waived={"triad": WHY}))
    assert no(story, "closed", make_campaign(gate={"waivers": 3}), waived={"triad": WHY}) is None
    assert no(story, "closed") is None
    story.add("reviewed:return")
    story.has("submitted", "reviewed:pass")
    assert no(story, "closed", waived={"triad": WHY, "term": WHY}) is None


def test_a_close_that_waives_is_an_inspector_s_where_the_gate_asks_for_standards() -> None:
    story = submitted()
    story.add("reviewed:pass", by=INSPECTOR, standards=YES)
    assert no(story, "closed", by=OFFICE) is None
    assert "only an inspector may pass and waive" in str(no(story, "closed", by=OFFICE, waived={"wider": WHY}))
    assert no(story, "closed", by=INSPECTOR, waived={"wider": WHY}) is None


@pytest.mark.parametrize("reason", ["x", "好好好", "1234567", "……——！！，，。。", "　　　　好"])
def test_a_reason_may_not_be_empty(reason: str) -> None:
    assert "at least 8 letters" in str(no(submitted(), by=INSPECTOR, standards=YES, waived={"wider": reason}))


def test_the_office_is_told_apart_from_the_inspectors_for_whom_it_answers() -> None:
    story = Story("jiwei").has("registered", "planned", "completed", "submitted")
    assert "the office answers them" in str(no(story, by=INSPECTOR, standards=YES))


def test_a_review_of_a_record_since_changed_is_stale() -> None:
    story = submitted()
    story.add("reviewed:return", by=INSPECTOR)
    story.has("progressed", "submitted")
    assert passing.stale(story.problem) == []
    story.add("reviewed:pass", by=INSPECTOR, digest="0" * 64)
    assert passing.stale(story.problem) == [len(story.entries) - 1]
