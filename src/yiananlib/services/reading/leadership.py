"""第一责任人: what heads do themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import duties, queries

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.duties import Acts
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Heads(NamedTuple):
    """What the heads in office on the day did in their own name; ``without`` are the units that have none."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    heads: tuple[Acts, ...]
    without: tuple[str, ...]


def heads(index: Index, day: dt.date, org: str | None = None) -> Heads:
    """Return what the heads of an organization and all below it, or of the county, did.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    if org is not None:
        index.known(org)
    every = index.scope(None)  # a head may visit a unit, whose record it then is
    scope = index.below(org) if org is not None else every
    found = tuple(duties.heads(index, day, scope))
    there = {one.org for one in found}
    without = tuple(one.id for one in queries.orgs(index, scope) if one.function == "unit" and one.id not in there)
    return Heads(day, index.commit, index.setting, org, queries.org_name(index, org), found, without)
