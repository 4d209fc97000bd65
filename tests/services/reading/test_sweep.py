"""What each round of self-examination found, and how much of it is struck off."""

import datetime as dt

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.services.ledgers import FIELDS, Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.model.vocabulary import Answer
from yiananlib.services.reading.rounds import rounds
from yiananlib.services.reading.sweep import Count, Sweep, sweep
from yiananlib.services.recording import close_out, examine
from yiananlib.services.recording.register import Proposal

DAY = dt.date(2026, 3, 12)


def found_by(desk: Desk, org: str = "zjj", round_: str = "2026-1", prompt: str = "p01", by: str = LIAISON) -> str:
    fields = FIELDS if org == "zjj" else FIELDS | {"leader": "head", "owner": "head"}
    reply = examine.Reply(prompt, Answer.PROBLEM, None, Proposal(org, fields))
    progress = examine.answer(desk.ledger, desk.context(by), org, round_, [reply])
    return progress.problems[0]


def swept(desk: Desk, day: dt.date = DAY, org: str | None = None) -> Sweep:
    return asked(desk.ledger, lambda index: sweep(index, day, org))


def test_a_round_counts_the_problems_its_answers_registered_and_those_struck_off(desk: Desk) -> None:
    ref = found_by(desk)
    found_by(desk, prompt="p02")
    found_by(desk, "czj", by=OTHER)
    desk.problem(title="另外登记")
    desk.measure(ref)
    desk.done(ref)
    desk.endorse(ref)
    desk.submit(ref)
    desk.review(ref)
    desk.close(ref)
    (found,) = swept(desk).rounds
    assert (found.round, found.opened, found.orgs) == ("2026-1", DAY, 2)
    assert found.counts == Count(3, 1, 0)
    assert (found.counts.left, found.counts.rate) == (2, 1 / 3)
    assert [(row.org, row.counts) for row in found.by_org] == [("zjj", Count(2, 1, 0)), ("czj", Count(1, 0, 0))]
    (late,) = swept(desk, dt.date(2026, 6, 16)).rounds
    assert late.counts == Count(3, 1, 2)


def test_rounds_stand_in_the_order_of_opening_and_one_that_found_nothing_has_no_rate(desk: Desk) -> None:
    examine.answer(desk.ledger, desk.context(), "zjj", "9", [examine.Reply("p01", Answer.CLEAR, "无")])
    desk.on("2026-05-01")
    found_by(desk, round_="1")
    first, second = swept(desk, dt.date(2026, 5, 1)).rounds
    assert (first.round, first.counts, first.counts.rate, first.by_org) == ("9", Count(0, 0, 0), None, ())
    assert (second.round, second.counts.found) == ("1", 1)
    assert [round_.round for round_ in swept(desk).rounds] == ["9"]
    assert swept(desk, dt.date(2026, 3, 11)).rounds == ()


def test_every_problem_that_an_answer_registered_was_found_whatever_is_answered_later(desk: Desk) -> None:
    first = found_by(desk)
    second = found_by(desk)
    assert first != second
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [examine.Reply("p01", Answer.CLEAR, "已对照")])
    assert swept(desk).rounds[0].counts.found == 2
    (told,) = asked(desk.ledger, lambda index: rounds(index, DAY, "zjj")).rows
    assert [subject.problems for org in told.orgs for subject in org.subjects] == [2]
    desk.on("2026-03-20")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [examine.Reply("p01", Answer.CLEAR, "已对照")])
    assert swept(desk, dt.date(2026, 3, 20)).rounds[0].counts.found == 2


def test_a_voided_problem_is_not_counted(desk: Desk) -> None:
    ref = found_by(desk)
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复")
    assert swept(desk).rounds[0].counts == Count(0, 0, 0)


def test_an_organization_is_told_with_all_below_it(desk: Desk) -> None:
    found_by(desk)
    assert swept(desk, org="gov").rounds[0].counts.found == 1
    assert swept(desk, org="czj").rounds == ()
    with pytest.raises(NoSuchRecord):
        swept(desk, org="nowhere")
