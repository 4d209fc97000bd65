"""How wide the columns of a table are on a screen: the widest text is folded first, and what is short never is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.render.document import Table, width
from yiananlib.render.wrapping import longest

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 2
"""Blanks between two columns."""

SHORT: Final = 16
"""Cells of a value that is not folded, and of the narrowest column of longer ones."""

_UNBROKEN: Final = 40
"""Cells of a word that is not broken: a digest is longer."""


def filled(table: Table) -> Table:
    """Return the table without the columns that say nothing; the first one stays."""
    for place in reversed(range(1, len(table.columns))):
        if not any(row[place].text.strip() for row in table.rows):
            table = table.without(place)
    return table


def widths(table: Table, room: int) -> tuple[int, ...] | None:
    """Return how many cells each column takes where the table has ``room``; None where it does not fit.

    No short value, day, id or word of a title is broken.
    """
    texts = [[row[place].text for row in table.rows] for place in range(len(table.columns))]
    wanted = [max(_natural([column.title]), _natural(of)) for column, of in zip(table.columns, texts, strict=True)]
    least = [
        min(want, max(max(map(width, column.title.split()), default=0), _least(of, wide=column.wide or place > 0)))
        for place, (column, of, want) in enumerate(zip(table.columns, texts, wanted, strict=True))
    ]
    room -= GAP * (len(wanted) - 1)
    if sum(least) > room:
        return None
    cap = max(
        size
        for size in range(max(wanted) + 1)
        if size == 0 or sum(max(low, min(want, size)) for low, want in zip(least, wanted, strict=True)) <= room
    )
    found = [max(low, min(want, cap)) for low, want in zip(least, wanted, strict=True)]
    spare = room - sum(found)
    for place, want in enumerate(wanted):  # less is left than there are columns that could take one more
        if spare and found[place] < want:
            found[place] += 1
            spare -= 1
    return tuple(found)


def _natural(texts: Sequence[str]) -> int:
    return max((width(line) for text in texts for line in text.split("\n")), default=0)


def _least(texts: Sequence[str], *, wide: bool) -> int:
    """Return the width in which these values can be read; those of a column that is not ``wide`` stay whole."""
    natural = _natural(texts)
    if natural <= SHORT or not wide:
        return natural
    return max(SHORT, min(_UNBROKEN, max(longest(text) for text in texts)))
