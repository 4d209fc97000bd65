"""What a unit reports of itself."""

import datetime as dt

from tests.services.ledgers import Desk, asked
from yiananlib.services.reading.account import account
from yiananlib.services.reading.bulletin import bulletin


def test_a_unit_reports_its_figures_and_its_problems_whole(desk: Desk) -> None:
    ref = desk.problem()
    day = dt.date(2026, 7, 20)

    def both(index: object) -> None:
        found = account(index, day, "zjj")  # type: ignore[arg-type]  # the index of the ledger
        assert found.told == bulletin(index, day, "zjj")  # type: ignore[arg-type]  # as above
        assert [whole.row.ref for whole in found.ledger.wholes] == [ref]
        assert found.setting is found.told.setting

    asked(desk.ledger, both)
