"""One record of whatever kind, whole."""

import datetime as dt

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.registers import case, meeting, rule
from yiananlib.errors import UsageProblem
from yiananlib.services.reading.showing import show
from yiananlib.services.recording import supervise


def test_one_command_shows_a_record_of_any_kind(desk: Desk) -> None:
    case(desk)
    fields = {"title": "督办", "demand": "报结果", "due": desk.now.date()}
    notice = supervise.issue(desk.ledger, desk.context(OFFICE), "zjj", fields).standing.matter.ref
    shown = {
        type(asked(desk.ledger, lambda index, ref=ref: show(index, ref, desk.now.date()))).__name__: ref  # type: ignore[misc]
        for ref in (desk.problem(), rule(desk), notice, "case-1")
    }
    assert list(shown) == ["Shown", "ShownMatter", "ShownNotice", "ShownCase"]


@pytest.mark.parametrize("make", [rule, meeting, Desk.problem])
def test_what_was_not_there_yet_is_not_shown(desk: Desk, make: object) -> None:
    ref = make(desk)  # type: ignore[operator]
    with pytest.raises(UsageProblem, match="2026-03-11"):
        asked(desk.ledger, lambda index: show(index, ref, dt.date(2026, 3, 11)))
