"""Taking a slip back (design.md section 3, *A slip*): which entries are left out, and which may be.

A ``retracted`` entry names another of its record. The fold leaves that one out for every day; it stays in the file,
and what an earlier commit said of it stays in git.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from yiananlib.messages import _
from yiananlib.model.calling import whole
from yiananlib.model.entries import Redated, Retracted
from yiananlib.model.vocabulary import OVER, Function, Status
from yiananlib.model.words import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.model.authority import Actor
    from yiananlib.model.base import Stamped
    from yiananlib.model.org import Org
    from yiananlib.model.state import State

    R = TypeVar("R", bound=Stamped)

SLIPS: Final = ("planned", "evidenced", "completed")
"""The kinds of entries that ``yian retract`` takes back. Settling a collision (``yian yield``) takes back any."""

_MENDING: Final = (Redated, Retracted)
_JUDGED: Final = (Status.SUBMITTED, Status.PASSED, *OVER)


def left_out(entries: Sequence[Stamped]) -> frozenset[str]:
    """Return the ids of the entries that a later one takes back."""
    found: set[str] = set()
    for index, entry in enumerate(entries):
        if isinstance(entry, Retracted) and objection(entries[:index], entry) is None:
            found.add(entry.entry)
    return frozenset(found)


def objection(entries: Sequence[Stamped], entry: Retracted) -> str | None:
    """Return what is wrong with a retraction that follows ``entries``, in the reader's language; None where nothing.

    The first entry of a record stays, for without it there is none; and so do those that mend another.
    """
    place = next((i for i, e in enumerate(entries) if e.id == entry.entry), None)
    if place is None:
        return _("there is no entry {id} before it").format(id=entry.entry)
    if place == 0 or isinstance(entries[place], _MENDING):
        return _("entry {id} cannot be taken back").format(id=entry.entry)
    if any(isinstance(e, Retracted) and e.entry == entry.entry for e in entries):
        return _("entry {id} was already taken back").format(id=entry.entry)
    return None


def settles(entries: Sequence[Stamped], entry: Retracted, sides: Sequence[Sequence[Stamped]]) -> bool:
    """Tell whether a retraction settles a collision of two branches: who made an entry gives way with it.

    ``sides`` are the entries of the record as each parent of a merge has them. Of any kind and at any status, but what
    is taken back is one's own and was not on all sides: nobody rested on it.
    """
    target = _target(entries, entry)
    return (
        target is not None
        and target.by == entry.by
        and len(sides) > 1
        and not all(any(e.id == target.id for e in side) for side in sides)
    )


def not_a_slip(state: State, entry: Retracted) -> str | None:
    """Return why what ``entry`` takes back is no mere slip, given its kind and the problem's status; None if it is."""
    target = _target(state.problem.entries, entry)
    if target is None:
        return None
    if target.kind not in SLIPS:
        return _(
            "only a measure, evidence or a completion can be taken back; anything else is corrected by an amendment"
        )
    if state.status in _JUDGED:
        return _("nothing can be taken back while the problem is {status}").format(status=_(STATUS_WORDS[state.status]))
    if state.problem.entries.index(target) < state.round_start:
        return _("entry {id} belongs to a round that was closed on the basis of it").format(id=target.id)
    return None


def barred(entries: Sequence[Stamped], entry: Retracted, who: Actor, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why the officer ``who`` may not take back what ``entry`` names of a record of ``org``; None if they may.

    Who made it may on the day on which it was recorded; afterwards the office may, of the office's own problems the
    inspectors.
    """
    target = _target(entries, entry)
    if target is None or (target.principal == entry.principal and target.recorded == entry.recorded):
        return None
    of_office = org in orgs and orgs[org].function is Function.OFFICE
    if who.function is (Function.INSPECTOR if of_office else Function.OFFICE):
        return None
    if of_office:
        return _(
            "{by} may take back their own entry only on the day it was recorded; afterwards, only the inspectors may"
        ).format(by=whole(entry.principal, orgs))
    return _(
        "{by} may take back their own entry only on the day it was recorded; afterwards, only the office may"
    ).format(by=whole(entry.principal, orgs))


def _target(entries: Sequence[R], entry: Retracted) -> R | None:
    return next((e for e in entries if e.id == entry.entry), None)
