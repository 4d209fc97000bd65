"""Days that look arranged."""

import datetime as dt

import pytest

from tests.builders import DUE, FOUND, OFFICE, START, Story, record_id
from tests.services.linting import found, story
from yiananlib.model.problem import Problem

DAY = dt.timedelta(days=1)


def carried_out(number: int, *days_late: int, org: str = "zjj") -> Problem:
    """Return a problem with measures that were completed so many days after they were due."""
    made = story(number, org)
    for place in range(1, len(days_late) + 1):
        made.add("planned", number=place, text=f"第{place}条措施", due=DUE)
    for late, place in sorted(zip(days_late, range(1, len(days_late) + 1), strict=True)):
        made.add("completed", measure=place, on=DUE + late * DAY)
    return made.problem


def test_a_unit_that_completes_all_on_the_last_day_is_asked() -> None:
    (sign,) = found("on-the-day", [carried_out(0, 0, 0, 0), carried_out(1, 0, 0), carried_out(2, -3, org="czj")])
    assert sign.orgs == ("zjj",)
    assert sign.problems == (f"zjj/{record_id(0)}", f"zjj/{record_id(1)}")
    assert len(sign.evidence) == 5
    assert {proof.day for proof in sign.evidence} == {DUE}


@pytest.mark.parametrize("days", [(0, 0, 0, 0), (0, 0, 0, 0, 0, -1), (0, 0, 0, 0, 0, 1)])
def test_a_unit_with_few_or_with_another_day_is_not(days: tuple[int, ...]) -> None:
    assert found("on-the-day", [carried_out(0, *days)]) == []


def test_only_what_was_completed_by_the_day_counts() -> None:
    problem = carried_out(0, 0, 0, 0, 0, 0, 4)
    assert len(found("on-the-day", [problem], day=DUE + 3 * DAY)) == 1
    assert found("on-the-day", [problem], day=DUE + 4 * DAY) == []


def struck_off(number: int, after: int, by: str = OFFICE, org: str = "zjj") -> Problem:
    """Return a problem that was struck off so many days after it was found."""
    made = story(number, org).has("submitted", "reviewed:pass")
    made.add("closed", on=FOUND + after * DAY, by=by)
    return made.problem


@pytest.mark.parametrize(("after", "times"), [(0, 1), (1, 1), (2, 0)])
def test_a_problem_that_is_struck_off_at_once_is_asked_about(after: int, times: int) -> None:
    signs = found("at-once", [struck_off(0, after)])
    assert len(signs) == times
    assert all([p.day for p in sign.evidence] == [FOUND, FOUND + after * DAY] for sign in signs)


def test_the_campaign_sets_what_counts_as_at_once() -> None:
    assert found("at-once", [struck_off(0, 1)], lint={"at_once": 0}) == []
    assert len(found("at-once", [struck_off(0, 5)], lint={"at_once": 5})) == 1


def recorded_late(days: int, step: str = "progressed") -> Problem:
    made = Story(id=record_id(0), root_cause=None).has("registered")
    made.clock = START + days * DAY
    made.add(step, on=START.date())
    return made.problem


def test_an_entry_recorded_long_afterwards_is_asked_about() -> None:
    assert found("backdated", [recorded_late(30)]) == []
    (sign,) = found("backdated", [recorded_late(31)])
    assert [(proof.text, proof.day) for proof in sign.evidence] == [
        ("progressed", START.date()),
        ("progressed", START.date() + 31 * DAY),
    ]
    assert found("backdated", [recorded_late(31)], lint={"backdated": 31}) == []


@pytest.mark.parametrize("by", ["zjj/liaison", OFFICE])
def test_what_decides_lateness_is_asked_about_on_any_later_day(by: str) -> None:
    late = story(1).has("registered", "planned")
    late.clock = START + DAY
    late.add("submitted", on=FOUND, by=by)
    (sign,) = found("backdated", [late.problem], lint={"backdated": 3650})
    assert [(proof.text, proof.day) for proof in sign.evidence] == [("submitted", FOUND), ("submitted", FOUND + DAY)]
    on_the_day = story(2).has("registered", "planned", "completed", "submitted")
    assert found("backdated", [on_the_day.problem]) == []


def test_many_struck_off_on_one_day_by_one_officer_are_asked_about() -> None:
    ten = [struck_off(n, 20) for n in range(10)]
    (sign,) = found("rush", ten)
    assert len(sign.problems) == 10
    assert sign.sentence.startswith(f"县促改办 职务 liaison closed 10 problems on {FOUND + 20 * DAY}")
    assert found("rush", ten[:9]) == []
    assert found("rush", [*ten[:9], struck_off(9, 21)]) == []
    assert found("rush", [*ten[:9], struck_off(9, 20, by="jiwei/liaison")]) == []
    assert len(found("rush", ten[:2], lint={"rush": 2})) == 1


def test_a_close_that_breaks_the_rules_is_none() -> None:
    wrong = story(1).has("closed")
    assert found("rush", [struck_off(0, 0), wrong.problem], lint={"rush": 2}) == []


def test_a_unit_is_asked_why_its_problems_are_overdue_until_it_says_so() -> None:
    silent, told = story(0), story(1)
    told.add("progressed", why="施工单位停工", on=DUE)
    early = story(2)
    early.add("progressed", why="预计延误", on=DUE - DAY)
    made = [one.problem for one in (silent, told, early)]
    assert found("no-reason", made, day=DUE) == []
    (sign,) = found("no-reason", made, day=DUE + DAY)
    assert sign.problems == (f"zjj/{record_id(0)}", f"zjj/{record_id(2)}")
    assert [proof.day for proof in sign.evidence] == [DUE, DUE]


def test_progress_that_says_no_reason_is_none() -> None:
    problem = story(0)
    problem.add("progressed", on=DUE + DAY)
    assert len(found("no-reason", [problem.problem], day=DUE + DAY)) == 1
    closed_ = story(1).has("submitted", "reviewed:pass", "closed")
    assert found("no-reason", [closed_.problem], day=DUE + DAY) == []


def proven(**paper: dt.date | None) -> Problem:
    """Return a problem found on FOUND whose measure was planned five days later and completed on the tenth."""
    made = story(0)
    made.add("planned", number=1, due=DUE, on=FOUND + 5 * DAY)
    made.add("completed", measure=1, on=FOUND + 10 * DAY)
    made.add("evidenced", measure=1, on=FOUND + 60 * DAY, **paper)
    return made.problem


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, f"dated before the problem was found ({FOUND})"),
        (0, f"dated before the measure was planned ({FOUND + 5 * DAY})"),
        (4, f"dated before the measure was planned ({FOUND + 5 * DAY})"),
        (5, None),
        (10, None),
        (11, f"dated after the measure was completed ({FOUND + 10 * DAY})"),
    ],
)
def test_evidence_of_another_time_than_its_measure_is_asked_about(days: int, said: str | None) -> None:
    signs = found("paper-day", [proven(dated=FOUND + days * DAY)])
    assert [proof.text for sign in signs for proof in sign.evidence] == ([said] if said else [])


def test_evidence_without_a_day_is_not_asked_about() -> None:
    assert found("paper-day", [proven(), proven(taken=FOUND - DAY)]) == []


def test_a_photo_dated_differently_from_when_it_was_taken_is_asked_about() -> None:
    (sign,) = found("paper-day", [proven(dated=FOUND + 6 * DAY, taken=FOUND + 8 * DAY)])
    assert [(p.measure, p.text) for p in sign.evidence] == [(1, f"taken on {FOUND + 8 * DAY} according to the photo")]


def test_a_measure_completed_again_is_proven_up_to_the_last_time() -> None:
    made = story(0)
    made.has("planned", "completed", "submitted", "reviewed:return")
    made.add("completed", on=FOUND + 9 * DAY)
    made.add("evidenced", on=FOUND + 9 * DAY, dated=FOUND + 9 * DAY)
    assert found("paper-day", [made.problem]) == []


def test_of_evidence_for_the_whole_only_the_day_of_finding_is_asked() -> None:
    made = story(0)
    made.add("evidenced", measure=None, dated=FOUND)
    assert found("paper-day", [made.problem]) == []
    made.add("evidenced", measure=None, dated=FOUND - DAY)
    assert [sign.problems for sign in found("paper-day", [made.problem])] == [(f"zjj/{record_id(0)}",)]
