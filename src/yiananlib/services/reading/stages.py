"""学查改做一体落实: how far each unit is in learning, examining, rectifying and acting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import duties, queries
from yiananlib.index.duties import Work
from yiananlib.services.reading.report import Coverage

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class OfOrg(NamedTuple):
    """What an organization has done of its own; ``coverage`` is how far it has examined itself."""

    org: str
    name: str
    work: Work
    coverage: Coverage


class Stages(NamedTuple):
    """The units, and others that have done something, in configured order; ``total`` is of all together."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    rows: tuple[OfOrg, ...]
    total: OfOrg


def stages(index: Index, day: dt.date, org: str | None = None) -> Stages:
    """Return how far an organization and all below it, or the county, are.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    index.rounds()  # which round is the campaign's, anybody may have said
    scope = index.scope(org)
    done = duties.work(index, day, scope)
    round_, answered, expected = queries.examined(index, scope, day)
    rows = tuple(
        OfOrg(one.id, one.name, done[one.id], Coverage(round_, answered.get(one.id, 0), expected.get(one.id, 0)))
        for one in queries.orgs(index, scope)
        if one.function == "unit" or any(done[one.id])
    )
    work = Work(*(sum(numbers) for numbers in zip(*(row.work for row in rows), strict=True))) if rows else Work()
    whole = Coverage(round_, sum(row.coverage.answered for row in rows), sum(row.coverage.expected for row in rows))
    total = OfOrg("", "", work, whole)
    return Stages(day, index.commit, index.setting, org, queries.org_name(index, org), rows, total)
