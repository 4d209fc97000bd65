"""The campaign on a screen, and its plan in a bulletin."""

from pathlib import Path

import pytest

from tests.render.registers import DAY, Told
from tests.services.reading.test_campaign import planned
from yiananlib.services.reading.bulletin import bulletin
from yiananlib.services.reading.showing import show


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "ledger")


def test_the_screen_has_the_plan_and_the_settings(told: Told) -> None:
    text = told.text(lambda index: show(index, "campaign", DAY))
    assert "The plan" not in text
    assert "Extensions             2 at most, of 30 days each\n" in text
    assert "kind: 不担当不作为, " in text
    planned(told.desk)
    text = told.text(lambda index: show(index, "campaign", DAY))
    assert "Document: 云发〔2026〕4号\n" in text
    assert "Approved by 县委常委会 on 2026-03-01\n" in text
    assert "Requirements\n\n1. 主要负责人亲自抓\n2. 不见底不放过\n" in text


def test_the_screen_has_the_years_of_the_calendar_and_how_publicity_counts(told: Told) -> None:
    desk = told.desk
    assert "working days" not in told.text(lambda index: show(index, "campaign", DAY))
    years = "[[years]]\nyear = 2026\ndocument = '国办7号'\n[[years]]\nyear = 2027\n"
    desk.write("calendar.toml", f"schema = 1\n{years}")
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    desk.edit("yian.toml", "publicity_working_days = false", "publicity_working_days = true ")
    text = told.text(lambda index: show(index, "campaign", DAY))
    assert "Years of working days  2026 (国办7号), 2027\n" in text
    assert "Publicity              5 working days before a close\n" in text


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ('approved_by = "县委"', "Approved by 县委\n"),
        ("approved_on = 2026-03-01", "Approved on 2026-03-01\n"),
    ],
)
def test_who_approved_and_when_are_told_alone_too(told: Told, said: str, line: str) -> None:
    planned(told.desk, f"\n[plan]\n{said}\n")
    text = told.text(lambda index: show(index, "campaign", DAY))
    assert line in text
    assert "Focus" not in text


def test_the_bulletin_has_the_plan_where_there_is_one(told: Told) -> None:
    def asks() -> str:
        return told.text(lambda index: bulletin(index, DAY))

    assert "What the plan asks for" not in asks()
    assert told.json(lambda index: bulletin(index, DAY))["plan"] is None
    planned(told.desk)
    assert "2. What the plan asks for\n" in asks()
    assert "1. 招投标先干后批\n" in asks()
    assert told.json(lambda index: bulletin(index, DAY))["plan"]["focus"] == ("招投标先干后批",)


def test_json_has_every_setting(told: Told) -> None:
    planned(told.desk)
    found = told.json(lambda index: show(index, "campaign", DAY))
    assert found["plan"]["approved_by"] == "县委常委会"
    assert {"gate", "deadlines", "sprint", "vocabulary"} <= set(found)
