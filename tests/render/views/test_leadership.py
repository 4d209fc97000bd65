"""What heads do, as documents, as rows and as JSON."""

import datetime as dt

from tests.builders import FOUND
from tests.index.held import held
from tests.render.written import csv_text
from yiananlib.index.duties import Acts
from yiananlib.render import plain
from yiananlib.render.views.leadership import head_rows, heads, heads_json
from yiananlib.services.reading.leadership import Heads
from yiananlib.services.reading.leadership import heads as heads_told


def some_heads() -> Heads:
    last = FOUND - dt.timedelta(days=9)
    acts = (Acts("zjj", "head", "局长", 3, 2, 1, last), Acts("czj", "head", "=局长", 0, 0, 0, None))
    return heads_told(held(), FOUND)._replace(heads=acts, without=("gov",))


def test_heads_are_told_with_the_days_since_their_last_act_and_units_without_one_are_named() -> None:
    text = plain.text(heads(some_heads()))
    lines = [line.split() for line in text.split("\n")]
    assert ["住建局", "局长", "3", "2", "1", "2026-03-03", "9"] in lines
    assert ["财政局", "=局长", "0", "0", "0", "—", "—"] in lines
    assert "Units without a head in office: " in text
    assert "Units without" not in plain.text(heads(some_heads()._replace(without=())))
    assert csv_text(head_rows(some_heads())).splitlines()[2].startswith("财政局,'=局长,0,0,0")


def test_the_json_of_heads_has_null_where_there_is_no_last_act() -> None:
    made = heads_json(some_heads())
    assert [(row["officer"], row["endorsed"], row["days"]) for row in made["heads"]] == [
        ("head", 3, 9),
        ("head", 0, None),
    ]
    assert made["without"] == ["gov"]
