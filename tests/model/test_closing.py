import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    DUE,
    FOUND,
    INSPECTOR,
    LIAISON,
    OFFICE,
    OTHER,
    STANDARDS,
    Story,
    finished_story,
    make_campaign,
)
from yiananlib.model import closing
from yiananlib.model.campaign import GATE_CODES, Campaign
from yiananlib.model.closing import Facts, needed, unmet

DAY: Final = FOUND + dt.timedelta(days=40)
SOURCE: Final = Path(closing.__file__).parents[1]
FACTS: Final = Facts(day=DAY, inspector_review=True)
CAMPAIGN: Final = make_campaign()
SIMPLE: Final = {"severity": "minor", "class": "immediate"}
ALL_YES: Final = {str(n): True for n in range(1, 5)}


def missing(story: Story, campaign: Campaign = CAMPAIGN, facts: Facts = FACTS) -> dict[str, tuple[str, str]]:
    """Return what is missing and what to do, by code."""
    return {u.code: (u.missing, u.remedy) for u in unmet(story.state, campaign, facts)}


def what(story: Story, code: str, campaign: Campaign = CAMPAIGN, facts: Facts = FACTS) -> str:
    """Return what is missing for the one code that is unmet."""
    found = missing(story, campaign, facts)
    assert list(found) == [code]
    text, remedy = found[code]
    assert remedy
    return text


def story_without(*steps: str, **head: Any) -> Story:
    """Return a story that would meet the gate but for these steps."""
    story = Story(**head)
    for name in ("registered", "planned", "progressed", "completed", "evidenced", "endorsed"):
        if name not in steps:
            story.add(name)
    story.add("submitted")
    story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    return story


def submitted_with(**fields: Any) -> Story:
    story = Story().has("registered", "planned", "progressed", "completed", "evidenced", "endorsed")
    story.add("submitted", **fields)
    story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    return story


def reviewed_with(by: str = INSPECTOR, **fields: Any) -> Story:
    story = finished_story()
    story.entries.pop()
    story.add("reviewed:pass", by=by, **fields)
    return story


def test_a_finished_problem_meets_the_gate() -> None:
    assert finished_story().state.faults == ()
    assert missing(finished_story()) == {}


# -- which checks are needed


def test_a_minor_immediate_problem_needs_five() -> None:
    assert needed(Story(**SIMPLE).state, CAMPAIGN) == (
        "triad",
        "measures-done",
        "evidence",
        "effect",
        "independent",
    )


@pytest.mark.parametrize(
    ("head", "left_out"),
    [
        ({}, {"term", "accepted", "publicity"}),
        ({"severity": "minor", "field": "none"}, {"term", "accepted", "publicity", "standards"}),
        ({"severity": "general", "field": "none"}, {"term", "accepted", "publicity", "standards"}),
        ({"severity": "serious", "field": "none"}, {"term", "accepted", "publicity"}),
        ({"severity": "major", "field": "none"}, {"term", "accepted", "publicity"}),
        ({"severity": "general", "field": "tender"}, {"term", "accepted", "publicity"}),
        ({"severity": "minor", "field": "tender"}, {"term", "accepted", "publicity"}),
        ({"class": "ongoing"}, {"accepted", "publicity"}),
        ({"class": "immediate"}, {"term", "accepted", "publicity"}),
    ],
)
def test_other_problems_need_every_check_that_applies_to_them(head: dict[str, str], left_out: set[str]) -> None:
    found = needed(Story(**head).state, CAMPAIGN)
    assert found == tuple(code for code in GATE_CODES if code not in left_out | {"looked-wider"})


def test_a_general_problem_alone_is_asked_whether_its_units_have_looked() -> None:
    campaign = make_campaign(gate={"always": ["looked-wider"]})
    for head in ({}, SIMPLE):
        assert "looked-wider" not in needed(Story(**head).has("registered").state, campaign)
        assert "looked-wider" in needed(Story(**head).has("registered", "generalised").state, CAMPAIGN)


def test_its_units_have_looked_when_each_said_so_and_its_rules_are_done() -> None:
    story = Story().has("registered", "generalised")

    def told(**facts: Any) -> str | None:
        known = Facts(day=DUE, **facts)
        return next((c.missing for c in unmet(story.state, CAMPAIGN, known) if c.code == "looked-wider"), None)

    assert told(rules_named=1) == "not looked for in: zjj, czj"
    story.add("looked-wider", by=OTHER)
    assert told(rules_named=1) == "not looked for in: zjj"
    story.add("looked-wider", by=LIAISON, found=0)
    assert told() == "no rule of the register names it"
    assert told(rules_named=2, rules_left=("office/rrrrrr",)) == "rules that name it are not done: office/rrrrrr"
    assert told(rules_named=2) is None
    story.add("generalised", problems=["m3v8ta"], asked=["zjj", "gov"])
    assert told(rules_named=2) == "not looked for in: gov"


def test_publicity_is_needed_where_the_campaign_demands_it() -> None:
    campaign = make_campaign(gate={"publicity": True})
    assert "publicity" in needed(Story().state, campaign)
    assert "publicity" not in needed(Story(**SIMPLE).state, campaign)


def test_where_acceptance_is_required_a_serial_number_is_what_counts_as_one() -> None:
    campaign = make_campaign(gate={"accepted": True})
    assert "accepted" in needed(Story(**SIMPLE).state, campaign)
    story = finished_story()
    assert what(story, "accepted", campaign) == "the office has not accepted the registration"
    story.add("numbered", number="2026-001")
    assert "accepted" not in missing(story, campaign)


def test_a_campaign_may_ask_for_the_standards_from_another_severity() -> None:
    campaign = make_campaign(gate={"standards_from": "general"})
    assert "standards" in needed(Story(severity="general", field="none").state, campaign)
    assert "standards" not in needed(Story(severity="minor", field="none").state, campaign)


@pytest.mark.parametrize("code", GATE_CODES)
def test_a_disabled_check_is_never_needed(code: str) -> None:
    campaign = make_campaign(gate={"disabled": [code], "always": [code], "publicity": True})
    for head in ({}, SIMPLE, {"class": "ongoing"}):
        assert code not in needed(Story(**head).state, campaign)


@pytest.mark.parametrize("code", [code for code in GATE_CODES if code != "looked-wider"])
def test_a_check_that_is_always_needed_is_needed_by_all(code: str) -> None:
    campaign = make_campaign(gate={"always": [code]})
    for head in ({}, SIMPLE, {"severity": "minor", "field": "none"}):
        found = needed(Story(**head).state, campaign)
        assert code in found
        assert set(found) - {code} == set(needed(Story(**head).state, CAMPAIGN)) - {code}


def test_an_amendment_changes_what_is_needed() -> None:
    story = Story(severity="general", field="none").has("registered")
    story.add("amended", changes={"severity": "major"})
    assert "standards" in needed(story.state, CAMPAIGN)


@given(
    st.sets(st.sampled_from(GATE_CODES)),
    st.sets(st.sampled_from(GATE_CODES)),
    st.sampled_from(["minor", "general", "serious", "major"]),
    st.sampled_from(["immediate", "phased", "ongoing"]),
    st.booleans(),
)
def test_codes_are_reported_in_the_order_of_the_gate(
    always: set[str], disabled: set[str], severity: str, class_: str, publicity: bool
) -> None:
    campaign = make_campaign(gate={"always": sorted(always), "disabled": sorted(disabled), "publicity": publicity})
    story = Story(**{"severity": severity, "class": class_}).has("registered")
    codes = needed(story.state, campaign)
    assert list(codes) == [code for code in GATE_CODES if code in codes]
    found = list(missing(story, campaign))
    assert found == [code for code in codes if code in found]


def test_all_unmet_checks_are_reported_at_once_and_in_order() -> None:
    story = Story(**{"class": "ongoing"}, root_cause=None, level=[], goal=None)
    story.has("registered", "generalised")
    campaign = make_campaign(gate={"publicity": True, "accepted": True})
    facts = Facts(day=FOUND, bad_evidence=("a.pdf",), unanswered=("7x",))
    assert tuple(missing(story, campaign, facts)) == GATE_CODES


# -- each check, both ways


def test_triad_asks_for_symptom_cause_measure_and_goal() -> None:
    assert what(finished_story(root_cause=None), "triad") == "missing: root cause"
    assert what(finished_story(goal=None), "triad") == "missing: goal"
    story = Story(root_cause=None, goal=None).has("registered")
    assert missing(story)["triad"][0] == "missing: root cause, measure, goal"


def test_triad_counts_what_was_amended() -> None:
    story = Story(goal=None).has("registered", "planned")
    assert missing(story)["triad"][0] == "missing: goal"
    story.add("amended", changes={"goal": "变更审批零补办"})
    assert "triad" not in missing(story)


@pytest.mark.parametrize(
    ("level", "deep"),
    [
        ([], False),
        (["work"], False),
        (["work", "work"], False),
        (["work", "political"], True),
        (["duty"], True),
    ],
)
def test_a_cause_lies_deeper_than_work(level: list[str], deep: bool) -> None:
    story = finished_story(level=level)
    if deep:
        assert missing(story) == {}
    else:
        assert what(story, "cause-depth") == "the root cause goes no deeper than the level of work"


def test_measures_are_all_completed() -> None:
    story = story_without("completed")
    assert what(story, "measures-done") == "not completed: measure 1"
    story = Story().has("registered", "planned")
    story.add("planned", number=2)
    story.add("planned", number=3)
    story.add("completed", measure=2)
    assert missing(story)["measures-done"][0] == "not completed: measure 1, 3"


def test_there_is_at_least_one_measure() -> None:
    story = Story().has("registered")
    assert missing(story)["measures-done"][0] == "there is no measure in this round"
    assert missing(story)["evidence"][0] == "there is nothing that could have evidence"


def test_measures_of_an_earlier_round_do_not_count() -> None:
    story = finished_story()
    story.has("closed", "reopened")
    assert "measures-done" in missing(story)
    assert "triad" in missing(story)


def test_each_measure_has_evidence() -> None:
    assert what(story_without("evidenced"), "evidence") == "no evidence for measure 1"
    story = story_without("evidenced")
    story.add("evidenced", measure=None)
    story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    assert what(story, "evidence") == "no evidence for measure 1"


def test_evidence_is_there_and_unchanged() -> None:
    facts = replace(FACTS, bad_evidence=("台账.pdf", "现场.jpg"))
    assert what(finished_story(), "evidence", facts=facts) == ("missing or changed since recorded: 台账.pdf, 现场.jpg")
    both = replace(FACTS, bad_evidence=("台账.pdf",))
    assert what(story_without("evidenced"), "evidence", facts=both) == (
        "no evidence for measure 1; missing or changed since recorded: 台账.pdf"
    )


@pytest.mark.parametrize("effect", [None, "", "——。"])
def test_an_effect_is_stated(effect: str | None) -> None:
    assert what(submitted_with(effect=effect), "effect") == "no effect is stated"


def test_an_effect_is_not_the_text_of_a_measure() -> None:
    copied = submitted_with(effect="逐项 补办变更审批。")
    assert what(copied, "effect") == "the effect repeats the text of measure 1"


def test_an_effect_may_not_be_copied_from_another_problem() -> None:
    facts = replace(FACTS, same_effect="czj/9w3kpt")
    assert what(finished_story(), "effect", facts=facts) == ("the effect is identical to that of czj/9w3kpt")


@pytest.mark.parametrize(
    ("fields", "met"),
    [
        ({"rule": "工程变更审批办法"}, True),
        ({"rule": None, "no_rule": "已有办法,未执行"}, True),
        ({"rule": None}, False),
        ({"rule": ""}, False),
    ],
)
def test_a_rule_was_made_or_there_is_a_reason(fields: dict[str, Any], met: bool) -> None:
    story = submitted_with(**fields)
    if met:
        assert missing(story) == {}
    else:
        assert what(story, "rule") == "no rule was made or revised"


@pytest.mark.parametrize(
    ("fields", "met"),
    [
        ({"wider": "全局自查"}, True),
        ({"wider": None, "no_wider": "仅此一家"}, True),
        ({"wider": None}, False),
    ],
)
def test_somebody_looked_elsewhere_too_or_gave_a_reason_why_not(fields: dict[str, Any], met: bool) -> None:
    story = submitted_with(**fields)
    if met:
        assert missing(story) == {}
    else:
        assert what(story, "wider") == "nobody looked for the same fault elsewhere"


def test_nothing_is_stated_before_a_submission() -> None:
    assert {"effect", "rule", "wider", "independent"} <= missing(Story().has("registered")).keys()


@pytest.mark.parametrize(
    ("day", "met"),
    [(DUE - dt.timedelta(days=1), False), (DUE, True), (DUE + dt.timedelta(days=1), True)],
)
def test_an_ongoing_problem_runs_until_its_date(day: dt.date, met: bool) -> None:
    story = finished_story(**{"class": "ongoing"})
    facts = replace(FACTS, day=day)
    if met:
        assert missing(story, facts=facts) == {}
    else:
        assert what(story, "term", facts=facts) == "an ongoing problem runs until 2026-06-15"


def test_an_ongoing_problem_with_more_time_runs_until_the_new_date() -> None:
    story = Story(**{"class": "ongoing"}).has("registered", "extension-requested")
    story.add("extension-granted", request=story.ids[1])
    assert "term" in missing(story, facts=replace(FACTS, day=dt.date(2026, 7, 14)))
    assert "term" not in missing(story, facts=replace(FACTS, day=dt.date(2026, 7, 15)))


def test_a_phased_problem_may_be_closed_before_its_date() -> None:
    assert missing(finished_story(), facts=replace(FACTS, day=FOUND)) == {}


def test_the_head_of_the_unit_has_endorsed_it() -> None:
    assert what(story_without("endorsed"), "endorsed").startswith("the head of the unit has not")


def test_a_return_asks_for_another_endorsement() -> None:
    story = finished_story()
    story.has("reviewed:return", "submitted")
    story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    assert what(story, "endorsed")


def test_somebody_else_has_passed_it() -> None:
    story = finished_story()
    story.entries.pop()
    assert "independent" in missing(story)
    story = finished_story(owner=INSPECTOR)
    assert what(story, "independent").startswith("there is no pass in force by an officer")
    assert what(finished_story(leader=INSPECTOR), "independent")


def test_why_the_pass_does_not_count_is_said() -> None:
    facts = replace(FACTS, partial="are the same person, by e-mail address")
    found = {check.code: check.missing for check in unmet(finished_story().state, CAMPAIGN, facts)}
    assert found["independent"] == "are the same person, by e-mail address"


def test_a_pass_by_the_submitter_does_not_count() -> None:
    story = Story().has("registered", "planned", "progressed", "completed", "evidenced", "endorsed")
    story.add("submitted", by=INSPECTOR)
    story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    assert what(story, "independent")


def test_a_lapsed_pass_does_not_count() -> None:
    story = finished_story()
    story.add("evidenced")
    assert list(missing(story)) == ["independent", "standards"]


@pytest.mark.parametrize(
    ("standards", "open_"),
    [
        (ALL_YES, None),
        (ALL_YES | {"5": False}, None),
        (ALL_YES | {"2": False}, "2"),
        ({"1": True, "3": True}, "2, 4"),
        ({}, "1, 2, 3, 4"),
        (None, "1, 2, 3, 4"),
    ],
)
def test_every_standard_is_answered_yes(standards: dict[str, bool] | None, open_: str | None) -> None:
    story = reviewed_with(standards=standards)
    if open_ is None:
        assert missing(story) == {}
    else:
        assert what(story, "standards") == f"standards not answered yes: {open_}"


def test_the_standards_are_the_campaigns() -> None:
    campaign = make_campaign(gate={"standards": [*STANDARDS, "公开了吗"]})
    assert what(finished_story(), "standards", campaign) == "standards not answered yes: 5"


def test_the_standards_are_answered_by_an_inspector() -> None:
    facts = replace(FACTS, inspector_review=False)
    story = reviewed_with(by=OFFICE, standards=ALL_YES)
    assert what(story, "standards", facts=facts) == "no inspector has answered the standards"


def publicised(**fields: Any) -> Story:
    story = finished_story()
    dates = {"since": FOUND - dt.timedelta(days=6), "until": FOUND - dt.timedelta(days=2)}
    story.add("publicised", **(dates | fields))
    return story


PUBLIC: Final = make_campaign(gate={"publicity": True})


def test_the_result_was_public_for_the_days_that_the_campaign_asks() -> None:
    assert missing(publicised(), PUBLIC) == {}
    assert what(finished_story(), "publicity", PUBLIC) == "the result has not been public for 5 days"
    short = publicised(since=FOUND - dt.timedelta(days=5))
    assert what(short, "publicity", PUBLIC) == "the result has not been public for 5 days"
    longer = make_campaign(gate={"publicity": True, "publicity_days": 7})
    assert what(publicised(), "publicity", longer) == "the result has not been public for 7 days"


@pytest.mark.parametrize(("later", "met"), [(-1, False), (0, False), (1, True)])
def test_publicity_has_ended(later: int, met: bool) -> None:
    until = FOUND + dt.timedelta(days=10)
    facts = replace(FACTS, day=until + dt.timedelta(days=later))
    story = publicised(since=FOUND, until=until)
    if met:
        assert missing(story, PUBLIC, facts) == {}
    else:
        assert what(story, "publicity", PUBLIC, facts) == "its publicity runs until 2026-03-22"


def test_there_is_no_open_objection() -> None:
    story = publicised(objections=["一户反映未解决", "另一户"])
    assert what(story, "publicity", PUBLIC) == "open objections: 一户反映未解决, 另一户"
    story.add("publicised", since=FOUND - dt.timedelta(days=6), until=FOUND)
    assert missing(story, PUBLIC) == {}


def test_no_notice_is_unanswered() -> None:
    facts = replace(FACTS, unanswered=("k7m2qd", "9w3kpt"))
    assert what(finished_story(), "notices", facts=facts) == ("unanswered supervision notices: k7m2qd, 9w3kpt")


def test_each_unmet_check_says_what_to_do() -> None:
    story = Story(**{"class": "ongoing"}, root_cause=None, level=[], goal=None).has("registered")
    facts = Facts(day=FOUND, bad_evidence=("a.pdf",), unanswered=("7x",))
    found = missing(story, PUBLIC, facts)
    assert all(text and remedy for text, remedy in found.values())


def test_a_liaison_of_the_unit_is_no_inspector() -> None:
    assert what(reviewed_with(by=LIAISON, standards=ALL_YES), "independent")


@pytest.mark.parametrize("code", ["cause-depth", "measures-done"])
def test_the_codes_of_the_gate_stand_in_its_rows_alone(code: str) -> None:
    found = [path.name for path in SOURCE.rglob("*.py") if f'"{code}"' in path.read_text(encoding="utf-8")]
    assert found == ["closing.py"]


@pytest.mark.parametrize(
    ("incomplete", "passed", "way"),
    [(None, True, "have it returned"), (None, False, "withdraw it"), ("同类问题待查", False, "run `yian submit`")],
)
def test_the_remedy_for_a_submission_depends_on_the_problem_s_status(
    incomplete: str | None, passed: bool, way: str
) -> None:
    story = Story().has("registered", "planned", "completed", "evidenced", "endorsed")
    story.add("submitted", wider=None, no_wider=None, incomplete=incomplete)
    if passed:
        story.add("reviewed:pass", by=INSPECTOR, standards=ALL_YES)
    assert missing(story)["wider"][1].startswith(way)
