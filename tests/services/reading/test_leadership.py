"""What heads do themselves, and what each leader answers for."""

import pytest

from tests.builders import FOUND, HEAD
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.services.reading.leadership import heads


def test_units_without_a_head_in_office_are_named(desk: Desk) -> None:
    day = desk.now.date()
    found = asked(desk.ledger, lambda index: heads(index, day, "gov"))
    assert found.org_name is not None
    assert {one.org for one in found.heads} | set(found.without) == {"gov", "zjj", "czj"}
    assert f"zjj/{next(one.officer for one in found.heads if one.org == 'zjj')}" == HEAD


def test_an_unknown_organization_is_refused() -> None:
    with pytest.raises(NoSuchRecord):
        heads(held(), FOUND, "nowhere")
