"""The plan of look-backs (回头看): at which closes somebody looked again, and at which it is time to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, county_queries, queries
from yiananlib.model.vocabulary import LookBackResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.index.county_queries import Close
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

AHEAD: Final = 30
"""Days ahead for which the plan names what will fall due."""


class Look(NamedTuple):
    """A close, and the last look at it; ``number`` counts the closes of its problem, ``due`` is when to look.

    ``result`` and ``on`` are None where nobody looked; ``sample`` is that in which chance chose it. ``missed`` is one
    that was due and then ended, by a reopening, without a look.
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
    sample: str | None = None

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
    for close, before, look in _looks(index, day, scope if org is not None else None):
        if look.result is not None:
            done.append(look)
        elif look.days_left <= 0 and (close.due if before is None else look.due <= close.until):
            waiting.append(look)
        elif close.until > day and look.days_left <= AHEAD:
            coming.append(look)
    waiting.sort(key=lambda look: look.due)
    coming.sort(key=lambda look: look.due)
    done.sort(key=lambda look: look.on or dt.date.min, reverse=True)
    return Plan(
        day, index.commit, index.setting, org, queries.org_name(index, org), tuple(waiting), tuple(coming), tuple(done)
    )


def to_come(index: Index, day: dt.date, scope: Sequence[str] | None) -> Iterator[Look]:
    """Yield the look-backs at closes that last which were not made yet, whenever they fall due."""
    for close, _before, look in _looks(index, day, scope):
        if look.result is None and close.until > day:
            yield look


def _looks(index: Index, day: dt.date, scope: Sequence[str] | None) -> Iterator[tuple[Close, dt.date | None, Look]]:
    """Yield each look-back that was done by the day, and of each close the next, with the day of the one before."""
    before: dt.date | None = None
    last: Close | None = None
    for close in county_queries.closes(index, day, scope):
        same = last is not None and (last.org, last.id, last.number) == (close.org, close.id, close.number)
        if last is not None and not same:
            yield from _next(last, before, day, index.setting)
        before = before if same else None
        if close.looked is not None:
            yield close, before, _look(close, before, day, index.setting)
            before = close.looked
        else:
            yield close, None, _look(close, None, day, index.setting)
        last = close
    if last is not None:
        yield from _next(last, before, day, index.setting)


def _next(
    last: Close, before: dt.date | None, day: dt.date, setting: Setting
) -> Iterator[tuple[Close, dt.date | None, Look]]:
    """Yield the look-back that follows the last one at a close that held, where they come again."""
    if setting.look_back_again_days and before is not None and last.result == LookBackResult.HELD:
        yield last, before, _look(last._replace(result=None, looked=None), before, day, setting)


def _look(close: Close, before: dt.date | None, day: dt.date, setting: Setting) -> Look:
    since, days = (close.on, setting.look_back_days) if before is None else (before, setting.look_back_again_days)
    due = dt.date.fromisoformat(conditions.away(since, days))
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
        sample=close.sample,
        missed=close.result is None and close.until <= day and due <= close.until,
    )
