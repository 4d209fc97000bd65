"""Lines: round numbers and days beside them, whatever is drawn."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.render.line import DAYS, HEIGHT, STEPS, WIDTH, drawn

FIRST = dt.date(2026, 3, 2)


def counts(*values: int, every: int = 1) -> list[tuple[dt.date, int]]:
    return [(FIRST + dt.timedelta(days=every * number), value) for number, value in enumerate(values)]


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=60), st.integers(1, 60))
def test_a_line_stays_within_its_picture_and_its_scale_has_round_numbers(values: list[int], every: int) -> None:
    line = drawn(counts(*values, every=every))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in line.points)
    assert (line.points[0][0], line.points[-1][0]) == (0, WIDTH)
    assert 2 <= len(line.levels) <= STEPS + 1
    assert line.levels[-1] == 0
    assert line.levels[0] >= max(values)
    assert len({high - low for high, low in zip(line.levels, line.levels[1:], strict=False)}) == 1
    assert 1 <= len(line.days) <= DAYS
    assert all(0 <= at <= 100 for at, _day in line.days)


@pytest.mark.parametrize(
    ("most", "levels"),
    [(0, (1, 0)), (1, (1, 0)), (5, (5, 4, 3, 2, 1, 0)), (6, (6, 4, 2, 0)), (37, (40, 30, 20, 10, 0)),
     (101, (150, 100, 50, 0)), (2500, (2500, 2000, 1500, 1000, 500, 0))],
)  # fmt: skip
def test_numbers_are_round(most: int, levels: tuple[int, ...]) -> None:
    assert drawn(counts(0, most)).levels == levels


@pytest.mark.parametrize(
    ("length", "days"),
    [(3, ["03-02", "03-03", "03-04", "03-05"]), (30, ["03-02", "03-09", "03-16", "03-23", "03-30"]),
     (110, ["04-01", "05-01", "06-01"]), (600, ["04-01", "07-01", "10-01", "01-01", "04-01", "07-01", "10-01"])],
)  # fmt: skip
def test_days_are_round(length: int, days: list[str]) -> None:
    assert [day.isoformat()[5:] for _at, day in drawn(counts(1, 2, every=length)).days] == days
