"""What people decided and rate, as parts of a report."""

import datetime as dt

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from yiananlib.model.vocabulary import Look
from yiananlib.render import plain
from yiananlib.render.people import QUESTIONS
from yiananlib.render.views.report import report as laid_out
from yiananlib.services.reading.five_looks import Question
from yiananlib.services.reading.report import Detail, Report, report
from yiananlib.services.recording import accountability

DAY = dt.date(2026, 3, 12)


def reported(desk: Desk, org: str | None = None) -> Report:
    return asked(desk.ledger, lambda index: report(index, DAY, org, Detail.URGENT))


def text_of(value: Report) -> str:
    return plain.text(laid_out(value))


@pytest.mark.parametrize("org", [None, "zjj"])
def test_handling_and_accountability_are_a_table_of_their_own(desk: Desk, org: str | None) -> None:
    ref = desk.problem()
    accountability.handle(desk.ledger, desk.context(INSPECTOR), ref, 1, 3)
    accountability.hold_account(desk.ledger, desk.context(INSPECTOR), ref, "inadequate", 2, "责令检查")
    lines = [line.split() for line in text_of(reported(desk, org)).split("\n")]
    for row in (["first", "form", "3"], ["fourth", "form", "0"], ["整改措施不到位", "2"], ["问题排查不准", "0"]):
        assert row in lines
    assert ["Decisions", "to", "hold", "to", "account", "1"] in lines
    assert "责令检查" not in text_of(reported(desk, org))


def test_where_nobody_was_dealt_with_it_says_so(desk: Desk) -> None:
    assert "\nHandling and accountability\n\nNothing is recorded.\n" in text_of(reported(desk))


def test_the_two_sides_stand_beside_each_other_and_where_they_are_apart_is_asked(desk: Desk) -> None:
    assert "five looks" not in text_of(reported(desk))
    ref = desk.closed(title="[red]公务接待[/red]")
    accountability.rate(desk.ledger, desk.context(LIAISON), ref, {"change": 5, "spirit": 4})
    accountability.rate(desk.ledger, desk.context(OFFICE), ref, {"change": 2})
    text = text_of(reported(desk, "zjj"))
    lines = [line.split("  ") for line in text.split("\n")]
    assert ["change", "5.0 of 1", "2.0 of 1"] in [[part.strip() for part in line if part] for line in lines]
    assert ["spirit", "4.0 of 1", "—"] in [[part.strip() for part in line if part] for line in lines]
    question = "[red]公务接待[/red]: why is change rated 5 by the unit and 2 by the supervisors?"
    assert f"{ref} {question}" in text


def test_of_many_questions_the_first_are_asked(desk: Desk) -> None:
    ref = desk.closed()
    accountability.rate(desk.ledger, desk.context(), ref, {"change": 5})
    found = reported(desk)
    question = Question("zjj", "k7m2qd", "住建局", "一", Look.CHANGE, 5, 1)
    for n, more in ((QUESTIONS, False), (QUESTIONS + 1, True)):
        text = text_of(found._replace(five_looks=found.five_looks._replace(questions=(question,) * n)))
        assert text.count("why is change rated") == QUESTIONS
        assert ("and 1 more; `yian report --json` shows all" in text) is more
