"""通报: the figures of a report, what came and went since the month began, and what is late, for the office to send."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import queries
from yiananlib.services.reading import burn_down, notices
from yiananlib.services.reading.lists import Filters, list_problems
from yiananlib.services.reading.report import Detail, report

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row, Setting
    from yiananlib.services.reading.burn_down import Line
    from yiananlib.services.reading.report import OrgFigures, Report


class Bulletin(NamedTuple):
    """What a bulletin tells; ``moved`` is what came and went from ``start`` to ``day``.

    ``late`` are all overdue problems, organizations in configured order, ``unanswered`` the notices whose reply is
    overdue. ``issuer`` is the office that signs, None where there is none.
    """

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    issuer: str | None
    start: dt.date
    moved: Line
    report: Report
    late: tuple[Row, ...]
    unanswered: tuple[MatterRow, ...]


def bulletin(index: Index, day: dt.date, org: str | None = None) -> Bulletin:
    """Return the bulletin as of ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    start = day.replace(day=1)
    told = report(index, day, org, Detail.URGENT)
    return Bulletin(
        day=day,
        commit=told.commit,
        setting=told.setting,
        org=org,
        org_name=told.org_name,
        issuer=office(index),
        start=start,
        moved=moved(index, start, day, org),
        report=told,
        late=list_problems(index, day, Filters(org=org, overdue=True)).rows,
        unanswered=notices.list_notices(index, day, org, overdue=True).rows,
    )


def moved(index: Index, start: dt.date, day: dt.date, org: str | None) -> Line:
    """Return what came and went from ``start`` to ``day`` in one line."""
    lines = burn_down.burn_down(index, day, org, start, day).lines
    return burn_down.in_steps(lines, len(lines))[0]


def office(index: Index) -> str | None:
    """Return the name of the office that leads the campaign, None where none is registered."""
    return next((org.name for org in queries.orgs(index) if org.function == "office"), None)


def units(by_org: Sequence[OrgFigures]) -> list[OrgFigures]:
    """Return the rows of units, each problem in only one: a unit with rows below it counts only its own problems."""
    above = {row.parent for row in by_org}
    return [row._replace(figures=row.own) if row.org in above else row for row in by_org]
