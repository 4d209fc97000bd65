"""A ledger of its own for each test."""

from pathlib import Path

import pytest

from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import Repository, honest
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import examine


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county's ledger on 12 March 2026, without git and without problems."""
    return new_desk(tmp_path / "ledger")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A ledger with a closed problem, an open one, and a round of self-examination."""
    desk.closed()
    desk.measure(desk.problem(title="另一个问题", symptom="抽查接待单据"))
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply], subjects=("team", "head"))
    return desk


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An honest history of a closed problem, a passed one and a round, a commit each."""
    return honest(tmp_path / "ledger")
