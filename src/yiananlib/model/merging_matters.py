"""Merging two sides of a matter, as problems are merged: entries joined by time, then folded again."""

from __future__ import annotations

from typing import Any

from yiananlib.messages import _, moment
from yiananlib.model.matters import Matter, fold, kind
from yiananlib.model.merging import Conflict, Unmergeable, heads, union


def merge_matters(base: Matter | None, ours: Matter, theirs: Matter, *, picking: bool = False) -> Matter:
    """Return the matter with the entries of both sides; see :func:`yiananlib.model.merging.merge_problems`.

    Raises:
        Unmergeable: a head was changed, an entry removed or changed, or the union is not allowed.
    """

    def named(entry: Any) -> str:
        return _("“{step}” by {by} at {at}").format(
            step=_(kind(ours.kind).entry_words[entry.kind]), by=entry.by, at=moment(entry.at)
        )

    conflicts = list(heads(base, ours, theirs, _("take it back there")))
    entries = union(None if base is None else base.entries, ours.entries, theirs.entries, picking, named, conflicts)
    if conflicts:
        raise Unmergeable(*conflicts)
    merged = Matter(ours.kind, ours.org, ours.head, tuple(entries))
    known = {m.entries[fault.entry].id for m in (base, ours, theirs) if m is not None for fault in fold(m).faults}
    for index, reason in fold(merged).faults:
        if entries[index].id not in known:
            raise Unmergeable(
                Conflict(
                    _("{entry} cannot stand beside what the other side recorded: {reason}").format(
                        entry=named(entries[index]), reason=reason
                    ),
                    _("decide which stands; whose is not shared yet gives way with `yian yield`"),
                )
            )
    return merged
