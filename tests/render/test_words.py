"""Words, days, rates."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.messages import speaking
from yiananlib.model.vocabulary import Lamp, Severity, Status
from yiananlib.render import words


@pytest.fixture
def _chinese() -> Iterator[None]:
    with speaking("zh_CN"):
        yield


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (None, "—"),
        (0, "0.00%"),
        (0.0, "0.00%"),
        (1.0, "100.00%"),
        (2 / 3, "66.67%"),
        (1 / 3, "33.33%"),
        (1 / 800, "0.13%"),
        (3 / 800, "0.38%"),
        (1 / 1600, "0.06%"),
        (1 / 32, "3.13%"),
        (0.00005, "0.01%"),
        (0.00004999, "0.00%"),
        (1e-7, "0.00%"),
        (0.99995, "100.00%"),
        (1.005, "100.50%"),
    ],
)
def test_rates_have_two_decimals_rounded_half_up(rate: float | None, text: str) -> None:
    assert words.percent(rate) == text


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_rates_are_rounded_as_by_hand(part: tuple[int, int]) -> None:
    k, n = part
    by_hand = (k * 20000 + n) // (2 * n)
    assert words.percent(k / n) == f"{by_hand // 100}.{by_hand % 100:02}%"


@pytest.mark.parametrize(
    ("value", "text"), [(None, "—"), (13.0, "13.0"), (0.25, "0.3"), (0.35, "0.4"), (-0.25, "-0.3")]
)
def test_means_have_one_decimal(value: float | None, text: str) -> None:
    assert words.number(value) == text


def test_a_day_is_written_as_its_readers_do() -> None:
    assert words.day(dt.date(2026, 6, 5)) == "2026-06-05"
    assert words.day(None) == "—"
    with speaking("zh_CN"):
        assert words.day(dt.date(2026, 6, 5)) == "2026年6月5日"


def test_every_status_lamp_and_severity_has_a_word() -> None:
    assert len({words.status(s) for s in Status}) == len(Status)
    assert len({words.severity(s) for s in Severity}) == len(Severity)
    lamps = [words.lamp(x) for x in Lamp]
    assert all(cell.text for cell in lamps)
    assert len({cell.style for cell in lamps}) == len(Lamp)
    assert words.lamp(None).text == "—"
