"""The calendar of a ledger (``calendar.toml``): which days of a year are off, and which weekends are worked.

It is what the State Council announces each year. The office keeps it, so that a deadline in working days is the same
for whoever reads the ledger, whenever and with whichever library.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Self

from pydantic import Field, model_validator

from yiananlib.model.base import Base, Day, Line, schema_field
from yiananlib.model.working_days import Year, Years


class CalendarYear(Base):
    """One year; ``document`` is what announced it.

    ``holidays`` may name weekends, which are off anyway; ``working`` are the days that make up for holidays (调休上班).
    """

    year: Annotated[int, Field(strict=True, ge=1990, le=2200)]
    document: Line | None = None
    holidays: tuple[Day, ...] = ()
    working: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _days_of_the_year(self) -> Self:
        days = (*self.holidays, *self.working)
        for day in days:
            if day.year != self.year:
                raise ValueError(f"another year {day}")
        repeated = [day for day, n in Counter(days).items() if n > 1]
        if repeated:
            raise ValueError(f"repeated day {repeated[0]}")
        return self


class Calendar(Base):
    """The years that are announced, each once."""

    schema_: int = schema_field()
    years: tuple[CalendarYear, ...] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        repeated = [year for year, n in Counter(row.year for row in self.years).items() if n > 1]
        if repeated:
            raise ValueError(f"repeated year {repeated[0]}")
        return self

    def known(self) -> Years:
        """Return the years as working days are counted by them."""
        return {row.year: Year(frozenset(row.holidays), frozenset(row.working)) for row in self.years}

    def row(self, year: int) -> CalendarYear | None:
        """Return a year, or None where it is not announced."""
        return next((row for row in self.years if row.year == year), None)
