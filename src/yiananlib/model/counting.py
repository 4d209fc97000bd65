"""The day that counts: which of its two days decides whether what an entry says came in time.

What office or inspectors record in their own name about another organization counts from the day it took effect:
they vouch for it. Everything else counts from the day it was recorded: nobody chooses for themselves when they were
in time. It decides three things alone (design.md section 3, *The day that counts*): since when a submission stops the
clock, whether more time was asked for before expiry, whether a measure was done by its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.messages import _
from yiananlib.model.entries import ExtensionRequested, Submitted
from yiananlib.model.measures import Completed
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from yiananlib.model.base import Stamped
    from yiananlib.model.entries import Entry
    from yiananlib.model.org import Org
    from yiananlib.model.state import State


class Backdated(NamedTuple):
    """An entry that decides lateness and took effect before it was recorded; ``place`` is its index in the problem.

    ``counts`` is the day that counts. It is ``confirmed`` where somebody else vouches for that day: supervision
    recorded it in its own name, or says when the paper came in.
    """

    place: int
    entry: Entry
    counts: dt.date
    confirmed: bool


def supervising(orgs: Mapping[str, Org]) -> frozenset[str]:
    """Return the organizations that are the office or inspectors."""
    return frozenset(name for name, org in orgs.items() if org.function is not Function.UNIT)


def vouched(entry: Stamped, org: str, supervision: Collection[str]) -> bool:
    """Tell whether ``entry``, about a problem of ``org``, was recorded by supervision in its own name."""
    home = entry.by.partition("/")[0]
    return entry.for_ is None and home != org and home in supervision


def counts_from(entry: Stamped, org: str, supervision: Collection[str]) -> dt.date:
    """Return the day from which ``entry`` counts, about a problem of ``org``; see :func:`of_submission`, too."""
    return entry.on if vouched(entry, org, supervision) else entry.recorded


def of_submission(state: State, entry: Submitted, supervision: Collection[str]) -> dt.date | None:
    """Return since when a submission stops the clock; None for an incomplete one, which stops none."""
    if entry.incomplete is not None:
        return None
    return state.received.get(entry.id) or counts_from(entry, state.problem.org, supervision)


def decides(entry: Entry) -> bool:
    """Tell whether an entry is of those that decide lateness."""
    if isinstance(entry, Submitted):
        return entry.incomplete is None
    return isinstance(entry, (Completed, ExtensionRequested))


def backdated(state: State, supervision: Collection[str]) -> Iterator[Backdated]:
    """Yield the entries that decide lateness, stand, and took effect before they were recorded."""
    org = state.problem.org
    for index in state.deciding:
        entry = state.entries[index]
        if entry.on < entry.recorded:
            received = state.received.get(entry.id)
            counts = received or counts_from(entry, org, supervision)
            yield Backdated(index, entry, counts, received is not None or vouched(entry, org, supervision))


def received_objection(by: str, org: str, received: dt.date, submission: Submitted) -> str | None:
    """Return why ``by`` cannot say that ``submission`` came in on ``received``, in the reader's language, or None."""
    if by.partition("/")[0] == org:
        return _("{by} cannot vouch for the day {org} submitted").format(by=by, org=org)
    if received < submission.on:
        return _("it was received on {received}, before {on}, the day of the submission").format(
            received=received, on=submission.on
        )
    if received > submission.recorded:
        return _("it was received on {received}, after {recorded}, the day the submission was recorded").format(
            received=received, recorded=submission.recorded
        )
    return None


def asked_late(state: State, entry: ExtensionRequested, supervision: Collection[str]) -> str | None:
    """Return why a request came too late by the day that counts, in the reader's language; None in time.

    ``state`` is the problem before it. By its effective day the lifecycle judges it.
    """
    counts = counts_from(entry, state.problem.org, supervision)
    if counts <= state.due or state.ran_out_while_closed or entry.on > state.due:
        return None
    return _(
        "more time must be requested before the deadline, which was {due}; a unit's request counts from the"
        " day it is recorded, {recorded}"
    ).format(due=state.due, recorded=entry.recorded)
