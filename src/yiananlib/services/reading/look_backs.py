"""The plan of look-backs (回头看): at which closes somebody looked again, and at which it is time to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, county_queries, queries
from yiananlib.model.vocabulary import LookBackResult

if TYPE_CHECKING:
    from yiananlib.index.county_queries import Close
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

AHEAD: Final = 30
"""Days ahead for which the plan names what will fall due."""


class Look(NamedTuple):
    """A close, and the last look at it; ``number`` counts the closes of its problem, ``due`` is when to look.

    ``result`` and ``on`` are None where nobody looked. ``missed`` is one that was due and then ended, by a reopening,
    without a look.
    """

    org: str
    id: str
    org_name: str
    title: str
    number: int
    closed: dt.date
    due: dt.date
    days_left: int
    result: LookBackResult | None
    on: dt.date | None
    missed: bool

    @property
    def ref(self) -> str:
        """``<org>/<id>``."""
        return f"{self.org}/{self.id}"


class Plan(NamedTuple):
    """Closes by a day: ``waiting`` are due for a look, ``coming`` within :data:`AHEAD` days, ``done`` were looked at.

    The longest waiting and the first to come stand first, of those done the last. Waiting and done together are what
    the report counts as due.
    """

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    waiting: tuple[Look, ...]
    coming: tuple[Look, ...]
    done: tuple[Look, ...]

    def results(self) -> dict[str, int]:
        """Return how many looks found what."""
        return {result.value: sum(look.result is result for look in self.done) for result in LookBackResult}


def look_backs(index: Index, day: dt.date, org: str | None = None) -> Plan:
    """Return the plan of an organization and all below it, or of the county.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    waiting: list[Look] = []
    coming: list[Look] = []
    done: list[Look] = []
    for close in county_queries.closes(index, day, scope if org is not None else None):
        look = plan_of(close, day, index.setting)
        if look.result is not None:
            done.append(look)
        elif close.due:
            waiting.append(look)
        elif not close.ended and look.days_left <= AHEAD:
            coming.append(look)
    done.sort(key=lambda look: look.on or dt.date.min, reverse=True)
    return Plan(
        day, index.commit, index.setting, org, queries.org_name(index, org), tuple(waiting), tuple(coming), tuple(done)
    )


def plan_of(close: Close, day: dt.date, setting: Setting) -> Look:
    """Return when a close is to be looked at again, and what the last look found."""
    due = dt.date.fromisoformat(conditions.away(close.on, setting.look_back_days))
    return Look(
        org=close.org,
        id=close.id,
        org_name=close.org_name,
        title=close.title,
        number=close.number,
        closed=close.on,
        due=due,
        days_left=(due - day).days,
        result=LookBackResult(close.result) if close.result is not None else None,
        on=close.looked,
        missed=close.due and close.ended and close.result is None,
    )
