"""What a lake says of itself (``lake.toml``), written by hand: its regions, who is above whom, and whom it waits for.

A region may have several rows, each with its days: who was above it then. Nothing is told from how a code begins.
"""

import datetime as dt
from typing import Annotated, Final, NamedTuple, Self

from pydantic import Field, StrictBool, model_validator

from yiananlib.model.base import Base, Day, Line

CODE: Final = r"^[0-9]{6}(-[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)?$"
"""Six digits of GB/T 2260, and behind a dash the campaign, where a place has two ledgers."""

Code = Annotated[str, Field(pattern=CODE)]
Days = Annotated[int, Field(strict=True, ge=1, le=36500)]

STALE: Final = 30
"""Days after which what was handed over is too old to be counted, where nobody says otherwise."""


class Region(Base):
    """A place, or a ledger: what it is called and which region is above it, from ``since`` to ``until`` (the last day).

    ``expected``: a ledger that must be there; without it nothing is counted. ``stale_days``: how many days before the
    day of a report what it handed over may be of.
    """

    code: Code
    name: Line
    parent: Code | None = None
    since: Day | None = None
    until: Day | None = None
    expected: StrictBool = False
    stale_days: Days | None = None

    def holds(self, day: dt.date) -> bool:
        """Tell whether it is so on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Lake(Base):
    """The top of the tree, ``code`` and ``name`` of a city or province, and the regions below it.

    A region without a parent, or whose parent there is not on a day, stands below the top.
    """

    name: Line
    code: Code | None = None
    stale_days: Days = STALE
    region: tuple[Region, ...] = ()

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        known = {region.code for region in self.region} | {self.code}
        for n, one in enumerate(self.region):
            if one.since is not None and one.until is not None and one.until < one.since:
                raise ValueError(f"region days {one.code}")
            if one.code == self.code or any(_overlap(one, other) for other in self.region[:n]):
                raise ValueError(f"region twice {one.code}")
            if one.parent is not None and one.parent not in known:
                raise ValueError(f"region parent {one.parent}")
        for day in {one.since or dt.date.min for one in self.region}:
            _check_circles(self.at(day))
        return self

    def at(self, day: dt.date) -> dict[str, Region]:
        """Return the regions that there are on ``day``, by code."""
        return {region.code: region for region in self.region if region.holds(day)}

    def place(self, code: str, day: dt.date) -> Region | None:
        """Return the region that the ledger ``code`` is, or the place whose ledger it is; None where none is named."""
        there = self.at(day)
        return there.get(code) or there.get(code.partition("-")[0])


class Step(NamedTuple):
    """A region above another; see :func:`above`."""

    code: str
    name: str


def above(lake: Lake, code: str, day: dt.date) -> list[Step]:
    """Return what stands above the ledger ``code`` on ``day``, itself left out, the nearest first, the top left out."""
    there = lake.at(day)
    region = lake.place(code, day)
    found: list[Step] = []
    if region is not None and region.code != code:
        found.append(Step(region.code, region.name))
    while region is not None and region.parent is not None and (region := there.get(region.parent)) is not None:
        found.append(Step(region.code, region.name))
    return found


def _overlap(one: Region, other: Region) -> bool:
    return (
        one.code == other.code
        and (one.since or dt.date.min) <= (other.until or dt.date.max)
        and (other.since or dt.date.min) <= (one.until or dt.date.max)
    )


def _check_circles(there: dict[str, Region]) -> None:
    for code in there:
        seen = {code}
        at = there[code].parent
        while at is not None and at in there:
            if at in seen:
                raise ValueError(f"region circle {at}")
            seen.add(at)
            at = there[at].parent
