"""What held: what became of what was struck off, by kind of problem and by level of its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import outcomes, queries
from yiananlib.index.outcomes import Counts

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

GROUPED: Final = ("kind", "level")
"""What closes are grouped by: the first is one of each problem, of the other it may have several."""


class OfGroup(NamedTuple):
    """What became of the closes of problems that say the same; ``by`` is one of :data:`GROUPED`."""

    by: str
    key: str
    word: str
    counts: Counts


class WhatHeld(NamedTuple):
    """What became of all closes by the day, and of those of each group that has one, in the order of the words."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    total: Counts
    groups: tuple[OfGroup, ...]


def what_held(index: Index, day: dt.date, org: str | None = None) -> WhatHeld:
    """Return what became of the closes of an organization and all below it, or of the county.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    if org is not None:
        index.known(org)
    index.scope(None)  # what came back, another organization may have registered
    within = index.below(org) if org is not None else None
    total = Counts()
    for _what, _org, counts in outcomes.counts(index, day, within):
        total = total.plus(counts)
    groups: list[OfGroup] = []
    for by in GROUPED:
        found: dict[str, Counts] = {}
        for what, _org, counts in outcomes.counts(index, day, within, by):
            found[what] = found.get(what, Counts()).plus(counts)
        words = index.setting.words.get(by, {})
        keys = [key for key in (*words, *sorted(found.keys() - words.keys())) if key in found]
        groups += [OfGroup(by, key, words.get(key, key), found[key]) for key in keys]
    return WhatHeld(day, index.commit, index.setting, org, queries.org_name(index, org), total, tuple(groups))
