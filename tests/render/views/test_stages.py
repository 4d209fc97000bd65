"""The four stages as a document, as rows and as JSON."""

from tests.builders import FOUND
from tests.index.held import held
from tests.render.written import csv_text
from yiananlib.index.duties import Work
from yiananlib.render import plain
from yiananlib.render.views.stages import rows, stages, stages_json
from yiananlib.services.reading.report import Coverage
from yiananlib.services.reading.stages import OfOrg, Stages
from yiananlib.services.reading.stages import stages as told


def full() -> Stages:
    done = OfOrg("zjj", "=住建局", Work(2, 30, 5, 4, 3, 1, 1, 2, 1), Coverage("2026-1", 3, 12))
    return told(held(), FOUND)._replace(rows=(done,), total=done._replace(org="", name=""))


def test_each_stage_has_its_columns_and_the_total_stands_below() -> None:
    lines = [line.split() for line in plain.text(stages(full())).split("\n")]
    numbers = ["2", "30", "25.00%", "4", "of", "5", "1", "of", "3", "1", "1", "of", "2"]
    assert ["=住建局", *numbers] in lines
    assert ["Total", *numbers] in lines
    assert csv_text(rows(full())).splitlines()[1].startswith("'=住建局,2,30,25.00%")


def test_json_has_the_four_stages_of_all_and_of_each() -> None:
    made = stages_json(full())
    assert made["learn"] == {"meetings": 2, "attended": 30}
    assert made["examine"] == {"answered": 3, "expected": 12, "rate": 0.25}
    (one,) = made["orgs"]
    assert one["rectify"] == {"measures": 5, "measures_done": 4, "problems": 3, "closed": 1}
    assert (one["org"], one["act"]) == ("zjj", {"rules_made": 1, "submitted": 2, "wider": 1})


def test_without_a_unit_it_says_so() -> None:
    assert "No unit is registered." in plain.text(stages(full()._replace(rows=())))
