"""Rules and meetings in lists, and one whole."""

from pathlib import Path

import pytest

from tests.render.registers import DAY, Told
from yiananlib.render.views.matters import layout
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.showing import show
from yiananlib.store import kinds


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


@pytest.mark.parametrize("kind", ["rule", "meeting"])
def test_a_list_has_a_row_for_each_and_says_how_many(told: Told, kind: str) -> None:
    text = told.text(lambda index: list_matters(index, DAY, kind))
    assert text.endswith("\n\n2 in all, as of 2026-06-16\n")
    assert len(text.split("\n\n")[0].split("\n")) == 3


@pytest.mark.parametrize("kind", ["rule", "meeting"])
def test_an_empty_list_says_what_to_do(told: Told, kind: str) -> None:
    assert f"`yian add-{kind}`" in told.text(lambda index: list_matters(index, DAY, kind, "czj"))


def test_one_is_shown_with_its_history_and_nothing_that_is_absent(told: Told) -> None:
    text = told.text(lambda index: show(index, told.kept, DAY))
    assert text.startswith(f"{told.kept}  值班制度\n")
    assert "\nHistory\n" in text
    assert "Findings" not in text


@pytest.mark.parametrize("kind", sorted(set(kinds.MATTERS) - {"notice"}))
def test_every_kind_has_a_layout(told: Told, kind: str) -> None:
    of = layout(kind, told.ask(lambda index: index.setting))
    assert of.columns()
    assert of.STATUS_WORDS
