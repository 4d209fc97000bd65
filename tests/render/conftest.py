"""A ledger of its own for each test."""

from pathlib import Path

import pytest

from tests.services.ledgers import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county's ledger on 12 March 2026, without git and without problems."""
    return new_desk(tmp_path / "ledger")
