"""What was handed over, and what became of it, as people read it."""

import datetime as dt
from pathlib import Path

import pytest

from tests.lake.handing import make
from yiananlib.lake.collect import Outcome
from yiananlib.messages import LANGUAGES, speaking
from yiananlib.render.show import Form, document, pieces
from yiananlib.render.views import lake as views
from yiananlib.services.recording.lake_export import HandedOver
from yiananlib.services.sharing.collect import Collected, Row

DAY = dt.date(2026, 6, 30)


def text(value: object) -> str:
    return "".join(pieces(value, Form()))


def row(code: str = "530121", outcome: Outcome = Outcome.NEW, verified: str = "ok", findings: int = 0) -> Row:
    return Row(code, "云岭县以案促改", DAY, "a" * 40, outcome, verified, findings, "a.zip")


def test_a_hand_over_is_told_with_its_day_figures_and_files() -> None:
    said = text(HandedOver(Path("上报"), make(), False, 9, 2))
    for part in (
        "530121 云岭县以案促改: 上报",
        "2026-06-30",
        "total 3, closed 1, overdue 1",
        "kept here",
        "new 9, removed 2",
    ):
        assert part in said
    assert "There are uncommitted changes: no lake accepts it" not in said


def test_what_is_unchanged_not_clean_or_not_in_order_is_told_so() -> None:
    assert "unchanged, nothing written" in text(HandedOver(Path("x"), make(), True, 0, 0))
    dirty = make(clean=False, verified="findings", findings=3, names=True)
    said = text(HandedOver(Path("x"), dirty, False, 1, 0))
    assert "no lake accepts it" in said
    assert "invalid: 3 errors" in said
    assert "handed over" in said
    assert "not checked" in text(HandedOver(Path("x"), make(verified="not asked"), False, 1, 0))


def test_its_json_has_the_manifest() -> None:
    said = views.handed_over_json(HandedOver(Path("x"), make(), True, 0, 0))
    assert (said["target"], said["unchanged"], said["manifest"]["code"]) == ("x", True, "530121")
    assert said["manifest"]["begun"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words(outcome: Outcome, language: str) -> None:
    with speaking(language):
        said = text(Collected(Path("lake"), (row(outcome=outcome),), {}, ()))
    assert "530121" in said
    assert outcome.value in views.OUTCOMES


def test_what_was_left_out_is_awaited_or_not_in_order_is_told() -> None:
    rows = (row(verified="findings", findings=2), row("530122", Outcome.SAME, "not asked"))
    value = Collected(Path("lake"), rows, {"530123": "专线中断"}, ("530124", "530125"))
    said = text(value)
    assert "530121: invalid: 2 errors" in said
    assert "530122: nobody looked" not in said, "it was said when it came"
    assert "530123 was left out: 专线中断" in said
    assert "never handed over: 530124, 530125" in said
    assert said.startswith("collected into lake")
    assert document(Collected(Path("lake"), (row(outcome=Outcome.SAME),), {}, ())) is not None
    assert text(Collected(Path("lake"), (row(outcome=Outcome.SAME),), {}, ())).startswith("nothing new for lake")


def test_its_json_is_the_same() -> None:
    said = views.collected_json(Collected(Path("lake"), (row(),), {"530123": "x"}, ("530124",)))
    assert (said["changed"], said["left_out"], said["absent"]) == (True, {"530123": "x"}, ["530124"])
    assert said["ledgers"] == [
        {
            "code": "530121", "name": "云岭县以案促改", "known": "2026-06-30", "commit": "a" * 40, "outcome": "new",
            "verified": "ok", "findings": 0, "source": "a.zip",
        }
    ]  # fmt: skip
