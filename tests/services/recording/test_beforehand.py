"""What is asked before the first question: who, for whom, and whether they may."""

import datetime as dt

import pytest

from tests.builders import FORMER, HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT, UNKNOWN
from tests.services.ledgers import Desk
from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem, YianError
from yiananlib.services.recording import beforehand


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, OFFICE, OTHER, INSPECTOR, FORMER, UNKNOWN])
def test_the_check_beforehand_allows_exactly_those_who_can_register(desk: Desk, by: str) -> None:
    def refused(act: object) -> str | None:
        assert callable(act)
        try:
            act()
        except YianError as error:
            return type(error).__name__
        return None

    asked = refused(lambda: beforehand.may_register(desk.ledger, desk.context(by), "zjj"))
    assert asked == refused(lambda: desk.problem(by=by))


def test_a_registration_that_would_be_refused_is_refused_beforehand(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        beforehand.may_register(desk.ledger, desk.context(), "nowhere")
    with pytest.raises(UsageProblem):
        beforehand.may_register(desk.ledger, desk.context(on=dt.date(2027, 1, 1)), "zjj")
    with pytest.raises(NotAuthorised, match="Nothing was recorded"):
        beforehand.may_register(desk.ledger, desk.context(OTHER), "zjj")


def test_it_is_known_whether_somebody_said_who_records(desk: Desk) -> None:
    assert beforehand.is_known(desk.ledger, desk.context(UNKNOWN))
    assert not beforehand.is_known(desk.ledger, desk.context(None))


def test_the_findings_of_all_cases_are_named(desk: Desk) -> None:
    found = beforehand.findings(desk.ledger)
    assert len(found) == sum(len(desk.ledger.case(name).findings) for name in desk.ledger.case_names())
    desk.write("cases/case-9.toml", 'schema = 1\ntitle = "案件"\nopened = 2026-03-01\n'
               '[[findings]]\nnumber = 3\ntext = "串标"\n')  # fmt: skip
    assert beforehand.findings(desk.ledger)["case-9/3"] == "串标"
