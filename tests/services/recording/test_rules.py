"""Rules: listed, decided on, carried out or dropped, and by whom."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk
from tests.services.registers import case, done_rule, rule
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.services.recording import rules
from yiananlib.services.verifying.verify import verify


def test_a_rule_goes_its_way(desk: Desk) -> None:
    case(desk)
    problem = desk.problem()
    ref = done_rule(
        desk, problems=[problem, problem.partition("/")[2][:4]], findings=["case-1/2"], owner="jianguan",
        due=dt.date(2026, 9, 30), note="现有",
    )  # fmt: skip
    found = desk.ledger.find_matter("rule", ref)
    assert found.head.problems == (problem.partition("/")[2],)
    assert (found.head.owner, found.head.findings) == ("zjj/jianguan", ("case-1/2",))
    assert [e.kind for e in found.entries] == ["listed", "decided", "issued"]
    assert verify(desk.ledger).findings == ()


def test_a_rule_is_dropped_for_a_reason(desk: Desk) -> None:
    ref = rule(desk)
    assert rules.drop(desk.ledger, desk.context(), ref, "重复").standing.status == "dropped"
    with desk.refuses(NotAllowed, "is not possible after “dropped”; possible: nothing"):
        rules.decide(desk.ledger, desk.context(), ref, "keep", "适用")


def test_what_is_not_decided_is_not_carried_out(desk: Desk) -> None:
    ref = rule(desk)
    with desk.refuses(NotAllowed, "“issued” is not possible after “to be decided”"):
        rules.issue(desk.ledger, desk.context(), ref, "12号")


@pytest.mark.parametrize(
    "fields",
    [{"problems": ["zzzzzz"]}, {"owner": "nobody"}, {"findings": ["case-1/9"]}, {"findings": ["case-2/1"]}],
)
def test_what_a_rule_names_is_there(desk: Desk, fields: dict[str, Any]) -> None:
    case(desk)
    with desk.refuses(NoSuchRecord):
        rule(desk, **fields)


def test_without_cases_a_finding_may_be_called_anything(desk: Desk) -> None:
    assert desk.ledger.find_matter("rule", rule(desk, findings=["甲案/1"])).head.findings == ("甲案/1",)


@pytest.mark.parametrize("fields", [{"governs": "money"}, {"title": ""}, {"title": "a\nb"}])
def test_a_field_that_cannot_be_used_is_refused(desk: Desk, fields: dict[str, Any]) -> None:
    with desk.refuses(UsageProblem):
        rule(desk, **fields)


def test_others_leave_the_rules_of_an_organization_alone(desk: Desk) -> None:
    ref = rule(desk)
    with desk.refuses(NotAuthorised, "may not do this"):
        rules.decide(desk.ledger, desk.context(OTHER), ref, "keep", "适用")
    with desk.refuses(NotAuthorised, "may not do this"):
        rule(desk, by=OTHER)
    with desk.refuses(NoSuchRecord, "no rule “zzzz”"):
        rules.drop(desk.ledger, desk.context(OFFICE), "zzzz", "x")
    assert rules.decide(desk.ledger, desk.context(LIAISON), ref[:8], "keep", "适用").standing.status == "decided"
