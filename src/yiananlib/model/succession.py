"""May this record follow that one? What was there is still there: one rule for every kind of record.

Rows are the entries of a problem or the answers of a round. They are compared as values, so that white space,
comments and the order of keys in a file do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.model.base import Stamped


class Loss(NamedTuple):
    """What happened to a row that must stay: ``code`` one of ``entry-removed entry-changed entry-reordered``."""

    code: str
    id: str


def losses(before: Sequence[Stamped], after: Sequence[Stamped]) -> list[Loss]:
    """Return what of ``before`` is not in ``after`` as it was and in the same order."""
    places: dict[str, int] = {}
    for place, row in enumerate(after):
        places.setdefault(row.id, place)
    found = []
    last = -1
    for row in before:
        at = places.get(row.id)
        if at is None:
            found.append(Loss("entry-removed", row.id))
        elif not same(row, after[at]):
            found.append(Loss("entry-changed", row.id))
        elif at < last:
            found.append(Loss("entry-reordered", row.id))
        else:
            last = at
    return found


def same(one: Stamped, other: Stamped) -> bool:
    """Tell whether two rows say the same, the offset of their times included: it decides which day it was."""
    return one == other and one.at.isoformat() == other.at.isoformat()


def additions(before: Sequence[Sequence[Stamped]], after: Sequence[Stamped]) -> list[int]:
    """Return the indexes of the rows that none of the records in ``before`` has."""
    known = {row.id for rows in before for row in rows}
    return [i for i, row in enumerate(after) if row.id not in known]


def inserted(new: Sequence[int], count: int) -> list[int]:
    """Return those of the ``new`` indexes that do not stand after all older ones; ``count`` is of all rows."""
    tail = count
    while tail - 1 in set(new):
        tail -= 1
    return [i for i in new if i < tail]


def is_merge(base: Any, ours: Any, theirs: Any, result: Any) -> bool:
    """Tell whether ``result`` is what merging two descendants of ``base`` field by field gives.

    Each is what a file says, mappings within mappings; None is absence. Where both sides changed one
    value, each in its own way, no result is.
    """
    if ours == theirs or theirs == base:
        return bool(result == ours)
    if ours == base:
        return bool(result == theirs)
    if not all(isinstance(value, dict) for value in (base or {}, ours, theirs, result)):
        return False
    base = base or {}
    keys = {*base, *ours, *theirs, *result}
    return all(is_merge(base.get(k), ours.get(k), theirs.get(k), result.get(k)) for k in keys)


def by_id(values: Mapping[str, Any], lists: Mapping[str, str]) -> dict[str, Any]:
    """Return what a file says with the rows of its ``lists`` by their ids, so that those of two sides can be joined.

    ``lists`` says of each list by which field its rows are told apart.
    """
    return {**values, **{name: {row[key]: row for row in values.get(name, ())} for name, key in lists.items()}}
