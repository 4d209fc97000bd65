"""The JSON of what the office reads besides the report: its keys are fixed."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.golden import is_golden
from tests.render.conftest import LAST_DAY
from tests.render.written import json_text, shape
from tests.services.ledgers import Desk, asked
from yiananlib.index.sync import Index
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.common_problems import common
from yiananlib.services.reading.look_backs import look_backs
from yiananlib.services.reading.ranking import ranking
from yiananlib.services.reading.report import report
from yiananlib.services.reading.sweep import sweep

VIEWS: dict[str, Callable[[Index], Any]] = {
    "burn-down": lambda index: burn_down(index, LAST_DAY, None, LAST_DAY.replace(day=18), LAST_DAY),
    "common": lambda index: common(index, LAST_DAY, by=["kind", "cause"]),
    "look-backs": lambda index: look_backs(index, LAST_DAY),
    "sweep": lambda index: sweep(index, LAST_DAY),
    "rank": lambda index: ranking(index, LAST_DAY, "on_time_rate", None, 2),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_as_expected(county: Desk, name: str, pytestconfig: pytest.Config) -> None:
    is_golden(f"{name}.json", json_text(asked(county.ledger, VIEWS[name])), pytestconfig)


def test_without_a_sprint_its_key_is_there(desk: Desk) -> None:
    head, _mark, tail = (desk.root / "yian.toml").read_text(encoding="utf-8").partition("[sprint]")
    desk.write("yian.toml", head + tail[tail.index("[deadlines]") :])
    assert shape(asked(desk.ledger, lambda index: burn_down(index, LAST_DAY)))["sprint"] is None


def test_every_form_trigger_and_look_has_its_key_where_nothing_is_recorded(desk: Desk) -> None:
    found = json.loads(json_text(asked(desk.ledger, lambda index: report(index, LAST_DAY))))
    assert found["accountability"] == {
        "forms": {"1": 0, "2": 0, "3": 0, "4": 0},
        "triggers": {"inaccurate": 0, "inadequate": 0, "ineffective": 0},
        "decisions": 0,
        "orgs": 0,
        "organizations": 0,
        "recovered": 0,
    }
    nobody = {"mean": None, "n": 0}
    looks = ("development", "change", "spirit", "conduct", "satisfaction")
    assert found["five_looks"] == {
        "looks": {look: {"unit": nobody, "supervisor": nobody} for look in looks},
        "questions": [],
    }
