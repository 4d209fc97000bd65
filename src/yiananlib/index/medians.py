"""The median of what was counted by length, without writing each of them out."""

from collections.abc import Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """Return the median of values of which each is there so many times."""
    total = sum(counts.values())
    if not total:
        return None
    lower, upper = (total - 1) // 2, total // 2
    found: list[int] = []
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        found += [value] * ((seen > lower and not found) + (seen > upper and len(found) < 2))
        if len(found) == 2:
            break
    return (found[0] + found[1]) / 2
