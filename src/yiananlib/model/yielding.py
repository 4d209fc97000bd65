"""Settling a collision of two branches: which of one's own entries give way, so that the rest can stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from yiananlib.model import records

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from yiananlib.model.base import Stamped
    from yiananlib.model.entries import Retracted
    from yiananlib.model.record import Record

    R = TypeVar("R", bound=Record[Any, Any])


class Stuck(ValueError):
    """No entry of one's own settles it: ``entry`` cannot stand, for ``reason``."""

    def __init__(self, entry: Stamped, reason: str) -> None:
        super().__init__(reason)
        self.entry = entry
        self.reason = reason


def giving_way(merged: R, own: Mapping[str, Retracted], known: Collection[str] = ()) -> list[Retracted]:
    """Return the retractions that let the rest of a record stand, in the order in which they are recorded.

    Args:
        merged: the entries of both sides.
        own: for each entry that may give way, by its id, the retraction of it.
        known: the ids of entries that could not stand before either.

    Raises:
        Stuck: what is not one's own cannot stand.
    """
    chosen: list[Retracted] = []
    while (fault := _first_fault(merged.followed_by(*chosen), known)) is not None:
        entry, reason = fault
        taken = {retraction.entry for retraction in chosen}
        open_ = [own[e.id] for e in reversed(merged.entries) if e.id in own and e.id not in taken]
        if entry.id in own and entry.id not in taken:
            chosen.append(own[entry.id])
            continue
        mending = (r for r in open_ if not _fails(merged.followed_by(*chosen, r), entry.id))
        best = next(mending, open_[0] if open_ else None)
        if best is None:
            raise Stuck(entry, reason)
        chosen.append(best)
    return chosen


def faults(record: Record[Any, Any]) -> list[tuple[Stamped, str]]:
    """Return the entries that cannot stand, each with the reason."""
    return [(record.entries[index], reason) for index, reason in records.faults(record)]


def _first_fault(record: Record[Any, Any], known: Collection[str]) -> tuple[Stamped, str] | None:
    return next((found for found in faults(record) if found[0].id not in known), None)


def _fails(record: Record[Any, Any], entry: str) -> bool:
    return any(found.id == entry for found, _reason in faults(record))
