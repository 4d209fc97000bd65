"""Cases: added by the office, numbered as they are told, and each opens a new round."""

import datetime as dt

import pytest

from tests.builders import FOUND, LIAISON, OFFICE
from tests.services.ledgers import Desk
from tests.services.registers import case
from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem
from yiananlib.services.reading.days import Days
from yiananlib.services.recording.cases import add_case, case_fields, case_in
from yiananlib.services.verifying.verify import verify

DAYS = Days(dt.date(2026, 3, 12), dt.date(2026, 3, 12))


def test_a_case_is_added_with_numbered_findings_and_tasks(desk: Desk) -> None:
    fields = case_fields("两起案件", None, "概要", ["甲", "乙"], ["任务"])
    added = add_case(desk.ledger, desk.context(OFFICE), "case-1", fields)
    assert [(f.number, f.text) for f in added.record.findings] == [(1, "甲"), (2, "乙")]
    assert [(t.number, t.text, t.orgs) for t in added.record.tasks] == [(1, "任务", ())]
    assert added.record.opened == FOUND
    assert (added.round, added.command) == ("case-1", "yian examine ORG --round case-1 --everyone")
    assert desk.ledger.case("case-1") == added.record
    assert verify(desk.ledger).findings == ()


def test_a_case_in_a_file_may_number_its_rows_itself(desk: Desk) -> None:
    text = (
        'title = "案件"\nopened = 2026-03-01\n[[findings]]\ntext = "甲"\n[[findings]]\nnumber = 5\ntext = "乙"\n'
        '[[tasks]]\ntext = "任务"\nfindings = [1, 5]\norgs = ["zjj"]\ndue = 2026-09-01\n'
    )
    record = add_case(desk.ledger, desk.context(OFFICE), "案件一", case_in(text.encode(), DAYS)).record
    assert [f.number for f in record.findings] == [1, 5]
    assert (record.tasks[0].findings, record.tasks[0].due) == ((1, 5), dt.date(2026, 9, 1))


def test_the_office_alone_adds_cases(desk: Desk) -> None:
    with desk.refuses(NotAuthorised, "Only the office"):
        add_case(desk.ledger, desk.context(LIAISON), "case-1", case_fields("案件"))


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 41, "con", "-x"])
def test_a_name_that_no_file_can_have_is_refused(desk: Desk, name: str) -> None:
    with desk.refuses(UsageProblem, "cannot be the name of this case"):
        add_case(desk.ledger, desk.context(OFFICE), name, case_fields("案件"))


@pytest.mark.parametrize("name", ["case-1", "Case-1"])
def test_a_name_is_given_once_whatever_its_case(desk: Desk, name: str) -> None:
    case(desk)
    with desk.refuses(UsageProblem, "There is already a case “case-1”"):
        add_case(desk.ledger, desk.context(OFFICE), name, case_fields("案件"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "“title” is missing"),
        ({"title": "x", "y": 1}, "“y” is not a field here"),
        ({"title": "x", "findings": 3}, "“findings” must be a list"),
        ({"title": "x", "findings": ["甲"]}, "“findings” must be a table"),
        (
            {"title": "x", "tasks": [{"number": 1, "text": "甲", "findings": [1]}]},
            "names the finding 1, which does not exist",
        ),
        ({"title": "x", "opened": FOUND + dt.timedelta(days=1)}, "is in the future; today is 2026-03-12"),
    ],
)
def test_what_is_no_case_is_refused(desk: Desk, fields: dict[str, object], said: str) -> None:
    with desk.refuses(UsageProblem, said):
        add_case(desk.ledger, desk.context(OFFICE), "case-1", fields)


def test_a_task_is_assigned_to_organizations_that_are_there(desk: Desk) -> None:
    tasks = [{"number": 1, "text": "任务", "orgs": ["nowhere"]}]
    with desk.refuses(NoSuchRecord, "no organization “nowhere”"):
        add_case(desk.ledger, desk.context(OFFICE), "case-1", {"title": "x", "tasks": tasks})


def test_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(UsageProblem, match="The file cannot be read, line 1"):
        case_in(b"title = ", DAYS)
