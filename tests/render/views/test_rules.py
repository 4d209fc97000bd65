"""What is said of a rule."""

from pathlib import Path

import pytest

from tests.render.registers import DAY, Told
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.showing import show


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def test_a_row_has_the_decision_and_the_document(told: Told) -> None:
    lines = told.text(lambda index: list_matters(index, DAY, "rule")).split("\n")
    done = next(line for line in lines if line.startswith(told.done)).split("  ")
    assert [part.strip() for part in done if part.strip()] == [
        told.done, "住建局", "变更审批办法", "power", "1", "职务 jianguan", "revise", "云住建发12号", "done",
    ]  # fmt: skip


def test_one_whole_says_why_and_for_what(told: Told) -> None:
    text = told.text(lambda index: show(index, told.done, DAY))
    assert f"For problems  {told.problem.partition('/')[2]}\n" in text
    assert "Findings      case-1/2\n" in text
    assert "revise: 无时限" in text
    kept = told.text(lambda index: show(index, told.kept, DAY))
    assert "keep: 适用" in kept
    assert "listed   现有" in kept
    assert "Due       2026-05-01" in kept
