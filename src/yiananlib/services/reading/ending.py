"""The end of a campaign: what was reached, what is open and with whom, which look-backs are still due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import matter_queries
from yiananlib.model.vocabulary import OVER
from yiananlib.services.reading import matter_reading
from yiananlib.services.reading.look_backs import to_come
from yiananlib.services.reading.report import Detail, report

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row, Setting
    from yiananlib.services.reading.look_backs import Look
    from yiananlib.services.reading.report import Report


class Ending(NamedTuple):
    """What stands at the end of a campaign, in an organization and all below it, or in the county.

    ``open`` are the problems that go over into the next ledger; ``looks`` the closes at which nobody looked back yet,
    whenever that falls due; ``others`` the notices and rules that are open.
    """

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    report: Report
    open: tuple[Row, ...]
    looks: tuple[Look, ...]
    others: tuple[MatterRow, ...]


def ending(index: Index, day: dt.date, org: str | None = None) -> Ending:
    """Return what stands at the end of a campaign.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    told = report(index, day, org, Detail.ROWS)
    scope = index.scope(org)
    within = scope if org is not None else None
    others = [
        row
        for kind, conditions in (("notice", (matter_queries.NOTICE_OPEN,)), ("rule", matter_reading.OPEN["rule"]))
        for row in matter_queries.rows(index, day, kind, within, conditions)
    ]
    return Ending(
        day,
        index.commit,
        index.setting,
        org,
        told.org_name,
        told,
        tuple(row for row in told.rows if row.status not in OVER),
        tuple(to_come(index, day, within)),
        tuple(others),
    )
