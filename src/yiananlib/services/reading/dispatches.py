"""What a report says that is sent upward again: what changed since the last that the same receiver was sent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yiananlib.index import matter_queries
from yiananlib.model.naming import plain
from yiananlib.services.reading.report import Detail, Since, report

if TYPE_CHECKING:
    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index
    from yiananlib.services.reading.report import Report


def last_sent(index: Index, day: dt.date, to: str, by: str, about: str | None) -> MatterRow | None:
    """Return what the organization ``by`` sent last to a receiver, up to ``day``, of the same organization or county.

    What was taken back does not count. None where nothing was sent.
    """
    index.register("dispatch")
    found = [
        row
        for row in matter_queries.rows(index, day, "dispatch", [by], ["status = 'sent'"])
        if plain(row.data["to"]) == plain(to) and row.data["about"] == about and _as_of(row) <= day
    ]
    return max(found, key=lambda row: (_as_of(row), row.since, row.history[0].at), default=None)


def since(value: Report, index: Index, last: MatterRow) -> Report:
    """Return a report with what changed since the ``last`` that was sent: the figures of its day, as known now.

    Raises:
        LedgerInvalid: as :func:`report` does.
    """
    then = report(index, _as_of(last), value.org, Detail.URGENT)
    return value._replace(since=Since(last.data["to"], last.ref, last.since, then.day, then.figures))


def _as_of(row: MatterRow) -> dt.date:
    said = row.data["as_of"]
    return dt.date.fromisoformat(said) if said is not None else row.since
