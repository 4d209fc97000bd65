"""What becomes of a whole ledger is counted, each file once."""

from pathlib import Path

import pytest

from yiananlib.model.finding import Finding
from yiananlib.services.sharing.bundled import Bundled, BundledFile, Outcome


def bundled(*outcomes: Outcome, findings: tuple[Finding, ...] = ()) -> Bundled:
    files = tuple(BundledFile(f"cases/c{n}.toml", "case", outcome) for n, outcome in enumerate(outcomes))
    return Bundled(Path("x"), False, files, findings)


def test_each_file_is_counted_once() -> None:
    found = bundled(Outcome.NEW, Outcome.NEW, Outcome.SAME)
    assert sum(found.counts.values()) == 3
    assert list(found.counts) == [outcome.value for outcome in Outcome]
    assert (found.counts["new"], found.counts["conflict"], found.kinds) == (2, 0, {"case": 3})


@pytest.mark.parametrize("outcome", Outcome)
def test_a_conflict_alone_is_in_the_way(outcome: Outcome) -> None:
    assert bundled(outcome).in_error == (outcome is Outcome.CONFLICT)


def test_a_ledger_that_would_not_be_in_order_is_in_the_way_too() -> None:
    assert bundled(Outcome.NEW, findings=(Finding("x", 0, "y", "z"),)).in_error
