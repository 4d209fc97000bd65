"""What is sent upward again says what changed since."""

from pathlib import Path

from tests.builders import OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


def test_a_bulletin_says_what_changed_since_the_last_that_was_sent(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    file = tmp_path / "通报.md"
    sent = ("report", "--kind", "bulletin", "-o", file, "--sent-to", "县委办", "--sender", OFFICE)
    assert yian(*sent).status == 0
    assert "与上次报送" not in file.read_text("utf-8")
    desk.on("2026-03-16").problem()
    assert yian(*sent).status == 0
    told = file.read_text("utf-8")
    assert "与上次报送县委办（2026年3月12日，截至2026年3月12日）相比：问题+1、已销号+0、未销号+1、逾期+0" in told
    assert "2026年3月12日以来的变化" in told
    other = ("report", "--kind", "bulletin", "-o", file, "--sent-to", "市委办", "--sender", OFFICE)
    assert yian(*other).status == 0
    assert "与上次报送" not in file.read_text("utf-8")


def test_a_dispatch_of_another_view_is_sent_without_a_comparison(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    file = tmp_path / "回头看.md"
    sent = ("report", "--look-backs", "-o", file, "--sent-to", "县委办", "--sender", OFFICE)
    assert (yian(*sent).status, yian(*sent).status) == (0, 0)
    assert "与上次报送" not in file.read_text("utf-8")
    (last, _first) = desk.ledger.matters("office", "dispatch")
    assert last.head.title == "整改情况报告 --look-backs"
