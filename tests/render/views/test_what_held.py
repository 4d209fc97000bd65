"""What held, as a document, as rows and as JSON."""

from tests.builders import FOUND
from tests.index.held import held
from tests.render.written import csv_text
from yiananlib.index.outcomes import Counts
from yiananlib.render import plain
from yiananlib.render.views.what_held import rows, what_held, what_held_json
from yiananlib.services.reading.what_held import OfGroup, WhatHeld
from yiananlib.services.reading.what_held import what_held as told


def full() -> WhatHeld:
    groups = (
        OfGroup("kind", "drifting", "作风漂浮", Counts(4, 3, 2, 0, 1, 1)),
        OfGroup("kind", "other", "其他", Counts(2)),
        OfGroup("level", "duty", "=担当", Counts(4, 3, 2, 0, 1, 1)),
    )
    return told(held(), FOUND)._replace(total=Counts(6, 3, 2, 0, 1, 1), groups=groups)


def test_kinds_have_a_total_and_levels_which_overlap_have_none() -> None:
    lines = [line.split() for line in plain.text(what_held(full())).split("\n")]
    assert ["作风漂浮", "4", "3", "2", "0", "1", "1", "50.00%"] in lines
    assert ["其他", "2", "0", "0", "0", "0", "0", "—"] in lines
    assert [line for line in lines if line[:1] == ["Total"]] == [["Total", "6", "3", "2", "0", "1", "1", "50.00%"]]
    assert "held ÷ (held + incomplete + slipped + recurred)" in plain.text(what_held(full()))


def test_where_nothing_was_struck_off_it_says_so() -> None:
    assert plain.text(what_held(told(held(), FOUND))).count("Nothing is closed yet.") == 2


def test_csv_has_a_row_a_group() -> None:
    lines = csv_text(rows(full())).splitlines()
    assert lines[0].startswith("Grouped by,In common,Closed,Look-backs done,Held")
    assert lines[3] == "Level of the cause,'=担当,4,3,2,0,1,1,50.00%"


def test_json_has_counts_and_the_rate() -> None:
    made = what_held_json(full())
    counts = {"closed": 4, "looked_back": 3, "held": 2, "incomplete": 0, "slipped": 1, "came_back": 1}
    judged = {**counts, "judged": 4, "rate": 0.5}
    assert made["by_kind"][0] == {"kind": "drifting", "word": "作风漂浮", **judged}
    assert made["by_level"] == [{"level": "duty", "word": "=担当", **judged}]
    assert (made["closed"], made["judged"], made["rate"], made["org"]) == (6, 4, 0.5, None)
