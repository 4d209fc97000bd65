"""What came of the re-checks by chance (抽查): of each sample how much was judged, and how much of that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import samples
from yiananlib.index.figures import rate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.samples import Member
    from yiananlib.index.sync import Index


class Recheck(NamedTuple):
    """A sample as of a day; ``population`` is how many were frozen, ``drawn`` the problems as they stand."""

    ref: str
    title: str
    population: int
    drawn: tuple[Member, ...]

    @property
    def judged(self) -> int:
        """How many were looked back at with the sample."""
        return sum(one.result is not None for one in self.drawn)

    @property
    def failed(self) -> int:
        """How many of these were incomplete or slipped."""
        return sum(one.result not in (None, "held") for one in self.drawn)

    @property
    def undecided(self) -> int:
        """How many nobody has judged yet."""
        return len(self.drawn) - self.judged

    @property
    def rate(self) -> float | None:
        """Failed ÷ judged, None where none was judged."""
        return rate(self.failed, self.judged)


def rechecks(index: Index, day: dt.date, orgs: Sequence[str] | None) -> tuple[Recheck, ...]:
    """Return the samples that were drawn by ``day``; of ``orgs`` (None for all) the part that concerns them.

    The population is told of the whole sample all the same.
    """
    found = []
    for row in samples.drawn(index, day):
        drawn = samples.members(index, day, row, orgs)
        if drawn:
            found.append(Recheck(row.ref, row.title, len(row.data["population"]), drawn))
    return tuple(found)
