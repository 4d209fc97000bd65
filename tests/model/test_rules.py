"""A rule: which steps may follow, and when it answers what the gate asks for."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LIAISON, OFFICE, OTHER, PARENT, START, make_orgs
from yiananlib.model import matters, rules
from yiananlib.model.matters import Matter
from yiananlib.model.rules import KIND, Head

STEPS: dict[str, dict[str, Any]] = {
    "listed": {},
    "keep": {"decision": "keep", "reason": "仍然适用"},
    "revise": {"decision": "revise", "reason": "无时限"},
    "issued": {"document": "12号"},
    "dropped": {"reason": "重复"},
}
HEAD = Head.model_validate({"schema": 1, "id": "aaaaaa", "title": "办法", "governs": "power", "problems": ("k7m2qd",)})


def told(*steps: str, by: str = LIAISON) -> Matter:
    """Return a rule with these steps, a minute after each other."""
    entries = []
    for n, step in enumerate(steps):
        kind = "decided" if step in ("keep", "revise") else step
        fields = {"id": f"00000{n:x}", "at": START + dt.timedelta(minutes=n), "by": by, "kind": kind, **STEPS[step]}
        entries.append(KIND.entries[kind].model_validate(fields))
    return Matter("zjj", HEAD, tuple(entries), kind="rule")


@pytest.mark.parametrize(
    ("steps", "status", "settles", "done"),
    [
        (["listed"], "listed", False, False),
        (["listed", "keep"], "decided", True, False),
        (["listed", "revise"], "decided", False, False),
        (["listed", "keep", "revise"], "decided", False, False),
        (["listed", "revise", "issued"], "done", True, True),
        (["listed", "keep", "issued"], "done", True, True),
        (["listed", "revise", "issued", "revise"], "decided", False, False),
        (["listed", "dropped"], "dropped", False, False),
        (["listed", "keep", "dropped"], "dropped", False, False),
    ],
)
def test_a_rule_answers_the_gate_when_it_is_done_or_kept(
    steps: list[str], status: str, settles: bool, done: bool
) -> None:
    rule = told(*steps)
    standing = matters.fold(rule)
    assert (standing.status, standing.faults) == (status, ())
    assert (rules.settles(rule), rules.is_done(rule)) == (settles, done)


@pytest.mark.parametrize(
    "steps", [["keep"], ["listed", "issued"], ["listed", "listed"], ["listed", "dropped", "revise"]]
)
def test_a_step_out_of_turn_is_a_fault_and_changes_nothing(steps: list[str]) -> None:
    rule = told(*steps)
    (fault,) = matters.fold(rule).faults
    assert fault.entry == len(steps) - 1
    assert "is not possible" in fault.reason
    assert not rules.settles(rule)


@given(st.lists(st.sampled_from(["keep", "revise", "issued"]), max_size=6))
def test_a_rule_that_once_answered_the_gate_does_so_for_ever(steps: list[str]) -> None:
    rule = told("listed", *steps)
    last = rule.entries[-1].at
    answered = [rules.settles(rule.until(n)) for n in range(1, len(rule.entries) + 1)]
    assert rules.settles(rule, last) == any(answered)
    assert rules.settles(rule, last + dt.timedelta(days=1)) >= rules.settles(rule)


def test_later_entries_did_not_count_then_apart_from_clock_differences() -> None:
    rule = told("listed", "revise", "issued")
    issued = rule.entries[-1].at
    assert rules.is_done(rule, issued)
    assert rules.is_done(rule, issued - dt.timedelta(minutes=10))
    assert not rules.is_done(rule, issued - dt.timedelta(minutes=11))
    assert not rules.settles(rule, START - dt.timedelta(days=1))


@pytest.mark.parametrize(("by", "may"), [(LIAISON, True), (PARENT, True), (OFFICE, True), (OTHER, False)])
def test_a_rule_is_its_organization_s(by: str, may: bool) -> None:
    rule = told("listed", by=by)
    assert (matters.unauthorised(rule, rule.entries[0], make_orgs()) is None) is may


def test_a_rule_names_its_problems_findings_and_owner() -> None:
    head = HEAD.model_copy(update={"findings": ("case-1/1",), "owner": LIAISON})
    named = KIND.references(Matter("zjj", head, (), kind="rule"))
    assert (named.problems, named.findings, named.officers) == (("k7m2qd",), ("case-1/1",), (LIAISON,))
