"""How far rounds got, subject by subject."""

from pathlib import Path

from tests.render.registers import DAY, Told
from yiananlib.services.reading.rounds import rounds


def test_each_subject_has_a_row(tmp_path: Path) -> None:
    told = Told(tmp_path / "ledger")
    text = told.text(lambda index: rounds(index, DAY))
    assert text.startswith("Round case-1: 0 of 5 subjects passed, 0 of 60 answered\n")
    assert "clearing of thinking" in text
    assert "职务 head" in text
    assert "not opened" in text


def test_where_no_round_was_opened_it_says_how(tmp_path: Path) -> None:
    told = Told(tmp_path / "ledger")
    (told.desk.root / "orgs/zjj/rounds/case-1.toml").unlink()
    told.desk.edit("cases/case-1.toml", 'round = "case-1"\n', "")
    assert "`yian examine ORG --round ROUND --everyone`" in told.text(lambda index: rounds(index, DAY))
