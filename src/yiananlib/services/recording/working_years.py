"""Filling the ledger's calendar with the working days that the State Council announces, a year at a time.

This is the only place where the library that knows them is asked: from then on the ledger says it itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.extras import brought_by
from yiananlib.messages import _
from yiananlib.model.calendars import CalendarYear
from yiananlib.services.recording.begin import commit_definition, require_office
from yiananlib.services.recording.context import made
from yiananlib.store import layout
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


class CalendarFilled(NamedTuple):
    """The years that were entered, in their order; ``uncommitted`` is why git did not commit them, or None."""

    years: tuple[CalendarYear, ...]
    uncommitted: str | None


def fill(ledger: Ledger, context: Context, years: Sequence[int], document: str | None = None) -> CalendarFilled:
    """Enter years in the calendar; ``document`` is what announced them.

    Raises:
        UsageProblem: a year is there already, or the library does not know it or is not installed.
        NotAuthorised: definitions are changed by the office alone.
    """
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        author = require_office(ledger, context)
        calendar = ledger.calendar()
        wanted = tuple(sorted(set(years)))
        for year in wanted:
            if calendar.row(year) is not None:
                raise UsageProblem(
                    _("{year} is already in {path}. Change it with `yian edit calendar`. Nothing was recorded.").format(
                        year=year, path=layout.CALENDAR
                    )
                )
        rows = tuple(_announced(year, document) for year in wanted)
        transaction.add_years(calendar, rows)
        subject = f"{' '.join(map(str, wanted))}: calendar"
        uncommitted = commit_definition(transaction, subject, context, campaign, author)
    return CalendarFilled(rows, uncommitted)


def _announced(year: int, document: str | None) -> CalendarYear:
    with brought_by("documents"):
        from chinese_calendar import holidays, workdays
    off = [day for day in holidays if day.year == year]
    if not off:
        known = sorted({day.year for day in holidays})
        raise UsageProblem(
            _(
                "The library chinesecalendar knows {first} to {last}, not {year}: update it when {year} is announced,"
                " or enter the days with `yian edit calendar`. Nothing was recorded."
            ).format(first=known[0], last=known[-1], year=year)
        )
    worked = [day for day in workdays if day.year == year]
    return made(CalendarYear, year=year, document=document, holidays=sorted(off), working=sorted(worked))
