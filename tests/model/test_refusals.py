"""The one judge: the rules are rows, and whoever asks is told the same."""

import datetime as dt
from typing import Any, Final

import pytest
from hypothesis import given

from tests.builders import DUE, INSPECTOR, LIAISON, OFFICE, START, Story, make_campaign, make_entry, make_orgs
from tests.services.histories import histories
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model import refusals, steps
from yiananlib.model.closing import PROVED_CODES
from yiananlib.model.entries import Closed, Redated, Submitted
from yiananlib.model.gate_facts import Surroundings
from yiananlib.model.lifecycle import Walk
from yiananlib.model.matter_refusals import OF_MATTERS
from yiananlib.model.matters import Matter
from yiananlib.model.problem import Problem
from yiananlib.model.refusals import OF_PROBLEMS, Basis, Rule
from yiananlib.model.rounds import Answered
from yiananlib.services.verifying import proof

ORGS: Final = make_orgs()
BASIS: Final = Basis(ORGS, make_campaign())
RULES: Final = (*OF_PROBLEMS, *OF_MATTERS)


class NoRules(Surroundings):
    def rules(self, _org: str) -> tuple[Matter, ...]:
        return ()


def codes(story: Story, step: str, basis: Basis = BASIS, **fields: Any) -> list[str]:
    found = refusals.of_problem(story.next(step, **fields), story.state, basis)
    return [refusal.rule.code for refusal in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_complete(rule: Rule) -> None:
    assert f"``{rule.code}``" in str(proof.__doc__)
    assert rule.kinds is None or rule.kinds <= steps.WHO.keys()
    assert rule.raises in (NotAllowed, NotAuthorised, UsageProblem)
    assert bool(rule.remedy) is not rule.by_place
    assert rule.of_who is (rule.code == "authority")


def test_nothing_is_wrong_with_an_honest_story() -> None:
    story = Story()
    for step in ("registered", "planned", "evidenced", "completed", "submitted"):
        assert codes(story, step) == []
        story.add(step)


def test_only_the_first_reason_per_code_is_given() -> None:
    story = Story().has("registered", "planned", "completed", "submitted")
    assert codes(story, "reviewed:pass", by=LIAISON) == ["authority", "pass"]
    assert codes(story, "reviewed:pass", by=OFFICE) == ["pass"]
    assert codes(story, "reviewed:pass", by=INSPECTOR) == ["pass"]


def test_more_time_is_asked_for_within_what_the_campaign_allows_as_it_is_granted() -> None:
    story = Story().has("registered")
    allowed = DUE + dt.timedelta(days=30)
    assert codes(story, "extension-requested", until=allowed) == []
    assert codes(story, "extension-requested", until=allowed + dt.timedelta(days=1)) == ["extension"]
    assert codes(story, "extension-requested", until=DUE.replace(year=DUE.year + 9)) == ["extension", "deadline"]


@pytest.mark.parametrize(
    ("by", "changes", "refused"),
    [
        (LIAISON, {"severity": "major"}, True),
        (LIAISON, {"class": "ongoing"}, True),
        (LIAISON, {"field": "land"}, True),
        (LIAISON, {"title": "另一件"}, False),
        (OFFICE, {"severity": "major"}, False),
    ],
)
def test_what_was_accepted_is_changed_by_supervision_alone(by: str, changes: dict[str, Any], refused: bool) -> None:
    strict = Basis(ORGS, make_campaign(gate={"accepted": True}))
    story = Story(field="none").has("registered")
    assert codes(story, "amended", strict, by=by, changes=changes) == []
    story.add("numbered", number="2026-001", by=OFFICE)
    assert codes(story, "amended", strict, by=by, changes=changes) == (["authority"] if refused else [])
    assert codes(story, "amended", BASIS, by=by, changes=changes) == []


def test_rules_that_rest_on_the_campaign_are_skipped_without_one() -> None:
    story = Story().has("registered")
    assert codes(story, "extension-requested", Basis(ORGS, None), until=DUE.replace(year=DUE.year + 9)) == []


def test_the_lifecycle_is_not_checked_again_after_a_fold() -> None:
    story = Story().has("registered")
    entry = story.next("closed")
    assert [r.rule.code for r in refusals.of_problem(entry, story.state, BASIS)] == ["lifecycle"]
    assert list(refusals.of_problem(entry, story.state, BASIS, placed=True)) == []


@given(histories())
def test_recording_and_later_checking_judge_alike(problem: Problem) -> None:
    walk = Walk(problem)
    for entry in walk:
        before = walk.before()
        if entry.kind not in ("redated", "retracted"):  # which are also judged by what becomes of the others
            now = list(refusals.of_problem(entry, before, BASIS))
            later = list(refusals.of_problem(entry, walk.before, BASIS, placed=True))
            assert [refusal for refusal in now if not refusal.rule.by_place] == later


def test_a_declared_incomplete_submission_is_allowed_though_checks_are_unmet() -> None:
    story = Story(goal=None).has("registered", "planned", "evidenced", "completed")
    for reason, left in ((None, {"triad"}), ("佐证待补齐全", set())):
        entry = story.next("submitted", incomplete=reason)
        assert isinstance(entry, Submitted)
        found = refusals.unmet(entry, story.state, make_campaign(), NoRules(ORGS))
        assert {check.code for check in found} == {"triad"}
        assert {check.code for check in refusals.left(entry, story.state, found)} == left


def test_checks_waived_by_a_close_or_its_pass_no_longer_count_as_unmet() -> None:
    story = Story(goal=None).has("registered", "planned", "evidenced", "completed", "submitted", "reviewed:pass")
    for waived, left in ((None, {"triad", "endorsed"}), ({"triad": "目标另行下达执行"}, {"endorsed"})):
        entry = story.next("closed", waived=waived)
        assert isinstance(entry, Closed)
        found = refusals.unmet(entry, story.state, make_campaign(), NoRules(ORGS), codes=PROVED_CODES)
        assert {check.code for check in found} == {"triad", "endorsed"}
        assert {check.code for check in refusals.left(entry, story.state, found)} == left


def test_the_unit_gives_an_answer_and_the_office_redates_it() -> None:
    def answer(by: str) -> Answered:
        return Answered.model_validate(
            {"id": "4f9k2m", "at": START, "by": by, "prompt": "p01", "answer": "clear", "reason": "已对照"}
        )

    def redated(by: str) -> Redated:
        made = make_entry("redated", entry="4f9k2m", by=by)
        assert isinstance(made, Redated)
        return made

    assert refusals.of_row(answer(LIAISON), "zjj", ORGS) is None
    assert refusals.of_row(answer(INSPECTOR), "zjj", ORGS)
    assert refusals.of_row(redated(LIAISON), "zjj", ORGS)
    assert refusals.of_row(redated(INSPECTOR), "zjj", ORGS) is None
