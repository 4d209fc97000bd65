"""Which years a clock can show: those that leave room for any offset, and for reckoning with days, around them."""

from typing import Final

FIRST: Final = 1970
"""git knows no time before."""
LAST: Final = 9998
"""The last but one of the calendar."""


def are_possible(year: int) -> bool:
    """Tell whether something can have been recorded in a year."""
    return FIRST <= year <= LAST
