"""What can be wrong with an entry of a problem by its own words, besides its place among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import recurring
from yiananlib.model.measures import Completed, Excused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.model.entries import (
        CarriedOver,
        Evidenced,
        ExtensionDenied,
        ExtensionGranted,
        ExtensionRequested,
        Progressed,
        Publicised,
    )
    from yiananlib.model.measures import Planned
    from yiananlib.model.state import Measure


def of_carried(entry: CarriedOver, found: dt.date, registered: dt.date, *, alone: bool) -> str | None:
    """Return why a problem cannot be carried over so; ``alone``: nothing but its registration stands before it."""
    if not alone:
        return _("a problem must be carried over right after its registration, before any other entry")
    if entry.day < found:
        return _("it was closed on {day}, before it was found ({found})").format(day=entry.day, found=found)
    if entry.day >= registered:
        return _(
            "it was closed on {day}, and whatever was still open when it was registered must be closed through the gate"
        ).format(day=entry.day)
    return None


def of_publicity(entry: Publicised) -> str | None:
    """Return why a result cannot have been public so."""
    if entry.until < entry.since:
        return _("its last day {until} is before its first day {since}").format(until=entry.until, since=entry.since)
    return None


def of_request(entry: ExtensionRequested, due: dt.date, *, late: bool, pending: bool) -> str | None:
    """Return why more time than until ``due`` cannot be asked for; ``pending``: another request is not decided."""
    if late:
        return _("more time must be requested before the deadline, which was {due}").format(due=due)
    if entry.until <= due:
        return _("the new deadline {until} is not after {due}, the current deadline").format(until=entry.until, due=due)
    if pending:
        return _("a request for more time is still pending")
    return None


def of_decision(
    entry: ExtensionGranted | ExtensionDenied, request: ExtensionRequested | None, due: dt.date
) -> str | None:
    """Return why a ``request`` (None: there is no such one) for more time than until ``due`` cannot be decided so."""
    if request is None:
        return _("there is no pending request {id} for more time").format(id=entry.request)
    if entry.kind == "extension-denied":
        return None
    if entry.until <= due:
        return _("the new deadline {until} is not after {due}, the current deadline").format(until=entry.until, due=due)
    if entry.until > request.until:
        return _("the new deadline {until} is later than {asked}, the one requested").format(
            until=entry.until, asked=request.until
        )
    return None


def of_planned(entry: Planned, measures: Mapping[int, Measure]) -> str | None:
    """Return why a measure cannot be planned beside those that there are, by number."""
    if entry.number in measures:
        return _("there is already a measure {number}").format(number=entry.number)
    return None


def of_measure(
    entry: Completed | Excused | Progressed | Evidenced, measure: Measure | None, round_: int, *, again: bool
) -> str | None:
    """Return why an entry cannot be about a measure (None: there is no such one) in a round of the problem.

    ``again`` says that what was completed may be completed once more, as after a return.
    """
    number = entry.measure
    if measure is None:
        return _("there is no measure {number}").format(number=number)
    if not isinstance(entry, Completed | Excused):
        return None
    if measure.round != round_:
        return _("measure {number} belongs to round {round}, which is closed; add a new measure").format(
            number=number, round=measure.round
        )
    if measure.planned.series is not None or entry.occurrence is not None:
        said = recurring.objection(measure.planned.series, measure.settled, entry, answers=isinstance(entry, Completed))
        return _("measure {number}: {reason}").format(number=number, reason=said) if said is not None else None
    if measure.completed and not again:
        return _("measure {number} was already completed on {on}").format(number=number, on=measure.completed)
    return None
