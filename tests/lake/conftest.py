"""A ledger with something of everything, and a desk at which a hand-over is made of it."""

from pathlib import Path

import pytest

from tests.services.ledgers import Desk, new_desk
from yiananlib.model.vocabulary import Answer, LookBackResult
from yiananlib.services.recording import examine


@pytest.fixture
def full(tmp_path: Path) -> Desk:
    """A ledger with a closed and looked-back problem, two open ones with awkward words, one void, and a round."""
    desk = new_desk(tmp_path / "ledger")
    closed = desk.closed()
    desk.measure(desk.problem(title="他说\"好\",又说'不好'", symptom='第一行,有逗号\n第二行"有引号"\n\\N'))
    desk.problem(title="NULL", symptom="另一", due=desk.now.date())
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))
    desk.on("2026-07-20")
    desk.look_back(closed, LookBackResult.HELD)
    return desk
