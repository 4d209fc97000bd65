"""补录: which entries that decide lateness took effect before they were recorded, and by whose word they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import late, queries

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.late import Backdated
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Backdating(NamedTuple):
    """The backdated entries by a day, the longest first; of ``org`` and all below it, or of the county."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    rows: tuple[Backdated, ...]


def backdating(index: Index, day: dt.date, org: str | None = None) -> Backdating:
    """Return the entries that the report counts as backdated.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    within = scope if org is not None else None
    found = tuple(late.backdated(index, day, within))
    return Backdating(day, index.commit, index.setting, org, queries.org_name(index, org), found)
