"""Merging two sides of a record that have a common base; never the last writer wins.

Entries are joined: what both have stays in its order, what one side has alone is put between by ``at``,
each side's own order kept. The result is folded again, and what the lifecycle does not allow is a
conflict. Definitions are merged field by field. Nothing here depends on which side is called ours.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from yiananlib.messages import _
from yiananlib.model import records
from yiananlib.model.base import Base
from yiananlib.model.reasons import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.record import Record


T = TypeVar("T")
D = TypeVar("D", bound=Base)
R = TypeVar("R", bound="Record[Any, Any]")


class Conflict(NamedTuple):
    """What cannot be merged: ``reason`` and ``remedy`` are sentences in the reader's language, without full stops."""

    reason: str
    remedy: str


class Unmergeable(ValueError):
    """The two sides do not go together; ``conflicts`` says why, at least once."""

    def __init__(self, *conflicts: Conflict) -> None:
        super().__init__(conflicts[0].reason)
        self.conflicts = conflicts


class _Absent:
    """A field that a side does not have."""


_ABSENT: Final = _Absent()


def merge_records(base: R | None, ours: R, theirs: R, *, picking: bool = False) -> R:
    """Return the record with the entries of both sides.

    Args:
        base: what both sides began from; None where both made the file.
        ours: one side.
        theirs: the other; when ``picking``, the one whose additions to ``base`` are put on top of ``ours``.
        picking: a commit is being put on another base (rebase, cherry-pick): what ``ours`` lacks of ``base``
            was not removed, it never was there.

    Raises:
        Unmergeable: a head was changed, an entry removed or changed, or the lifecycle forbids the union.
    """
    conflicts = list(heads(base, ours, theirs))
    named = functools.partial(records.called, ours)
    entries = union(() if base is None else base.entries, ours.entries, theirs.entries, picking, named, conflicts)
    if conflicts:
        raise Unmergeable(*conflicts)
    merged = ours.holding(entries)
    collision = _collision(merged, base, ours, theirs)
    if collision is not None:
        raise Unmergeable(collision)
    return merged


def merge_definitions(base: D | None, ours: D, theirs: D, lists: Mapping[str, str]) -> D:
    """Return a definition with the changes of both sides, field by field.

    ``lists`` says of each list whose rows are merged one by one by which field they are told apart.

    Raises:
        Unmergeable: a field was changed differently on both sides.
    """
    conflicts: list[Conflict] = []
    merged = _table({} if base is None else base.plain(), ours.plain(), theirs.plain(), (), lists, conflicts)
    if conflicts:
        raise Unmergeable(*conflicts)
    try:
        return type(ours).model_validate(merged)
    except ValidationError as error:
        remedy = _("change one of the sides so that they agree")
        raise Unmergeable(*(Conflict(reason.sentence, remedy) for reason in reasons(error))) from None


def interleaved(
    ours: Sequence[T], theirs: Sequence[T], key: Callable[[T], str], before: Callable[[T, T], bool]
) -> list[T] | None:
    """Return the items of both, each side's order kept; None where they order what they share differently.

    What stands between two shared items on both sides is merged by ``before``.
    """
    shared = {key(item) for item in ours} & {key(item) for item in theirs}
    anchors = [key(item) for item in ours if key(item) in shared]
    if anchors != [key(item) for item in theirs if key(item) in shared]:
        return None
    found: list[T] = []
    left, right = list(reversed(ours)), list(reversed(theirs))
    while left and right:
        if key(left[-1]) in shared and key(right[-1]) in shared:
            found.append(left.pop())
            right.pop()
        elif key(right[-1]) in shared or (key(left[-1]) not in shared and before(left[-1], right[-1])):
            found.append(left.pop())
        else:
            found.append(right.pop())
    return found + left[::-1] + right[::-1]


# entries and answers


def union(
    base: Sequence[T] | None,
    ours: Sequence[T],
    theirs: Sequence[T],
    picking: bool,
    named: Callable[[T], str],
    conflicts: list[Conflict],
) -> list[T]:
    """Return the rows of both sides, and put into ``conflicts`` what keeps them from standing together."""
    before = {_id(row): row for row in base or ()}
    mine, other = {_id(row): row for row in ours}, {_id(row): row for row in theirs}
    for rows in (ours, theirs):
        twice = [name for name, n in Counter(map(_id, rows)).items() if n > 1]
        if twice:
            conflicts.append(
                Conflict(
                    _("two entries on one side have the id {id}").format(id=twice[0]), _("correct that side first")
                )
            )
            return []
    for name, row in before.items():
        for side in (other,) if picking else (mine, other):
            if name not in side:
                reason = _("one side removed {entry}, but recorded entries must stay").format(entry=named(row))
                conflicts += [Conflict(reason, _("restore it there unchanged"))]
    for name in sorted(mine.keys() & other.keys()):
        if mine[name] != other[name]:
            conflicts.append(_changed(before.get(name), mine[name], other[name], named))
        elif name in before and before[name] != mine[name]:
            conflicts.append(_changed(before[name], mine[name], mine[name], named))
    if conflicts:
        return []
    added = [row for row in theirs if _id(row) not in before or _id(row) in mine]
    found = interleaved(ours, added, _id, lambda a, b: (_at(a), _id(a)) <= (_at(b), _id(b)))
    if found is None:
        conflicts.append(
            Conflict(
                _("the two sides have the same entries in different orders"),
                _("restore the order on the side that changed it"),
            )
        )
        return []
    return found


def _changed(before: T | None, mine: T, other: T, named: Callable[[T], str]) -> Conflict:
    if before is None:
        return Conflict(
            _("{one} and {other} have the same id").format(one=named(mine), other=named(other)),
            _("give the one not yet shared another id"),
        )
    return Conflict(
        _("one side changed {entry}, but recorded entries must not change").format(entry=named(before)),
        _("restore it there unchanged, and record a correction instead"),
    )


def heads(base: Any, ours: Any, theirs: Any) -> Iterator[Conflict]:
    """Yield where the heads of a record, which are written once, are not the same."""
    pairs = [(ours, theirs)] if base is None else [(base, ours), (base, theirs)]
    for one, other in pairs:
        fields = _differing(one.head.plain(), other.head.plain())
        if fields and base is None:
            yield Conflict(
                _("both sides created a record with this id, and {fields} differ").format(fields=_(", ").join(fields)),
                _("record the one not yet shared again"),
            )
        elif fields:
            yield Conflict(
                _("one side edited the registration itself ({fields}), which must stay as it was made").format(
                    fields=_(", ").join(fields)
                ),
                _("restore it there, and use `yian amend`") if ours.kind == "problem" else _("restore it there"),
            )


def _collision(merged: R, base: R | None, ours: R, theirs: R) -> Conflict | None:
    """Return the first thing in the union that the lifecycle does not allow and that was not so in the base."""
    known = _faulty(base) if base is not None else frozenset[str]()
    new = [(index, reason) for index, reason in records.faults(merged) if merged.entries[index].id not in known]
    if not new:
        return None
    index, reason = new[0]
    entry = merged.entries[index]
    said = records.called(merged, entry)
    if entry.id in _faulty(ours) | _faulty(theirs):
        return Conflict(
            _("{entry} was already invalid before the merge: {reason}").format(entry=said, reason=reason),
            _("correct that side first"),
        )
    other = _opponent(merged, index, ours, theirs)
    if other is None:
        return Conflict(
            _("{entry} is not valid on its own: {reason}").format(entry=said, reason=reason),
            _("take back what is not yet shared of it with `yian yield`, or include what it depends on"),
        )
    return Conflict(
        _("{one} and {other} cannot both stand: {reason}").format(
            one=records.called(merged, other), other=said, reason=reason
        ),
        _("decide which one stands; whoever has not shared theirs gives way with `yian yield` and records it again"),
    )


def _opponent(merged: R, index: int, ours: R, theirs: R) -> Stamped | None:
    """Return the decision of the other side for which the entry at ``index`` is refused; None where there is none."""
    entry = merged.entries[index]
    sides = [{e.id for e in side.entries} for side in (ours, theirs)]
    own = [side for side in sides if entry.id in side]
    foreign: list[Stamped] = [e for e in merged.entries[:index] if not all(e.id in side for side in own)]
    for candidate in reversed(foreign):
        without = merged.holding(e for e in merged.entries[: index + 1] if e is not candidate)
        if not any(at == index - 1 for at, _reason in records.faults(without)):
            return candidate
    return foreign[-1] if foreign else None


def _faulty(record: Record[Any, Any]) -> frozenset[str]:
    return frozenset(record.entries[index].id for index, _reason in records.faults(record))


def _id(row: Any) -> str:
    return str(row.id)


def _at(row: Any) -> Any:
    return row.at


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [key for key in dict.fromkeys((*one, *other)) if one.get(key, _ABSENT) != other.get(key, _ABSENT)]


# fields


def _table(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    path: tuple[str, ...],
    lists: Mapping[str, str],
    conflicts: list[Conflict],
) -> dict[str, Any]:
    found = {}
    for key in dict.fromkeys((*ours, *theirs)):
        values = [side.get(key, _ABSENT) for side in (base, ours, theirs)]
        value = _value(values[0], values[1], values[2], (*path, key), lists, conflicts)
        if value is not _ABSENT:
            found[key] = value
    return found


def _value(
    base: Any,
    ours: Any,
    theirs: Any,
    path: tuple[str, ...],
    lists: Mapping[str, str],
    conflicts: list[Conflict],
) -> Any:
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _table(base if isinstance(base, dict) else {}, ours, theirs, path, lists, conflicts)
    if len(path) == 1 and path[0] in lists and _ABSENT not in (ours, theirs):
        return _items(() if base is _ABSENT else base, ours, theirs, path, lists, conflicts)
    conflicts.append(
        Conflict(
            _("both sides changed {field}: to {one} and to {other}").format(
                field=".".join(path), one=_shown(ours), other=_shown(theirs)
            ),
            _("agree on one, and write it on both sides"),
        )
    )
    return ours


def _items(
    base: Any, ours: Any, theirs: Any, path: tuple[str, ...], lists: Mapping[str, str], conflicts: list[Conflict]
) -> Any:
    key = lists[path[0]]
    tables = [{item[key]: item for item in side} for side in (base, ours, theirs)]
    merged = {}
    for name in dict.fromkeys((*tables[1], *tables[2])):
        values = [table.get(name, _ABSENT) for table in tables]
        merged[name] = _value(values[0], values[1], values[2], (*path, str(name)), lists, conflicts)
    order = _order(*(tuple(table) for table in tables))
    if order is None:
        conflicts.append(
            Conflict(
                _("both sides changed the order of {field}").format(field=".".join(path)),
                _("agree on one order, and write it on both sides"),
            )
        )
        return ours
    return [merged[name] for name in order if merged[name] is not _ABSENT]


def _order(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    found = interleaved(ours, theirs, str, lambda a, b: a <= b)
    if found is not None:
        return found
    for kept, moved in ((ours, theirs), (theirs, ours)):
        shared = set(kept) & set(base)
        if [name for name in base if name in shared] == [name for name in kept if name in shared]:
            return [*moved, *sorted(set(kept) - set(moved))]
    return None


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return _("nothing")
    text = _(", ").join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
