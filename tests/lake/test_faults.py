"""Every fault has a sentence that fills in, and something to do."""

import string

import pytest

from tests.lake import test_shelf
from yiananlib.lake.faults import FAULTS, Fault

WORDS = {
    "file": "data/closes-0123456789abcdef.parquet", "size": 3, "bytes": 4, "reason": "why", "found": 1, "rows": 2,
    "figure": "total", "known": "2026-06-30", "wanted": 2, "meaning": 5, "days": 31, "day": "2026-07-31", "limit": 30,
    "folder": "ledgers/530122", "commit": "abc", "name": "云岭县", "begun": "def",
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_says_of_which_ledger_what_is_wrong_and_what_to_do(kind: str) -> None:
    said = Fault(kind, "530121", WORDS).sentence
    assert said.startswith("530121: ")
    assert said.endswith(".")
    assert "{" not in said
    assert "; " in said


@pytest.mark.parametrize("kind", FAULTS)
def test_no_fault_asks_for_words_that_nobody_gives(kind: str) -> None:
    named = {name for text in FAULTS[kind] for _t, name, _f, _c in string.Formatter().parse(text) if name}
    assert named <= {*WORDS, "code"}


def test_what_somebody_wrote_into_a_file_tells_a_terminal_nothing() -> None:
    said = Fault("unreadable", "a\x1b[31m.zip", {"file": "x", "reason": "bad\x07 \u202e name"}).sentence
    assert said.isprintable()


def test_the_faults_that_the_lake_is_tested_with_are_named_ones() -> None:
    assert {kind for kind, _break, _said in test_shelf.BROKEN.values()} <= set(FAULTS)
