"""The entries about the measures of a problem: planned, carried out, and of those that come back one excused."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from yiananlib.model.base import Day, FilledText, OfficerRef, Remark, Stamped
from yiananlib.model.occurrences import NAME_PATTERN, Every, Series
from yiananlib.model.vocabulary import MeasureType

MeasureNumber = Annotated[int, Field(strict=True, ge=1, le=999)]
OccurrenceName = Annotated[str, Field(pattern=NAME_PATTERN)]
"""What an occurrence of something that comes back is called; see ``model.occurrences``."""


class Planned(Stamped):
    """A measure was added. ``number`` names it within the problem, counting from 1.

    One that comes back does so ``every`` week, month, quarter or year: it is due on ``from`` first, and the last time
    on ``due`` or before.
    """

    kind: Literal["planned"] = "planned"
    number: MeasureNumber
    text: FilledText
    owner: OfficerRef
    due: Day
    every: Every | None = None
    from_: Day | None = Field(None, alias="from")
    type: MeasureType = MeasureType.CORRECTIVE

    @property
    def series(self) -> Series | None:
        """When it comes back, None where it does not."""
        return Series(self.every, self.from_, self.due) if self.every is not None and self.from_ is not None else None

    @model_validator(mode="after")
    def _a_series(self) -> Self:
        if (self.every is None) is not (self.from_ is None):
            raise ValueError("series half")
        check(self.series)
        return self


class Completed(Stamped):
    """A measure was carried out; of one that comes back, its ``occurrence``."""

    kind: Literal["completed"] = "completed"
    measure: MeasureNumber
    occurrence: OccurrenceName | None = None
    note: Remark = None


class Excused(Stamped):
    """Of a measure that comes back, one occurrence need not be carried out."""

    kind: Literal["excused"] = "excused"
    measure: MeasureNumber
    occurrence: OccurrenceName
    reason: FilledText


def check(series: Series | None) -> None:
    """Refuse a series that cannot be; raise ValueError with its code for ``model.reasons``."""
    if series is None:
        return
    if series.until < series.start:
        raise ValueError(f"series ends {series.until}")
    if series.is_too_long():
        raise ValueError(f"series long {series.until}")
