"""What was drawn, as of a day."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import INSPECTOR
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.sampling import DAY, HELD, SLIPPED, closed_in, drawn, frozen, judged, now
from yiananlib.index import samples
from yiananlib.index.sync import Index
from yiananlib.services.recording.samples import replace


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def test_a_replaced_problem_is_no_longer_a_member_from_that_day_on(desk: Desk) -> None:
    closed_in(desk)
    ref = frozen(desk)
    drawn(desk, ref)
    before = now(desk, ref)
    desk.on("2026-03-20")
    desk.look_back(before[0], SLIPPED)
    replace(desk.ledger, desk.context(INSPECTOR), ref, before[0], "已重启")

    def members(day: dt.date) -> tuple[str, ...]:
        def every(index: Index) -> list[str]:
            index.scope(None)
            return [one.ref for row in samples.drawn(index, day) for one in samples.members(index, day, row)]

        return tuple(asked(desk.ledger, every))

    assert members(DAY) == before
    assert members(dt.date(2026, 3, 19)) == before
    assert members(dt.date(2026, 3, 20)) == now(desk, ref)
    assert members(DAY - dt.timedelta(days=1)) == ()


def test_a_result_counts_from_its_day_and_with_its_sample_alone(desk: Desk) -> None:
    closed_in(desk)
    ref = frozen(desk)
    drawn(desk, ref)
    one, other = now(desk, ref)
    desk.look_back(other, HELD)
    desk.on("2026-03-20")
    judged(desk, one, HELD, ref)

    def open_ones(day: str) -> list[str]:
        def every(index: Index) -> list[str]:
            index.scope(None)
            return [one.ref for one in samples.open_members(index, dt.date.fromisoformat(day), None)]

        return asked(desk.ledger, every)

    assert open_ones("2026-03-19") == [one, other]
    assert open_ones("2026-03-20") == [other]
