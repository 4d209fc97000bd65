"""What is asked of a record of any kind: its faults, what its entries are called, who may make them."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OTHER, START, Story, make_orgs, record_id, round_of
from tests.model import test_meetings, test_register_kinds, test_rules
from tests.model.test_notices import notice
from yiananlib.model import drawing, matters, records
from yiananlib.model.record import Record
from yiananlib.model.registers import BY_NAME
from yiananlib.store import kinds

AFTER = START + dt.timedelta(hours=3)
ORGS = make_orgs()


def a_problem() -> Record[Any, Any]:
    return Story().has("registered", "progressed").problem


def a_round() -> Record[Any, Any]:
    said = {"by": LIAISON, "prompt": "p01", "answer": "clear", "reason": "已核对"}
    answers = [{"id": record_id(n), "at": START + dt.timedelta(days=9 * (n == 0), minutes=n)} | said for n in range(2)]
    redated = {"id": record_id(9), "at": AFTER, "by": LIAISON, "entry": record_id(0), "day": START.date()}
    return round_of(
        {
            "opened": START.date(),
            "answers": answers,
            "corrections": [redated | {"kind": "redated", "reason": "电脑时间快了"}],
        }
    )


def a_sample() -> Record[Any, Any]:
    """Of the inspectors, who alone freeze one besides the office."""
    of, population = matters.kind("sample"), ["zjj/k7m2qd"]
    rule = {"since": "2026-03-01", "until": "2026-03-12", "share": 50}
    said = {"since": dt.date(2026, 3, 1), "until": dt.date(2026, 3, 12), "share": 50, "population": population}
    head = of.head.model_validate(
        {"schema": 1, "id": record_id(0), "title": "抽查", "digest": drawing.digest(rule, population), **said}
    )
    entry = of.entries["frozen"].model_validate({"id": record_id(1), "at": START, "by": INSPECTOR, "kind": "frozen"})
    return matters.Matter("jiwei", head, (entry,), kind="sample")


MADE: dict[str, Callable[[], Record[Any, Any]]] = {
    "problem": a_problem,
    "round": a_round,
    "notice": lambda: notice("received"),
    "rule": lambda: test_rules.told("listed"),
    "meeting": lambda: test_meetings.told(),
    "sample": a_sample,
    **{name: partial(test_register_kinds.told, name) for name in BY_NAME},
}


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.RECORDS])
def test_each_entry_of_each_kind_is_called_by_what_it_records_and_by_whom(kind: str) -> None:
    record = MADE[kind]()
    for entry in record.entries:
        said = records.called(record, entry)
        assert entry.by in said
        assert entry.at.strftime("%H:%M") in said


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.RECORDS])
def test_an_entry_that_may_not_stand_is_told_by_its_place_in_the_record(kind: str) -> None:
    record = MADE[kind]()
    twice = record.followed_by(record.entries[-1])
    new = [index for index, _reason in records.faults(twice) if index not in dict(records.faults(record))]
    assert new in ([len(record.entries)], [])
    assert new or kind == "round"  # the same answer twice is the last one's


def test_a_correction_that_redates_nothing_is_told_by_its_place_among_all_entries() -> None:
    record = a_round()
    lost = record.entries[-1].model_copy(update={"entry": record_id(8), "id": record_id(7)})
    assert [index for index, _reason in records.faults(record.followed_by(lost))] == [3]


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.RECORDS])
def test_nobody_of_another_unit_may_make_what_a_unit_records(kind: str) -> None:
    record = MADE[kind]()
    theirs = record.entries[0].model_copy(update={"by": OTHER})
    foreign = record.holding([theirs, *record.entries[1:]])
    assert records.by_post(foreign, 0, ORGS) is not None
    assert records.by_post(record, 0, ORGS) is None
