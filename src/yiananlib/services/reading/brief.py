"""周调度: a row an organization, what came and went in seven days, and what has to be spoken about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import county_queries, queries, queue
from yiananlib.services.reading import bulletin, burn_down
from yiananlib.services.reading.report import Detail, report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row, Setting
    from yiananlib.services.reading.report import Report

DAYS: Final = 7
"""Days that a brief looks back, its own included."""


class Week(NamedTuple):
    """What came and went in an organization and all below it, and how many requests for more time wait there."""

    new: int
    closed: int
    requests: int


class Urgent(NamedTuple):
    """A problem that has to be spoken about, and the last that was said of its progress, "" where nothing was."""

    row: Row
    progress: str


class Brief(NamedTuple):
    """What a brief tells: ``weeks`` has a row for each of ``report.by_org``, ``whole`` for all together."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    issuer: str | None
    start: dt.date
    report: Report
    weeks: dict[str, Week]
    whole: Week
    urgent: tuple[Urgent, ...]


def brief(index: Index, day: dt.date, org: str | None = None) -> Brief:
    """Return the brief of the seven days up to ``day``; of ``org`` and all below it, or of the county.

    Raises:
        NoSuchRecord: the organization is unknown.
        LedgerInvalid: a file cannot be read; a row is never left out.
    """
    start = day - dt.timedelta(days=min(DAYS, day.toordinal()) - 1)
    told = report(index, day, org, Detail.URGENT)
    scope = index.scope(org)
    within = scope if org is not None else None
    own = _own(index, start, day, within)
    return Brief(
        day=day,
        commit=told.commit,
        setting=told.setting,
        org=org,
        org_name=told.org_name,
        issuer=bulletin.office(index),
        start=start,
        report=told,
        weeks={row.org: _added(own, index.below(row.org)) for row in told.by_org},
        whole=_added(own, scope),
        urgent=tuple(Urgent(row, _progress(index, row, day)) for row in (*told.late, *told.soon)),
    )


def _own(index: Index, start: dt.date, day: dt.date, within: Sequence[str] | None) -> dict[str, Week]:
    found: dict[str, list[int]] = {}
    for org, before, now, problems in county_queries.steps_by_org(index, start, day, within):
        counted = burn_down.COUNTED[before, now]
        for place, name in enumerate(("new", "closed")):
            found.setdefault(org, [0, 0, 0])[place] += problems if name in counted else 0
    for request in queue.requests(index, day, within):
        found.setdefault(request.org, [0, 0, 0])[2] += 1
    return {org: Week(*counts) for org, counts in found.items()}


def _added(own: dict[str, Week], orgs: Sequence[str]) -> Week:
    some = [own[org] for org in orgs if org in own]
    return Week(*(sum(counts) for counts in zip(*some, strict=True))) if some else Week(0, 0, 0)


def _progress(index: Index, row: Row, day: dt.date) -> str:
    entries = queries.whole(index, row, day).entries
    said = [entry.data["note"] for entry in entries if entry.kind == "progressed" and not entry.earlier]
    return said[-1] if said else ""
