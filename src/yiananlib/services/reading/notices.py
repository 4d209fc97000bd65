"""Supervision notices (督办单) as lists and screens show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.index import matter_queries
from yiananlib.messages import _
from yiananlib.model.notice_words import AWAITING, highest

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.names import Found
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.model.notice_words import Rung


class Notices(NamedTuple):
    """Notices as of a day, organizations in configured order."""

    day: dt.date
    rows: tuple[MatterRow, ...]


class ShownNotice(NamedTuple):
    """One notice whole, as of a day."""

    row: MatterRow
    setting: Setting


def list_notices(
    index: Index, day: dt.date, org: str | None = None, *, only_open: bool = False, overdue: bool = False
) -> Notices:
    """Return the notices of an organization and all below it, or all; those not settled alone, or overdue.

    Raises:
        NoSuchRecord: the organization is unknown.
    """
    scope = index.scope(org)
    conditions = [
        condition
        for condition, wanted in ((matter_queries.NOTICE_SETTLED_NOT, only_open), (matter_queries.NOTICE_LATE, overdue))
        if wanted
    ]
    found = matter_queries.rows(index, day, "notice", scope if org is not None else None, conditions)
    return Notices(day, tuple(found))


def show_notice(index: Index, found: Found, day: dt.date) -> ShownNotice:
    """Return one notice whole, as of ``day``.

    Raises:
        UsageProblem: it was not sent by then.
    """
    row = matter_queries.row(index, found, day)
    if row is None:
        raise UsageProblem(_("{ref} did not exist on {day}.").format(ref=f"{found.org}/{found.name}", day=day))
    return ShownNotice(row, index.setting)


def rung(row: MatterRow) -> Rung:
    """Return where a notice stands on the ladder."""
    return highest(row.data["rung"], *(entry.data["rung"] for entry in row.entries if entry.kind == "escalated"))


def overdue_days(row: MatterRow) -> int:
    """Return for how many days its reply is overdue; 0 while it is in time, due day included, or none is awaited."""
    if row.status not in AWAITING or row.due is None:
        return 0
    return max(0, (row.day - row.due).days)
