"""What is said of a meeting."""

from pathlib import Path

import pytest

from tests.render.registers import DAY, Told
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.showing import show


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def test_a_row_says_who_came_and_what_was_found(told: Told) -> None:
    lines = told.text(lambda index: list_matters(index, DAY, "meeting")).split("\n")
    held = next(line for line in lines if line.startswith(told.held)).split("  ")
    assert [part.strip() for part in held if part.strip()][3:] == [
        "democratic life meeting", "2026-03-12", "2026-03-12", "6/7", "1", "took place",
    ]  # fmt: skip
    called = next(line for line in lines if line.startswith(told.called))
    assert called.endswith("called")
    assert "/" not in called.removeprefix(told.called)


def test_one_whole_has_aims_material_and_case(told: Told) -> None:
    text = told.text(lambda index: show(index, told.held, DAY))
    for said in ("red faces and sweat, one mind", "film", "县纪委监委", "case-1", "5 of 7", "1  补学", "把关不严"):
        assert said in text
