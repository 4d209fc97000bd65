"""Counts of what people decided about people."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FOUND, HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, Story, make_campaign
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from tests.services.registers import FILED, case
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.index.sync import Index
from yiananlib.model import matters
from yiananlib.model.lifecycle import fold
from yiananlib.services.reading.accountability_figures import Accountability, accountability
from yiananlib.services.reading.matter_reading import ShownCase
from yiananlib.services.reading.showing import show
from yiananlib.services.recording import accountability as supervise
from yiananlib.services.recording import registers

DAY = dt.timedelta(days=1)
TRIGGERS = {"trigger": {"inaccurate": "问题排查不准", "inadequate": "整改措施不到位"}}


def told(*stories: Story) -> Index:
    return held([story.problem for story in stories], campaign=make_campaign(vocabulary=TRIGGERS))


def decided(name: str = "aaaaaa", org: str = "zjj") -> Story:
    story = Story(org, id=name).has("registered")
    story.add("handled", form=1, count=3)
    story.add("handled", form=1, count=1)
    story.add("handled", form=4, count=1)
    story.add("held-accountable", trigger="inadequate", count=2, on=FOUND + DAY)
    story.add("held-accountable", trigger="gone", count=1, on=FOUND + DAY)
    return story


def test_people_are_added_up_by_form_and_trigger_and_decisions_are_counted() -> None:
    found = accountability(told(decided()), FOUND + DAY, None)
    assert found == Accountability(
        {1: 4, 2: 0, 3: 0, 4: 1}, {"inaccurate": 0, "inadequate": 2, "gone": 1}, decisions=2, orgs=1
    )


def test_every_form_and_trigger_is_listed_even_if_nobody_was_dealt_with() -> None:
    nobody = Accountability({1: 0, 2: 0, 3: 0, 4: 0}, {"inaccurate": 0, "inadequate": 0}, 0)
    assert accountability(told(), FOUND, None) == nobody
    assert accountability(told(Story().has("registered")), FOUND, None) == nobody


def test_what_counts_from_a_later_day_is_not_counted() -> None:
    found = accountability(told(decided()), FOUND, None)
    assert (found.forms[1], found.decisions) == (4, 0)


def test_a_problem_that_was_voided_since_is_not_counted() -> None:
    story = decided()
    story.add("voided", on=FOUND + 2 * DAY)
    index = told(story)
    assert accountability(index, FOUND + DAY, None).decisions == 2
    assert (
        accountability(index, FOUND + 2 * DAY, None).decisions,
        accountability(index, FOUND + 2 * DAY, None).orgs,
    ) == (0, 0)


def test_what_breaks_the_rules_is_not_counted() -> None:
    story = Story().has("registered")
    story.add("handled", form=1, count=3, id=story.entries[0].id)
    assert accountability(told(story), FOUND, None).forms[1] == 0


def test_a_scope_counts_its_own() -> None:
    index = told(decided(), decided("bbbbbb", "czj"))
    assert accountability(index, FOUND + DAY, None).forms[1] == 8
    assert accountability(index, FOUND + DAY, ["czj"]).forms[1] == 4
    assert accountability(index, FOUND + DAY, []).forms[1] == 0


def test_organizations_and_money_add_up_whether_or_not_people_were_dealt_with() -> None:
    story = Story().has("registered")
    story.add("held-accountable", trigger="inaccurate", count=None, organizations=2, note="检查")
    story.add("held-accountable", trigger="inaccurate", count=1, organizations=1, recovered=500, note="追回")
    found = accountability(told(story), FOUND, None)
    assert (found.triggers["inaccurate"], found.decisions, found.organizations, found.recovered) == (1, 2, 3, 500)


# of cases

FIRST = dt.date(2026, 3, 12)
SAID: list[tuple[str, str, dict[str, Any]]] = [
    ("zjj", "case-1", {}),
    ("zjj", "case-1", {"form": "4", "count": 1, "trigger": None, "organizations": None, "recovered": None}),
    ("czj", "case-1", {"form": None, "count": None, "trigger": "inaccurate", "recovered": None}),
    ("czj", "case-2", {"form": None, "count": None, "trigger": None, "organizations": None, "recovered": 7}),
]


def filed_in(desk: Desk, org: str, case_: str, more: dict[str, Any]) -> str:
    given = FILED["accountability"].head | {"case": case_} | more
    made = registers.add(desk.ledger, desk.context(INSPECTOR), "accountability", org, given)
    return made.standing.matter.ref


def recounted(desk: Desk, day: dt.date, orgs: list[str], case_: str | None) -> Accountability:
    """Return the same from folded records and problems, without the index."""
    words = desk.ledger.campaign().vocabulary["trigger"]
    forms, triggers = dict.fromkeys(range(1, 5), 0), dict.fromkeys(words, 0)
    decisions = organizations = recovered = 0
    held_in: set[str] = set()
    said: list[tuple[str, Any]] = []
    for org in orgs:
        for problem in desk.ledger.problems(org):
            state = fold(problem)
            named = [state.head.finding or "", state.head.task or ""]
            if case_ is None or any(name.rpartition("/")[0] == case_ for name in named):
                said += [(org, e) for e in problem.entries if e.on <= day]
        for record in desk.ledger.matters(org, "accountability"):
            then = record.holding([e for e in record.entries if e.on <= day])
            if then.entries and matters.fold(then).status == "decided" and case_ in (None, record.head.case):
                said.append((org, record.head))
    for org, one in said:
        if getattr(one, "form", None) is not None:
            forms[int(one.form)] += one.count
        if getattr(one, "trigger", None) is not None:
            triggers[one.trigger] += one.count or 0
            decisions += 1
            held_in.add(org)
        organizations += getattr(one, "organizations", None) or 0
        recovered += getattr(one, "recovered", None) or 0
    return Accountability(forms, triggers, decisions, len(held_in), organizations, recovered)


def test_decisions_about_cases_and_about_problems_are_one_set_of_figures(desk: Desk) -> None:
    case(desk)
    case(desk, "case-2")
    refs = [filed_in(desk, *one) for one in SAID]
    ref = desk.problem(finding="case-1/2")
    supervise.handle(desk.ledger, desk.context(INSPECTOR), ref, 1, 3)
    desk.on("2026-03-14")
    supervise.hold_account(desk.ledger, desk.context(INSPECTOR), ref, "ineffective", None, "检查", 1, 900)
    registers.act(desk.ledger, desk.context(OFFICE), "accountability", refs[0], "withdrawn", {"reason": "登记重复"})
    every = desk.ledger.org_names()
    for days in range(-1, 4):
        day = FIRST + dt.timedelta(days)
        for case_ in (None, "case-1", "case-2", "case-9"):
            for orgs in (None, ["zjj"], ["czj"]):

                def ask(index: Index, at: dt.date = day, of: str | None = case_, own: Any = orgs) -> Accountability:
                    index.scope(None)
                    return accountability(index, at, own, of)

                assert asked(desk.ledger, ask) == recounted(desk, day, orgs or every, case_), (day, case_, orgs)
    shown = asked(desk.ledger, lambda index: accountability_of(index, FIRST))
    assert (shown.forms[1], shown.forms[4], shown.organizations, shown.recovered) == (5, 1, 2, 126007)


def accountability_of(index: Index, day: dt.date) -> Accountability:
    index.scope(None)
    return accountability(index, day, None)


def test_a_case_is_shown_with_what_was_decided_about_it_and_its_problems(desk: Desk) -> None:
    case(desk)
    ref = filed_in(desk, *SAID[0])
    supervise.handle(desk.ledger, desk.context(INSPECTOR), desk.problem(finding="case-1/1"), 2, 1)
    shown = asked(desk.ledger, lambda index: show(index, "case-1", FIRST))
    assert isinstance(shown, ShownCase)
    assert [row.ref for row in shown.decisions] == [ref]
    assert (shown.accountability.forms[1], shown.accountability.forms[2]) == (2, 1)
    before = asked(desk.ledger, lambda index: show(index, "case-1", FIRST - DAY))
    assert isinstance(before, ShownCase)
    assert (before.decisions, before.accountability.is_empty) == ((), True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"form": None, "count": None, "organizations": None, "recovered": None},
            "at least one of these must be there",
        ),
        ({"form": None}, "--count requires --form"),
        ({"count": None}, "--form requires --count"),
        ({"trigger": None}, "--organizations requires --trigger"),
    ],
)
def test_a_decision_about_a_case_says_of_whom_and_what_belongs_together(
    desk: Desk, more: dict[str, Any], said: str
) -> None:
    case(desk)
    with desk.refuses(NotAllowed, said):
        filed_in(desk, "zjj", "case-1", more)


@pytest.mark.parametrize("by", [LIAISON, HEAD, OTHER])
def test_units_record_no_decisions_about_cases(desk: Desk, by: str) -> None:
    case(desk)
    with desk.refuses(NotAuthorised, "the office or the inspectors"):
        registers.add(desk.ledger, desk.context(by), "accountability", "zjj", FILED["accountability"].head)


def test_a_trigger_unknown_to_the_campaign_is_refused(desk: Desk) -> None:
    case(desk)
    with desk.refuses(UsageProblem, "inadequate 整改措施不到位"):
        filed_in(desk, "zjj", "case-1", {"trigger": "态度不好"})
