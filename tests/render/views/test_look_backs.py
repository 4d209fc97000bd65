"""The plan of look-backs as a document."""

import datetime as dt

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.render import plain
from yiananlib.render.views.look_backs import LAST, look_backs, rows
from yiananlib.services.reading.look_backs import Look, Plan
from yiananlib.services.reading.look_backs import look_backs as told

LOOK = Look(
    "zjj", "k7m2qd", "住建局", "无公函报销", 1, dt.date(2026, 3, 1), dt.date(2026, 5, 30), 5, None, None, missed=False
)
HELD = LOOK._replace(result=LookBackResult.HELD, on=dt.date(2026, 5, 31))


@pytest.fixture
def plan(county: Desk) -> Plan:
    return asked(county.ledger, lambda index: told(index, LAST_DAY))


def test_what_was_looked_at_is_told_with_its_result(plan: Plan) -> None:
    text = plain.text(look_backs(plan))
    assert "Due for a look-back: 0\n\nNo close is waiting for a look-back.\n" in text
    assert "Coming up within 30 days: 0\n\nNone coming up.\n" in text
    assert "Done: 2\n\nheld: 1, incomplete: 0, slipped: 1\n" in text
    (line,) = [line for line in text.split("\n") if "惠民资金滞留" in line]
    assert line.split()[-7:-2] == ["1", "2026-04-21", "2026-07-20", "slipped", "2026-05-20"]
    assert line.endswith("as planned")
    assert "due 90 days after a close" in text
    assert "the close stays in every figure" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "in 5 days"),
        ({"days_left": 0}, "today"),
        ({"days_left": -3}, "3 days late"),
        ({"days_left": -3, "missed": True}, "missed: reopened before anybody looked back"),
        ({"result": LookBackResult.INCOMPLETE, "on": dt.date(2026, 6, 1)}, "incomplete  2026-06-01      as planned"),
        (
            {"result": LookBackResult.HELD, "on": dt.date(2026, 6, 1), "sample": "jw/s6k3wd"},
            "held       2026-06-01      by chance (jw/s6k3wd)",
        ),
    ],
)
def test_where_a_close_stands_is_said(plan: Plan, changes: dict[str, object], said: str) -> None:
    text = plain.text(look_backs(plan._replace(waiting=(LOOK._replace(**changes),))))  # type: ignore[arg-type]  # fields
    (line,) = [line for line in text.split("\n") if line.startswith("zjj/k7m2qd")]
    assert line.endswith(said)


def test_of_many_that_are_done_the_last_are_named(plan: Plan) -> None:
    text = plain.text(look_backs(plan._replace(done=(HELD,) * (LAST + 4))))
    assert text.count("zjj/k7m2qd") == LAST
    assert "and 4 more; `yian report --look-backs --format csv` shows all" in text
    assert "more;" not in plain.text(look_backs(plan._replace(done=(HELD,) * LAST)))


def test_csv_has_all(plan: Plan) -> None:
    found = csv_text(rows(plan._replace(waiting=(LOOK,), coming=(LOOK,), done=(HELD,) * 30)))
    assert found.splitlines()[0] == "Id,Unit,Problem,Round,Closed on,Due,Look-back,Looked back on,Method"
    assert found.count("zjj/k7m2qd") == 32
