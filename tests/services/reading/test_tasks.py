"""What became of findings and tasks: problems, rules and organizations, counted by one definition."""

import datetime as dt

import pytest

from tests.builders import OFFICE, OTHER
from tests.services import noticing
from tests.services.ledgers import Desk, asked
from tests.services.registers import case, done_rule, rule
from yiananlib.errors import NoSuchRecord
from yiananlib.services.reading.tasks import OfCase, OrgCount, tasks
from yiananlib.services.recording import close_out, supervise

DAY = dt.date(2026, 6, 16)


def told(desk: Desk, day: dt.date = DAY, org: str | None = None) -> OfCase:
    (found,) = asked(desk.ledger, lambda index: tasks(index, day, org)).cases
    return found


@pytest.fixture
def county(desk: Desk) -> Desk:
    """Two problems of one bureau, one of another, of which one is closed; one more is voided."""
    case(desk)
    desk.closed(finding="case-1/1")
    late = desk.problem(title="二", finding="case-1/1")
    desk.problem("czj", by=OTHER, title="三", finding="case-1/2", leader="head", owner="head", due=dt.date(2026, 7, 1))
    voided = desk.problem(title="四", finding="case-1/3")
    close_out.void(desk.ledger, desk.context(OFFICE), voided, "重复")
    done_rule(desk, problems=[late])
    done_rule(desk, title="另一办法", findings=["case-1/1", "case-1/3"])
    rule(desk, findings=["case-1/1"])
    return desk


def test_each_finding_says_what_became_of_it(county: Desk) -> None:
    first, second, third = (of.progress for of in told(county).findings)
    assert first == (2, 1, 1, 2, (OrgCount("zjj", "住建局", 2, 1, 1),))
    assert second == (1, 0, 0, 0, (OrgCount("czj", "财政局", 1, 0, 0),))
    assert third == (0, 0, 0, 1, ())


def test_a_task_adds_up_its_findings_where_it_is_assigned(county: Desk) -> None:
    first, second = (of.progress for of in told(county).tasks)
    assert first[:4] == (3, 1, 1, 2)
    assert [count.org for count in first.orgs] == ["zjj", "czj"]
    assert second == (0, 0, 0, 1, ())


def test_a_problem_that_names_a_task_counts_for_it_alone_whatever_finding_it_repeats(county: Desk) -> None:
    named = county.problem(title="五", finding="case-1/1", task="case-1/2")
    county.problem("gov", by=OFFICE, title="六", task="case-1/1", leader="zjj/head", owner="zjj/head")
    first, second = (of.progress for of in told(county).tasks)
    assert (first.problems, second.problems) == (4, 1), "gov is not assigned the first, and said itself that it is"
    assert second.orgs == (OrgCount("zjj", "住建局", 1, 0, 1),)
    assert told(county).findings[0].progress.problems == 3
    assert second.rules == 1
    done_rule(county, title="第三办法", problems=[named])
    assert told(county).tasks[1].progress.rules == 2


def test_a_task_that_is_handed_on_counts_what_was_answered_and_settled(county: Desk) -> None:
    assert [of.notices for of in told(county).tasks] == [(0, 0, 0), (0, 0, 0)]
    sent = [noticing.issue(county, task="case-1/1") for _n in range(4)]
    noticing.issue(county, "czj", task="case-1/1")
    noticing.issue(county, task="case-1/2")
    noticing.issue(county)
    for ref in sent[1:]:
        noticing.reply(county, ref)
    noticing.send_back(county, sent[1])
    noticing.settle(county, sent[2])
    supervise.withdraw(county.ledger, county.context(OFFICE), sent[3], "误发")
    assert [of.notices for of in told(county).tasks] == [(4, 1, 1), (1, 0, 0)]
    assert told(county, org="czj").tasks[0].notices == (1, 0, 0)
    assert told(county, dt.date(2026, 3, 11)).tasks[0].notices == (0, 0, 0)


def test_an_organization_has_its_own_and_those_below_it(county: Desk) -> None:
    assert [of.progress.problems for of in told(county, org="czj").findings] == [0, 1, 0]
    assert [of.progress.problems for of in told(county, org="gov").findings] == [2, 1, 0]
    assert told(county, org="czj").tasks[0].progress == (1, 0, 0, 0, (OrgCount("czj", "财政局", 1, 0, 0),))
    with pytest.raises(NoSuchRecord):
        told(county, org="nowhere")


def test_a_day_is_told_as_it_was(county: Desk) -> None:
    assert [of.progress[:4] for of in told(county, dt.date(2026, 3, 11)).findings] == [(0, 0, 0, 0)] * 3
    assert told(county, dt.date(2026, 6, 15)).findings[0].progress.overdue == 0


def test_an_assigned_organization_without_problems_is_named(desk: Desk) -> None:
    case(desk)
    assert told(desk).tasks[0].progress.orgs == (OrgCount("zjj", "住建局", 0, 0, 0), OrgCount("czj", "财政局", 0, 0, 0))


def test_a_task_of_a_parent_is_its_children_s(county: Desk) -> None:
    county.edit("cases/case-1.toml", '"zjj",\n    "czj",', '"gov",')
    progress = told(county).tasks[0].progress
    assert (progress.problems, [count.org for count in progress.orgs]) == (3, ["gov", "zjj", "czj"])
