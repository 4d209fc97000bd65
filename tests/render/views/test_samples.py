"""What is said of a sample."""

from pathlib import Path

import pytest

from tests.builders import INSPECTOR
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.sampling import DAY, SLIPPED, closed_in, drawn, frozen, judged, now
from yiananlib.model.drawing import Rule
from yiananlib.model.sample_words import ENTRY_WORDS, STATUS_WORDS
from yiananlib.model.samples import KIND
from yiananlib.render.document import Paragraph, Table
from yiananlib.render.views import samples
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.report import report
from yiananlib.services.reading.showing import show
from yiananlib.services.recording.samples import replace


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def test_every_status_and_every_entry_has_its_word() -> None:
    assert {*KIND.table} - {""} == set(STATUS_WORDS)
    assert set(KIND.entries) <= set(ENTRY_WORDS)


def test_a_row_has_rule_population_and_seed(desk: Desk) -> None:
    closed_in(desk)
    ref = frozen(desk, Rule(50, 1, 3, by_unit=True))

    def row() -> tuple[object, ...]:
        (found,) = asked(desk.ledger, lambda index: list_matters(index, DAY, "sample")).rows
        return samples.row(found, {})

    rule = "50%, rounded up, at least 1, at most 3, of each organization"
    assert row() == (rule, 4, "", "")
    drawn(desk, ref)
    assert row() == (rule, 4, 2, "314")


def test_one_whole_has_all_that_is_needed_to_draw_it_again(desk: Desk) -> None:
    closed_in(desk)
    ref = frozen(desk, scope="zjj")
    drawn(desk, ref)
    gone = now(desk, ref)[0]
    replace(desk.ledger, desk.context(INSPECTOR), ref, gone, "已重启")
    shown = asked(desk.ledger, lambda index: show(index, ref, DAY))
    said = dict(samples.fields(shown))  # type: ignore[arg-type]  # it is a matter
    assert said["Population"] == "4"
    assert said["Seed"] == "314"
    assert said["Announced seed"] == "以当众摇出的号码为种子"
    assert said["How it came about"] == "当众摇号"
    assert said["Organization"] == "住建局"
    assert said["Problems drawn"] == ", ".join(now(desk, ref))
    assert len(str(said["Digest of the population"])) == 64


def test_the_report_defines_what_it_counts(desk: Desk) -> None:
    closed_in(desk)
    ref = frozen(desk)
    assert samples.rechecks(()) == []
    drawn(desk, ref)
    judged(desk, now(desk, ref)[0], SLIPPED, ref)
    _heading, table, said = samples.rechecks(asked(desk.ledger, lambda index: report(index, DAY)).rechecks)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]][2:] == ["4", "2", "1", "1", "1", "100.00%"]
    assert isinstance(said, Paragraph)
    assert "each counted by its first result" in said.text
