"""The entries about measures: a series is whole, runs forward, and is bounded."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import make_entry
from yiananlib.model.measures import Planned
from yiananlib.model.reasons import reasons

FIRST, LAST = dt.date(2026, 4, 30), dt.date(2026, 9, 30)


def planned(**fields: Any) -> Planned:
    found = make_entry("planned", **{"due": LAST, "every": "month", "from": FIRST, **fields})
    assert isinstance(found, Planned)
    return found


def test_a_measure_has_its_series() -> None:
    of = planned().series
    assert of is not None
    assert [one.name for one in of.occurrences()][::5] == ["2026-04", "2026-09"]
    assert planned(**{"from": LAST}).series is not None
    assert planned(every=None, **{"from": None}).series is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"every": None}, "“every” and “from” belong together"),
        ({"from": None}, "“every” and “from” belong together"),
        ({"from": LAST + dt.timedelta(days=1)}, "the series ends on 2026-09-30, before it begins"),
        ({"every": "week", "due": dt.date(2036, 9, 30)}, "the series to 2036-09-30 has more than 530 occurrences"),
    ],
)
def test_an_invalid_series_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        planned(**fields)
    assert [reason.sentence for reason in reasons(refused.value)] == [said]


@pytest.mark.parametrize("name", ["2026-4", "4月", "2026-Q5", "2026-w14", "26-04", "2026-04-01", ""])
@pytest.mark.parametrize("kind", ["completed", "excused"])
def test_a_file_names_an_occurrence_in_one_way(kind: str, name: str) -> None:
    with pytest.raises(ValidationError):
        make_entry(kind, occurrence=name)
