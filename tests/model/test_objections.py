"""What is wrong with an entry by its own words."""

import datetime as dt

import pytest

from tests.builders import FOUND, START, make_entry
from yiananlib.model import objections

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "alone", "said"),
    [
        (FOUND, True, None),
        (FOUND, False, "right after its registration"),
        (FOUND - DAY, True, "before it was found"),
        (START.date() + 2 * DAY, True, "through the gate"),
    ],
)
def test_what_was_closed_before_is_carried_over_right_after_its_registration(
    day: dt.date, alone: bool, said: str | None
) -> None:
    entry = make_entry("carried-over", day=day)
    found = objections.of_carried(entry, FOUND, START.date() + 2 * DAY, alone=alone)  # type: ignore[arg-type]
    assert found is None if said is None else said in str(found)


def test_a_result_is_not_public_backwards() -> None:
    assert objections.of_publicity(make_entry("publicised", since=FOUND, until=FOUND)) is None  # type: ignore[arg-type]
    backwards = make_entry("publicised", since=FOUND, until=FOUND - DAY)
    assert "before its first day" in str(objections.of_publicity(backwards))  # type: ignore[arg-type]
