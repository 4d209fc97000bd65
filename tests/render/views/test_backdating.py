"""The backdated entries as a document."""

from tests.builders import DUE, OFFICE, record_id
from tests.index.held import held
from tests.index.test_late import backdated
from tests.render.written import csv_text, shape
from yiananlib.render import plain
from yiananlib.render.views.backdating import backdating, rows
from yiananlib.services.reading.backdating import Backdating
from yiananlib.services.reading.backdating import backdating as told


def found() -> Backdating:
    return told(held([backdated().problem, backdated(OFFICE, 9, id=record_id(7)).problem]), DUE)


def test_a_row_has_both_days_the_day_that_counts_and_who_vouches() -> None:
    lines = [line.split() for line in plain.text(backdating(found())).split("\n")]
    assert [line[-5:] for line in lines if line and line[0].startswith("zjj/")] == [
        ["2026-06-15", "2026-06-24", "9", "2026-06-15", "yes"],
        ["2026-06-15", "2026-06-20", "5", "2026-06-20", "no"],
    ]


def test_it_says_what_is_counted() -> None:
    assert "all others count from the day they were recorded" in plain.text(backdating(found()))
    nothing = told(held([]), DUE)
    assert "Nothing was recorded after the day it took effect." in plain.text(backdating(nothing))


def test_csv_and_json_have_every_row() -> None:
    assert csv_text(rows(found())).count("\n") == 3
    entries = shape(found())["entries"]
    assert [(e["id"], e["org"], e["for"], e["days"], e["confirmed"]) for e in entries] == [
        (record_id(7), "zjj", None, 9, True),
        ("k7m2qd", "zjj", None, 5, False),
    ]
