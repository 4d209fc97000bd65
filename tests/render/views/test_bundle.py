"""A whole ledger that is brought in, as people and programs are told of it."""

from pathlib import Path
from typing import Any

import pytest

from yiananlib.model.finding import Finding
from yiananlib.render import plain
from yiananlib.render.views import bundle
from yiananlib.services.sharing.bundled import Bundled, BundledFile, Outcome
from yiananlib.store import kinds


def value(*outcomes: Outcome, begins: bool = False, **more: Any) -> Bundled:
    files = tuple(
        BundledFile(f"orgs/zjj/problems/{n:06}.toml", "problem", outcome, 2, "又一个" if outcome == "conflict" else "")
        for n, outcome in enumerate(outcomes)
    )
    return Bundled(Path("云岭"), begins, files, **more)


def text(shown: Bundled) -> str:
    return plain.text(bundle.bundled(shown))


def test_every_outcome_and_every_kind_has_a_word() -> None:
    assert set(bundle.OUTCOMES) == {outcome.value for outcome in Outcome}
    assert set(bundle.WORDS) == {kind.name for kind in kinds.ALL} | {"evidence", "signers"}


def test_what_is_simply_there_is_counted_and_the_rest_is_named() -> None:
    said = text(value(Outcome.SAME, Outcome.EXTENDED, Outcome.NEW, Outcome.CONFLICT, Outcome.MISSING))
    assert "000000" not in said
    assert all(f"00000{n}" in said for n in (1, 2, 3, 4))
    assert said.index("000003") < said.index("000001")
    assert "又一个" in said
    assert "files: 5 (new 1, gains entries 1, the same 1, not included 1, conflict 1)" in said


def test_of_a_new_ledger_and_of_many_the_rest_is_counted() -> None:
    assert "000000" not in text(value(Outcome.NEW, begins=True))
    assert "… and 10 more" in text(value(*[Outcome.NEW] * 60))
    assert text(value(*[Outcome.CONFLICT] * 60)).count("又一个") == 60


@pytest.mark.parametrize(("shown", "said"), [
    (value(Outcome.NEW), "use --apply to record"), (value(Outcome.SAME), (
        "Everything is already there"
        "; there is nothing to record"
)),
    (value(Outcome.SAME, applied=True), (
        "Everything is already there"
        "; there is nothing to record"
)), (value(Outcome.CONFLICT), "contradicts"),
    (value(Outcome.NEW, applied=True), "Recorded."),
    (value(Outcome.MISSING, applied=True, begins=True), "not included: 1"),
    (value(Outcome.NEW, begins=True), "--apply"),
    (value(Outcome.NEW, findings=(Finding("a.toml", 3, "code", "坏了"),)), "a.toml:3: error: 坏了 [code]"),
])  # fmt: skip
def test_what_comes_next_is_said(shown: Bundled, said: str) -> None:
    assert said in text(shown)


def test_the_keys_are_fixed() -> None:
    found = bundle.bundled_json(value(Outcome.SAME, Outcome.NEW, findings=(Finding("a", 0, "b", "c"),)))
    assert list(found) == ["ledger", "begins", "applied", "counts", "kinds", "files", "findings", "uncommitted"]
    assert found["files"] == [
        {"path": "orgs/zjj/problems/000001.toml", "kind": "problem", "outcome": "new", "entries": 2, "said": None}
    ]
    assert (found["ledger"], found["counts"]["same"], found["uncommitted"]) == ("云岭", 1, None)
