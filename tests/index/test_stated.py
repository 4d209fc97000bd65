"""The problems that may state an effect, as the index nominates them."""

from pathlib import Path

import pytest

from tests.services.ledgers import Desk
from yiananlib.index import cache, stated
from yiananlib.model.lifecycle import fold
from yiananlib.model.text import comparable
from yiananlib.model.vocabulary import Verdict
from yiananlib.store import kinds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def nominated(desk: Desk, folder: Path, effect: str) -> list[str]:
    found = cache.answer(desk.ledger, folder, lambda index: stated.stating(index, comparable(effect)))
    return sorted(f"{org}/{name}" for org, name in found)


def test_it_is_what_the_submission_in_force_says(desk: Desk, folder: Path) -> None:
    one, other = desk.submitted(effect="零补办"), desk.submitted(title="另一个", effect="零补办。")
    desk.problem(title="没有提交", symptom="零补办")
    assert nominated(desk, folder, "零 补 办") == sorted([one, other])
    desk.review(other, Verdict.RETURN)
    assert nominated(desk, folder, "零补办") == [one]
    assert nominated(desk, folder, "零补") == []


def test_each_problem_of_a_county_is_found_by_what_it_states(desk: Desk, folder: Path) -> None:
    for number, step in enumerate((desk.submitted, desk.passed, desk.closed)):
        step(title=f"第{number}个", effect=f"补办{number}项")
    desk.problem(title="没有提交")
    states = [fold(desk.ledger.problem("zjj", name)) for name in desk.ledger.names(kinds.PROBLEM, "zjj")]
    for state in states:
        found = nominated(desk, folder, state.effect)
        assert found == ([state.problem.ref] if state.effect else [])


def test_a_problem_that_is_gone_is_named_no_more(desk: Desk, folder: Path) -> None:
    ref = desk.submitted(effect="零补办")
    assert nominated(desk, folder, "零补办") == [ref]
    (desk.root / desk.file_of(ref)).unlink()
    assert nominated(desk, folder, "零补办") == []
