"""Lists of rules, meetings and cases."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.registers import case, done_rule, meeting, rule
from yiananlib.errors import NoSuchRecord
from yiananlib.services.reading.matter_reading import list_cases, list_matters
from yiananlib.services.recording import meetings, rules


def refs(desk: Desk, kind: str, org: str | None = None, *, only_open: bool = False) -> list[str]:
    found = asked(desk.ledger, lambda index: list_matters(index, desk.now.date(), kind, org, only_open=only_open))
    return [row.ref for row in found.rows]


def test_a_rule_is_open_until_it_is_done_dropped_or_kept(desk: Desk) -> None:
    listed, decided, kept, done, dropped = rule(desk), rule(desk), rule(desk), done_rule(desk), rule(desk)
    rules.decide(desk.ledger, desk.context(), decided, "create", "缺")
    rules.decide(desk.ledger, desk.context(), kept, "keep", "适用")
    rules.drop(desk.ledger, desk.context(), dropped, "重复")
    assert set(refs(desk, "rule")) == {listed, decided, kept, done, dropped}
    assert set(refs(desk, "rule", only_open=True)) == {listed, decided}
    rules.decide(desk.ledger, desk.context(), kept, "revise", "再议")
    assert kept in refs(desk, "rule", only_open=True)


def test_a_meeting_is_open_until_it_took_place_or_was_cancelled(desk: Desk) -> None:
    called, held, cancelled = meeting(desk, held=None), meeting(desk), meeting(desk, held=None)
    meetings.cancel(desk.ledger, desk.context(), cancelled, "并入")
    assert set(refs(desk, "meeting")) == {called, held, cancelled}
    assert refs(desk, "meeting", only_open=True) == [called]


def test_an_organization_has_its_own_and_those_below_it(desk: Desk) -> None:
    ref = rule(desk)
    assert (refs(desk, "rule", "gov"), refs(desk, "rule", "czj")) == ([ref], [])
    with pytest.raises(NoSuchRecord):
        refs(desk, "rule", "nowhere")


def test_cases_stand_in_the_order_in_which_they_came_in(desk: Desk) -> None:
    case(desk, "b")
    case(desk, "a", opened=dt.date(2026, 3, 2))
    case(desk, "c", findings=[], tasks=[])
    rows = asked(desk.ledger, list_cases).rows
    assert [(row.name, len(row.findings), len(row.tasks)) for row in rows] == [("b", 3, 2), ("c", 0, 0), ("a", 3, 2)]
    assert [f.name for f in rows[0].findings] == ["b/1", "b/2", "b/3"]
    assert rows[0].tasks[0][2:] == ((1, 2), ("zjj", "czj"), None)
