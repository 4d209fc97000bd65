"""How far units are in learning, examining, rectifying and acting."""

import datetime as dt

import pytest

from tests.builders import FOUND, Story
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from tests.services.registers import meeting
from yiananlib.errors import NoSuchRecord
from yiananlib.index.duties import Work
from yiananlib.model.vocabulary import Answer
from yiananlib.services.reading.stages import Stages, stages
from yiananlib.services.recording import examine


def told(desk: Desk, day: dt.date, org: str | None = None) -> Stages:
    return asked(desk.ledger, lambda index: stages(index, day, org))


def test_each_unit_has_its_own_work_and_its_coverage_and_the_total_is_of_all(desk: Desk) -> None:
    desk.closed()
    meeting(desk, held=(5, 7), type="warning")
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies)
    found = told(desk, desk.now.date())
    assert [row.org for row in found.rows] == ["gov", "zjj", "czj"]
    zjj = found.rows[1]
    assert zjj.work == Work(1, 5, 1, 1, 1, 1, 0, 1, zjj.work.wider)
    assert (zjj.coverage.round, zjj.coverage.answered) == ("2026-1", 1)
    assert found.rows[2].work == Work()
    assert (found.total.work, found.total.coverage.answered) == (zjj.work, 1)
    assert found.total.coverage.expected == sum(row.coverage.expected for row in found.rows)
    (alone,) = told(desk, desk.now.date(), "czj").rows
    assert (alone.org, alone.work) == ("czj", Work())


def test_an_office_is_told_of_where_it_has_done_something() -> None:
    assert "office" not in [row.org for row in stages(held(), FOUND).rows]
    story = Story("office", id="aaaaaa").has("registered")
    assert "office" in [row.org for row in stages(held([story.problem]), FOUND).rows]


def test_an_unknown_organization_is_refused() -> None:
    with pytest.raises(NoSuchRecord):
        stages(held(), FOUND, "nowhere")
