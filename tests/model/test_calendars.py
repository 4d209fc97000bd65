"""The calendar of a ledger."""

import pytest

from yiananlib.store import codec

ROW = "\n[[years]]\nyear = 2026\nholidays = [2026-10-01, 2026-10-02]\nworking = [2026-10-10]\n"


def test_it_knows_the_days_of_its_years() -> None:
    found = codec.decode_calendar(("schema = 1\n" + ROW).encode())
    (year,) = found.known().values()
    assert (len(year.holidays), len(year.working)) == (2, 1)
    assert found.row(2026) is not None
    assert found.row(2027) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW.replace("2026-10-10", "2027-10-10"), "the day 2027-10-10 is not in that year"),
        (ROW.replace("2026-10-10", "2026-10-01"), "the day 2026-10-01 appears twice in its year"),
        (ROW + ROW, "the year 2026 appears twice"),
        (ROW.replace("year = 2026", "year = 226"), "“year” must be at least 1990"),
        (ROW.replace("2026-10-10", '"2026-10-10"'), "must be a day"),
        (ROW.replace("working", "weekends"), "weekends"),
    ],
)
def test_an_impossible_calendar_is_refused_naming_the_day(text: str, said: str) -> None:
    with pytest.raises(codec.Invalid) as refused:
        codec.decode_calendar(("schema = 1\n" + text).encode())
    assert said in " ".join(fault.problem for fault in refused.value.faults)
