"""What came of re-checks: failed ÷ judged, and the rest apart."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.sampling import (
    HELD,
    SLIPPED,
    closed_in,
    drawn,
    frozen,
    judged,
    now,
)
from yiananlib.model.drawing import Rule
from yiananlib.model.lifecycle import fold
from yiananlib.services.reading.report import report


@pytest.fixture
def closed(desk: Desk) -> list[str]:
    """Four closed problems."""
    return closed_in(desk)


def counted(desk: Desk, sample: str) -> tuple[int, int, int]:
    """Return judged, failed and undecided of a sample, counted from the folded records."""
    first: list[str | None] = []
    for ref in now(desk, sample):
        looks = [e for e in fold(desk.ledger.find_problem(ref)).look_backs if e.sample == sample]
        first += [min(looks, key=lambda e: e.on).result] if looks else [None]
    found = [one for one in first if one is not None]
    return len(found), sum(one != HELD for one in found), len(first) - len(found)


def test_the_report_counts_failed_of_judged_and_the_rest_apart(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk, Rule(75))
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12))).rechecks == ()
    drawn(desk, ref)
    results = [SLIPPED, HELD]
    for n in range(3):
        (one,) = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12))).rechecks
        assert (one.judged, one.failed, one.undecided) == counted(desk, ref)
        assert (one.judged, one.undecided, one.population) == (n, 3 - n, 4)
        assert one.rate == (None, 1.0, 0.5)[n]
        if n < 2:
            judged(desk, now(desk, ref)[n], results[n], ref)
    (mine,) = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12), "zjj")).rechecks
    assert mine.judged == 2
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12), "czj")).rechecks == ()
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 11))).rechecks == ()
