"""What people decided about people, and how the effect is rated."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LEADER, LIAISON, OFFICE, OTHER, PARENT
from tests.services.found import findings
from tests.services.ledgers import Desk
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model.entries import Handled, HeldAccountable, Rated
from yiananlib.model.vocabulary import Look
from yiananlib.services.recording import accountability, close_out
from yiananlib.services.recording.problems import Recorded


def handle(desk: Desk, ref: str, by: str = INSPECTOR, form: int = 1, count: int = 2) -> Recorded:
    return accountability.handle(desk.ledger, desk.context(by), ref, form, count, "批评教育")


def hold(desk: Desk, ref: str, by: str = INSPECTOR, trigger: str = "inadequate", **more: Any) -> Recorded:
    given: dict[str, Any] = {"count": 1, "note": "责令书面检查", **more}
    return accountability.hold_account(desk.ledger, desk.context(by), ref, trigger, **given)


def rate(desk: Desk, ref: str, by: str = LIAISON, scores: Mapping[str, int] | None = None) -> Recorded:
    given = {"change": 4} if scores is None else scores
    return accountability.rate(desk.ledger, desk.context(by), ref, given, "走访6户")


@pytest.mark.parametrize("form", [1, 2, 3, 4])
def test_a_form_and_a_count_are_recorded(desk: Desk, form: int) -> None:
    entry = handle(desk, desk.problem(), form=form, count=3).state.problem.entries[-1]
    assert isinstance(entry, Handled)
    assert (entry.form, entry.count, entry.note) == (form, 3, "批评教育")
    assert findings(desk) == ()


@pytest.mark.parametrize(("form", "count"), [(0, 1), (5, 1), (1, 0), (1, -1), (1, 10_000)])
def test_there_are_four_forms_and_somebody_to_count(desk: Desk, form: int, count: int) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem):
        handle(desk, ref, form=form, count=count)


@pytest.mark.parametrize("trigger", ["inadequate", "整改措施不到位", " 整改措施不到位 "])
def test_a_trigger_is_named_by_key_or_word(desk: Desk, trigger: str) -> None:
    entry = hold(desk, desk.problem(), trigger=trigger).state.problem.entries[-1]
    assert isinstance(entry, HeldAccountable)
    assert (entry.trigger, entry.count, entry.note) == ("inadequate", 1, "责令书面检查")


def test_a_trigger_unknown_to_the_campaign_is_refused_with_those_it_has(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "inaccurate 问题排查不准, inadequate 整改措施不到位, ineffective 工作效果不明显"):
        hold(desk, ref, trigger="态度不好")


@pytest.mark.parametrize("more", [{"count": 0}, {"note": ""}, {"note": " "}])
def test_accountability_says_how_many_and_what(desk: Desk, more: dict[str, Any]) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem):
        hold(desk, ref, **more)


@pytest.mark.parametrize("record", [handle, hold])
@pytest.mark.parametrize("by", [LIAISON, HEAD, LEADER, PARENT, OTHER])
def test_the_office_and_the_inspectors_record_what_was_decided(desk: Desk, record: Any, by: str) -> None:
    ref = desk.problem()
    with desk.refuses(NotAuthorised, "the office or the inspectors"):
        record(desk, ref, by)
    for who in (OFFICE, INSPECTOR):
        record(desk, ref, who)


@pytest.mark.parametrize("record", [handle, hold])
def test_decisions_come_after_the_close_too_but_not_of_what_is_voided(desk: Desk, record: Any) -> None:
    ref = desk.closed()
    assert record(desk, ref).state.status == "closed"
    voided = desk.problem(title="误登")
    close_out.void(desk.ledger, desk.context(OFFICE), voided, "误登")
    with desk.refuses(NotAllowed, "while the problem is voided"):
        record(desk, voided)


def test_a_decision_does_not_make_a_pass_lapse(desk: Desk) -> None:
    ref = desk.passed()
    handle(desk, ref)
    hold(desk, ref)
    assert isinstance(desk.close(ref), Recorded)


# ratings


def test_all_looks_are_rated_or_some_by_each_side(desk: Desk) -> None:
    ref = desk.closed()
    rate(desk, ref, scores=dict.fromkeys(map(str, Look), 5))
    rate(desk, ref, OFFICE, {"satisfaction": 1})
    entries = [e for e in desk.state(ref).problem.entries if isinstance(e, Rated)]
    assert [(e.by, dict(e.scores)) for e in entries] == [
        (LIAISON, dict.fromkeys(Look, 5)),
        (OFFICE, {Look.SATISFACTION: 1}),
    ]
    assert findings(desk) == ()
    assert "\n[entries.scores]\nsatisfaction = 1\n" in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")


@pytest.mark.parametrize("scores", [{"mood": 3}, {"change": 0}, {"change": 6}])
def test_a_rating_is_of_a_look_and_from_one_to_five(desk: Desk, scores: dict[str, int]) -> None:
    ref = desk.closed()
    with desk.refuses(UsageProblem):
        rate(desk, ref, scores=scores)


def test_a_rating_rates_something(desk: Desk) -> None:
    ref = desk.closed()
    with desk.refuses(UsageProblem, "“scores” must have at least 1"):
        rate(desk, ref, scores={})


@pytest.mark.parametrize("by", [LIAISON, HEAD, LEADER, PARENT, OFFICE, INSPECTOR])
def test_the_unit_and_the_supervisors_rate(desk: Desk, by: str) -> None:
    assert rate(desk, desk.closed(), by).state.status == "closed"


def test_another_unit_does_not_rate(desk: Desk) -> None:
    ref = desk.closed()
    with desk.refuses(NotAuthorised):
        rate(desk, ref, OTHER)


def test_a_problem_that_is_not_closed_is_not_rated(desk: Desk) -> None:
    ref = desk.passed()
    with desk.refuses(NotAllowed, "“rate the effect” is not possible while the problem is passed"):
        rate(desk, ref)
