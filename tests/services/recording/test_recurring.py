"""Measures and notices that come back, as services: who answers, who excuses, and what the gate asks."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, OWNER
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, matter, send_back, settle, status
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem, YianError
from yiananlib.index.matter_values import MatterRow
from yiananlib.index.queue import OpenMeasure
from yiananlib.model.occurrences import Every
from yiananlib.model.state import State
from yiananlib.services.reading import due
from yiananlib.services.recording import close_out, rectify, supervise
from yiananlib.services.recording.close_out import GateUnmet
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.verifying.verify import verify


def monthly(
    desk: Desk, first: str = "2026-03-15", until: str = "2026-05-20", every: str = "month", **fields: Any
) -> str:
    """Return a problem with a measure that comes back: by default it is due on the 15th of March, April and May."""
    ref = desk.problem(**fields)
    rectify.add_measure(
        desk.ledger, desk.context(), ref, "每月抽查3个项目", owner="jianguan", due=dt.date(2026, 5, 20),
        every=Every.MONTH, first=dt.date(2026, 3, 15),
    )  # fmt: skip
    return ref


def answer(desk: Desk, ref: str, said: str = "3月", by: str = LIAISON, evidence: tuple[Path, ...] = ()) -> State:
    return rectify.done(desk.ledger, desk.context(by), ref, 1, note="已抽查", occurrence=said, evidence=evidence).state


def excuse(desk: Desk, ref: str, said: str = "2026-03", by: str = OFFICE, number: int = 1) -> State:
    return rectify.excuse(desk.ledger, desk.context(by), ref, number, said, "当月停工").state


def test_an_occurrence_is_answered_with_its_evidence_and_written_by_its_name(desk: Desk) -> None:
    ref = monthly(desk)
    state = answer(desk, ref, "三月份", evidence=(desk.paper(),))
    assert 'occurrence = "2026-03"' in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    assert [e.measure for e in state.evidence] == [1]
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("2月", "measure 1: there is no occurrence 2月; they are 2026-03 to 2026-05, every month"),
        ("2026-04", "measure 1: 2026-04 begins on 2026-04-01 and cannot be answered before"),
        ("随便", "there is no occurrence 随便"),
        ("\x1b[31m", "there is no occurrence"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(desk: Desk, said: str, reason: str) -> None:
    ref = monthly(desk)
    with desk.refuses(NotAllowed, reason):
        answer(desk, ref, said)


def test_an_occurrence_of_what_does_not_come_back_or_is_not_there_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "there is no measure 1"):
        answer(desk, ref)
    with desk.refuses(NotAllowed, "there is no measure 1"):
        excuse(desk, ref)
    desk.measure(ref)
    with desk.refuses(NotAllowed, "measure 1: it does not come back, so it has no occurrence 3月"):
        answer(desk, ref)


def test_what_comes_back_is_not_done_without_an_occurrence_even_with_evidence(desk: Desk) -> None:
    ref = monthly(desk)
    with desk.refuses(NotAllowed, "it comes back every month; say which occurrence, such as --occurrence 2026-03"):
        desk.done(ref)


@pytest.mark.parametrize("by", [OFFICE, INSPECTOR])
def test_the_office_and_the_inspectors_excuse(desk: Desk, by: str) -> None:
    assert list(excuse(desk, monthly(desk), by=by).measures[0].settled) == ["2026-03"]


@pytest.mark.parametrize("by", [LIAISON, HEAD, OWNER, OTHER])
def test_nobody_else_does(desk: Desk, by: str) -> None:
    ref = monthly(desk)
    with desk.refuses(NotAuthorised):
        excuse(desk, ref, by=by)


@pytest.mark.parametrize("part", ["owner", "leader"])
def test_officers_with_a_part_in_the_problem_excuse_nothing(desk: Desk, part: str) -> None:
    ref = monthly(desk, **{part: OFFICE})
    with desk.refuses(NotAuthorised):
        excuse(desk, ref)


def test_whoever_answered_an_occurrence_excuses_none(desk: Desk) -> None:
    ref = monthly(desk)
    answer(desk, ref, by=OFFICE)
    with desk.refuses(NotAuthorised):
        excuse(desk, ref, "2026-04")


def test_an_occurrence_is_excused_beforehand_for_a_reason(desk: Desk) -> None:
    ref = monthly(desk)
    assert "2026-05" in excuse(desk, ref, "5月").measures[0].settled
    with desk.refuses(UsageProblem, "“reason” must not be empty"):
        rectify.excuse(desk.ledger, desk.context(OFFICE), ref, 1, "4月", "")


def test_excusing_lets_a_pass_stand(desk: Desk) -> None:
    ref = desk.submitted()
    rectify.add_measure(
        desk.ledger, desk.context(), ref, "每周", owner="jianguan", due=dt.date(2026, 3, 31), every=Every.WEEK,
        first=dt.date(2026, 3, 20),
    )  # fmt: skip
    desk.review(ref)
    state = rectify.excuse(desk.ledger, desk.context(OFFICE), ref, 2, "2026-W12", "停工").state
    assert state.review is not None


@pytest.mark.parametrize(
    ("fields", "error", "said"),
    [
        ({"first": dt.date(2026, 3, 1)}, UsageProblem, "2026-03-01 of the measure is before 2026-03-05|before"),
        ({"due": dt.date(2026, 7, 1)}, UsageProblem, "is after 2026-06-15, the deadline of the problem"),
        (
            {"first": dt.date(2026, 6, 1), "due": dt.date(2026, 5, 1)},
            UsageProblem,
            "ends on 2026-05-01, before it begins",
        ),
        ({"every": None}, UsageProblem, "“every” and “from” belong together"),
    ],
)
def test_a_series_that_cannot_be_is_refused(
    desk: Desk, fields: dict[str, Any], error: type[YianError], said: str
) -> None:
    ref = desk.problem()
    given: dict[str, Any] = {"every": Every.MONTH, "first": dt.date(2026, 3, 31), "due": dt.date(2026, 6, 15)} | fields
    with desk.refuses(error, said):
        rectify.add_measure(desk.ledger, desk.context(), ref, "抽查", owner="jianguan", **given)


def unmet(answer: Recorded | GateUnmet) -> list[str]:
    assert isinstance(answer, GateUnmet)
    return [f"{check.code}: {check.missing}" for check in answer.unmet]


def submit(desk: Desk, ref: str) -> Recorded | GateUnmet:
    said: dict[str, Any] = {"effect": "抽查全部合格", "rule": "抽查办法", "wider": "全局同查"}
    return close_out.submit(desk.ledger, desk.context(), ref, **said)


def test_a_submission_is_asked_for_all_that_was_due(desk: Desk) -> None:
    ref = monthly(desk)
    desk.on("2026-04-15")
    answer(desk, ref, "3月", evidence=(desk.paper(),))
    assert unmet(submit(desk, ref)) == ["measures-done: measure 1: 2026-04 missing"]
    excuse(desk, ref, "4月")
    assert isinstance(submit(desk, ref), Recorded)


def test_what_falls_due_while_it_waits_is_not_asked_for(desk: Desk) -> None:
    ref = monthly(desk)
    desk.on("2026-04-10")
    answer(desk, ref, "3月", evidence=(desk.paper(),))
    submit(desk, ref)
    desk.on("2026-05-16")
    desk.review(ref)
    assert unmet(desk.close(ref)) == [
        "endorsed: the head of the unit has not endorsed it since it was last returned or reopened"
    ]


def queue(desk: Desk, day: str, officer: str | None = OWNER) -> list[tuple[str | None, str]]:
    found = asked(desk.ledger, lambda index: due.due(index, dt.date.fromisoformat(day), officer))
    rows = next((other.rows for other in found.others if other.what == "own_measures"), ())
    return [(row.occurrence, row.due.isoformat()) for row in rows if isinstance(row, OpenMeasure)]


def test_an_officer_is_told_of_each_occurrence_that_is_missed_or_soon_due(desk: Desk) -> None:
    ref = monthly(desk)
    assert queue(desk, "2026-03-13") == [("2026-03", "2026-03-15")]
    assert queue(desk, "2026-04-07") == [("2026-03", "2026-03-15")]
    assert queue(desk, "2026-04-08") == [("2026-03", "2026-03-15"), ("2026-04", "2026-04-15")]
    answer(desk, ref)
    assert queue(desk, "2026-04-08") == [("2026-04", "2026-04-15")]
    desk.on("2026-04-08")
    excuse(desk, ref, "4月")
    assert queue(desk, "2026-04-08") == []
    assert queue(desk, "2026-03-12") == []  # it was answered on that day


def test_what_does_not_come_back_waits_as_before(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    assert queue(desk, "2026-05-20") == [(None, "2026-05-20")]


# notices


def asking(desk: Desk, **fields: Any) -> str:
    days = {"due": dt.date(2026, 3, 31), "until": dt.date(2026, 5, 31)}
    return issue(desk, **{"often": "month", **days, **fields})


def reply(desk: Desk, ref: str, said: str | None, by: str = LIAISON) -> str:
    return supervise.reply(desk.ledger, desk.context(by), ref, "余额充足", occurrence=said).standing.status


def test_one_reply_does_not_settle_a_recurring_demand(desk: Desk) -> None:
    ref = asking(desk)
    assert reply(desk, ref, "3月") == "issued"
    desk.on("2026-05-10")
    assert reply(desk, ref, "2026-05") == "issued"
    assert reply(desk, ref, "四月") == "replied"
    assert settle(desk, ref).standing.status == "closed"
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (None, "it comes back every month; say which occurrence, such as --occurrence 2026-03"),
        ("4月", "2026-04 begins on 2026-04-01 and cannot be answered before"),
        ("6月", "there is no occurrence 6月; they are 2026-03 to 2026-05, every month"),
    ],
)
def test_what_cannot_be_replied_is_refused(desk: Desk, said: str | None, reason: str) -> None:
    ref = asking(desk)
    with desk.refuses(NotAllowed, reason):
        reply(desk, ref, said)


def test_a_reply_is_given_once_and_a_notice_that_asks_once_has_no_occurrences(desk: Desk) -> None:
    ref = asking(desk)
    reply(desk, ref, "3月")
    with desk.refuses(NotAllowed, "2026-03 was answered on 2026-03-12"):
        reply(desk, ref, "3月")
    once = issue(desk)
    with desk.refuses(NotAllowed, "it does not come back, so it has no occurrence 3月"):
        reply(desk, once, "3月")


def test_the_office_excuses_a_reply_and_the_unit_does_not(desk: Desk) -> None:
    ref = asking(desk)
    with desk.refuses(NotAuthorised):
        supervise.excuse(desk.ledger, desk.context(LIAISON), ref, "4月", "停工")
    for name in ("3月", "4月", "5月"):
        supervise.excuse(desk.ledger, desk.context(OFFICE), ref, name, "停工")
    assert status(desk, ref) == "replied"


def test_a_return_after_the_last_reply_asks_for_it_again(desk: Desk) -> None:
    ref = asking(desk, until=dt.date(2026, 4, 30))
    supervise.excuse(desk.ledger, desk.context(OFFICE), ref, "4月", "停工")
    assert reply(desk, ref, "3月") == "replied"
    assert send_back(desk, ref, dt.date(2026, 4, 3)).standing.status == "returned"
    assert reply(desk, ref, "3月") == "replied"
    assert [e.kind for e in matter(desk, ref).entries] == ["issued", "excused", "replied", "returned", "replied"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": None}, "“often” and “until” belong together"),
        ({"often": None}, "“often” and “until” belong together"),
        ({"until": dt.date(2026, 3, 30)}, "ends on 2026-03-30, before it begins"),
        ({"often": "week", "until": dt.date(2036, 6, 1)}, "more than 530 occurrences"),
    ],
)
def test_a_notice_with_half_a_series_is_refused(desk: Desk, fields: dict[str, Any], said: str) -> None:
    with desk.refuses(UsageProblem, said):
        asking(desk, **fields)


def waiting(desk: Desk, day: str) -> list[str]:
    found = asked(desk.ledger, lambda index: due.due(index, dt.date.fromisoformat(day), LIAISON))
    return [
        str(row.due)
        for other in found.others
        if other.what == "notices"
        for row in other.rows
        if isinstance(row, MatterRow)
    ]


def test_a_notice_waits_from_the_beginning_of_a_period_until_it_is_answered(desk: Desk) -> None:
    ref = asking(desk)
    assert waiting(desk, "2026-03-12") == ["2026-03-31"]
    reply(desk, ref, "3月")
    assert waiting(desk, "2026-03-31") == []
    assert waiting(desk, "2026-04-01") == ["2026-04-30"]
    assert waiting(desk, "2026-05-20") == ["2026-04-30"]


def test_a_close_waits_for_the_replies_that_were_due_alone(desk: Desk) -> None:
    ref = desk.passed()
    notice = asking(desk, problems=(ref,))
    assert isinstance(desk.close(ref), Recorded) is True
    other = desk.passed(effect="另一处零补办")
    second = asking(desk, problems=(other,), due=dt.date(2026, 3, 12), until=dt.date(2026, 4, 12))
    assert unmet(desk.close(other)) == [f"notices: unanswered supervision notices: {second}"]
    reply(desk, second, "3月")
    assert isinstance(desk.close(other), Recorded)
    assert status(desk, notice) == "issued"
