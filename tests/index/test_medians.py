"""The median of counted values."""

import statistics
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from yiananlib.index.medians import median


@given(st.lists(st.integers(-5, 400), min_size=1, max_size=30))
def test_the_median_is_that_of_the_statistics_module(values: list[int]) -> None:
    assert median(Counter(values)) == statistics.median(values)


def test_of_nothing_there_is_no_median() -> None:
    assert median({}) is None
    assert median({3: 0}) is None
