import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model.ids import is_prefix
from yiananlib.model.serial import SERIAL_PATTERN, canonical, serial

YEARS = st.integers(0, 9999)
NUMBERS = st.integers(1, 999_999)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-017", "2026-017"), ("2026-17", "2026-017"), ("2026-1", "2026-001"), ("2026-000017", "2026-017"),
        ("2026-1234", "2026-1234"), ("2026-999999", "2026-999999"),
        ("2026-0", None), ("2026-000", None), ("2026-1000000", None), ("26-017", None), ("2026", None), ("2026-", None),
        ("2026-017\n", None), ("2026-017 ", None), ("２０２６-017", None), ("2026－017", None), ("2026-٠١٧", None),
        ("", None), ("2026-03-12", None), ("-2026-017", None),
    ],
)  # fmt: skip
def test_a_serial_number_is_read_as_it_is_written(typed: str, found: str | None) -> None:
    assert canonical(typed) == found


@given(YEARS, NUMBERS)
def test_every_number_is_written_in_one_way(year: int, number: int) -> None:
    written = serial(year, number)
    assert re.search(SERIAL_PATTERN, written)
    assert canonical(written) == written
    assert canonical(f"{year:04}-{number}") == written


@given(YEARS, NUMBERS, YEARS, NUMBERS)
def test_two_numbers_are_never_written_alike(year: int, number: int, other_year: int, other: int) -> None:
    assert (serial(year, number) == serial(other_year, other)) is ((year, number) == (other_year, other))


@given(YEARS, NUMBERS)
def test_no_number_looks_like_an_id(year: int, number: int) -> None:
    assert not is_prefix(serial(year, number))


@given(st.from_regex(r"[0-9]{3,5}-[0-9]{1,7}", fullmatch=True))
def test_the_pattern_accepts_exactly_the_canonical_numbers(value: str) -> None:
    assert bool(re.search(SERIAL_PATTERN, value)) is (canonical(value) == value)
