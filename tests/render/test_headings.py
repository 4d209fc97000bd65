"""How what the office reads begins."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.render import plain
from yiananlib.render.document import Document
from yiananlib.render.headings import title
from yiananlib.services.reading.sweep import sweep


@pytest.mark.parametrize(
    ("day", "org", "said"),
    [
        ("2026-03-11", None, "云岭县以案促改: this, whole campaign\n#\n\nAs of 2026-03-11\n"),
        ("2026-03-12", "zjj", "云岭县以案促改: this, 住建局\n#\n\nAs of 2026-03-12, day 1 of the 100-day sprint\n"),
        ("2026-06-19", "zjj", "云岭县以案促改: this, 住建局\n#\n\nAs of 2026-06-19, day 100 of the 100-day sprint\n"),
        ("2026-06-20", "zjj", "云岭县以案促改: this, 住建局\n#\n\nAs of 2026-06-20\n"),
    ],
)
def test_campaign_organization_day_and_sprint_are_said(desk: Desk, day: str, org: str | None, said: str) -> None:
    value = asked(desk.ledger, lambda index: sweep(index, dt.date.fromisoformat(day), org))
    text = plain.text(Document(tuple(title(value, "this"))))
    line = next(x for x in text.split("\n") if x and set(x) == {"="})
    assert text.replace(line, "#") == said


def test_what_the_campaign_asks_less_stands_under_every_title(desk: Desk) -> None:
    desk.edit("yian.toml", "extensions = 2 ", "extensions = 9 ")
    value = asked(desk.ledger, lambda index: sweep(index, dt.date(2026, 3, 12), None))
    assert "less strict" in plain.text(Document(tuple(title(value, "this"))))
