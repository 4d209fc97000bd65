"""What the gate needs to know besides the record: gathered in one way, and only what is read."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import pytest

from tests.builders import INSPECTOR, OFFICE, Story, make_campaign, make_orgs
from yiananlib.model import closing, matters
from yiananlib.model.closing import CHECKS, Facts
from yiananlib.model.gate_facts import GATHERED, Surroundings, facts
from yiananlib.model.matters import Matter

DAY: Final = dt.date(2026, 6, 15)
CAMPAIGN: Final = make_campaign()
FIELDS: Final = [field.name for field in dataclasses.fields(Facts) if field.name != "day"]


class Told(Surroundings):
    """Surroundings that take note of what they are asked."""

    def __init__(self, rules: Iterable[Matter] = (), *, bad: bool = False) -> None:
        super().__init__(make_orgs())
        self.there = tuple(rules)
        self.bad = bad
        self.asked: set[str] = set()

    def rules(self, org: str) -> Iterable[Matter]:
        self.asked.add("rules")
        return [rule for rule in self.there if rule.org == org]

    def is_bad(self, _org: str, _file: object) -> bool:
        self.asked.add("evidence")
        return self.bad

    def unanswered(self, _problem: object) -> tuple[str, ...]:
        self.asked.add("notices")
        return ("zjj/nnnnnn",)

    def same_effect(self, _state: object) -> str | None:
        self.asked.add("effects")
        return "czj/eeeeee"


def passed(**fields: Any) -> Story:
    return Story(**fields).has("registered", "planned", "evidenced", "completed", "submitted", "reviewed:pass")


def rule(problem: str, org: str = "zjj") -> Matter:
    of = matters.kind("rule")
    said = {"at": dt.datetime.fromisoformat("2026-03-12T09:30:00+08:00"), "by": "zjj/liaison"}
    head = of.head.model_validate({"id": "rrrrrr", "title": "办法", "governs": "affairs", "problems": [problem]})
    entries = (
        of.entries["listed"].model_validate({"id": "aaaaaa", **said}),
        of.entries["decided"].model_validate({"id": "bbbbbb", "decision": "keep", "reason": "已有明文", **said}),
    )
    return Matter(org, head, entries, kind="rule")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_says_what_it_reads(check: closing.Check) -> None:
    """With the day alone each is as with facts of which it says that it does not read them."""
    assert set(check.needs) <= set(FIELDS)
    worst: dict[str, Any] = {
        "bad_evidence": ("a.pdf",), "same_effect": "czj/eeeeee", "inspector_review": True, "partial": "no",
        "unanswered": ("zjj/nnnnnn",), "rule_settled": True, "rule_open": "zjj/rrrrrr", "working": {},
        "rules_named": 1, "rules_left": ("zjj/rrrrrr",),
    }  # fmt: skip
    assert worst.keys() == set(FIELDS)
    others = {name: value for name, value in worst.items() if name not in check.needs}
    state = passed(**{"class": "ongoing"}).state
    found = [closing.unmet(state, CAMPAIGN, given, {check.code}) for given in (Facts(DAY), Facts(DAY, **others))]
    assert found[0] == found[1]


def test_every_fact_is_read_by_a_check_and_gathered_in_one_way() -> None:
    assert {name for check in CHECKS for name in check.needs} == set(FIELDS)
    assert list(GATHERED) == FIELDS or GATHERED.keys() == set(FIELDS)


def test_codes_are_told_apart_and_the_parts_of_the_gate_are_of_it() -> None:
    assert len(set(closing.CODES)) == len(CHECKS)
    for part in (closing.UNIT_CODES, closing.PROVED_CODES, closing.NEVER_WAIVED):
        assert part < set(closing.CODES)


def test_only_the_facts_asked_for_are_gathered() -> None:
    around = Told()
    known = facts(passed().state, CAMPAIGN, DAY, around, codes={"triad", "wider", "standards"})
    assert around.asked == set()
    assert known == Facts(DAY)
    simple = passed(**{"severity": "minor", "class": "immediate"})
    facts(simple.state, CAMPAIGN, DAY, around)
    assert "rules" not in around.asked
    assert "notices" not in around.asked


def test_all_facts_are_gathered_for_a_close() -> None:
    around = Told(bad=True)
    known = facts(passed().state, CAMPAIGN, DAY, around)
    assert around.asked >= {"evidence", "notices", "effects"}
    assert (known.same_effect, known.unanswered) == ("czj/eeeeee", ("zjj/nnnnnn",))
    assert len(known.bad_evidence) == 1


@pytest.mark.parametrize(("by", "inspector"), [(INSPECTOR, True), (OFFICE, False)])
def test_who_passed_is_looked_up(by: str, inspector: bool) -> None:
    story = Story().has("registered", "planned", "completed", "submitted")
    story.add("reviewed:pass", by=by)
    known = facts(story.state, CAMPAIGN, DAY, Told())
    assert known.inspector_review is inspector
    assert facts(Story().has("registered").state, CAMPAIGN, DAY, Told()).partial is None


@pytest.mark.parametrize(("org", "settled"), [("zjj", True), ("gov", True), ("czj", False)])
def test_rules_of_the_unit_and_of_those_above_it_count(org: str, settled: bool) -> None:
    story = Story().has("registered")
    story.add("submitted", rule=None)
    around = Told([rule(story.problem.head.id, org)])
    assert facts(story.state, CAMPAIGN, DAY, around, codes={"rule"}).rule_settled is settled


def test_surroundings_without_answers_hold_nothing_against_a_problem() -> None:
    around = Surroundings({})
    story = passed()
    assert not around.is_bad("zjj", story.state.evidence[0])
    assert around.unanswered(story.problem) == ()
    assert around.same_effect(story.state) is None
    with pytest.raises(NotImplementedError):
        around.rules("zjj")


@pytest.mark.parametrize(
    ("words", "org"),
    [("rrrrrr", "zjj"), ("zjj/rrrrrr", "zjj"), (" gov/rrrrrr ", "gov"), ("czj/rrrrrr", None), ("ssssss", None),
     ("办法", None)],
)  # fmt: skip
def test_a_rule_is_named_by_its_id_alone_or_with_its_organization(words: str, org: str | None) -> None:
    around = Told(rule("k7m2qd", home) for home in ("gov", "zjj", "czj"))
    named = around.register.named("zjj", words)
    assert (named.org if named is not None else None) == org
