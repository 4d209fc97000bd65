"""What became of each close: it held at the look-back, was found incomplete, slipped, or came back.

Each close of a problem that is not voided has one outcome on a day, or none where nobody can say yet:

- ``slipped`` and ``incomplete``: the last look-back at it says so;
- ``came_back``: it was opened again in another way than by a look-back, or another problem that is not voided was
  registered as it, come back, after this close and before the next;
- ``held``: the last look-back at it says so, and it did not come back.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, queries
from yiananlib.index.county_queries import SAID
from yiananlib.index.figures import rate
from yiananlib.index.queries import Narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.index.sync import Index

    Scope = Sequence[str] | None
    """Organizations; None for all. The records of all organizations must be up to date: any may have what came back."""

OUTCOMES: Final = ("held", "incomplete", "slipped", "came_back")
"""The possible outcomes of a close, in the order they are reported."""

_BEGAN: Final = "(SELECT min(since) FROM spans AS began WHERE began.problem = later.problem)"
_RECURRED: Final = f"""EXISTS (SELECT 1 FROM problems AS later JOIN spans AS there ON there.problem = later.problem
    AND {conditions.holding("there")} AND {conditions.THERE.replace("status", "there.status")}
    WHERE later.recurs IS NOT NULL AND later.recurs = problems.id AND closes.number = (SELECT max(number)
    FROM closes AS earlier WHERE earlier.problem = problems.problem AND earlier.since <= {_BEGAN}))"""
_OUTCOME: Final = f"""CASE WHEN looks.result IN ('incomplete', 'slipped') THEN looks.result
    WHEN closes.until <= :day OR {_RECURRED} THEN 'came_back' ELSE looks.result END"""
_CLOSED: Final = f""" JOIN closes ON closes.problem = problems.problem AND closes.since <= :day
    LEFT JOIN looks ON looks.problem = problems.problem AND looks.number = closes.number
    AND {conditions.holding("looks")}"""


class Counts(NamedTuple):
    """How many closes there are, at how many somebody looked back, and what became of them."""

    closed: int = 0
    looked_back: int = 0
    held: int = 0
    incomplete: int = 0
    slipped: int = 0
    came_back: int = 0

    @property
    def judged(self) -> int:
        """The closes whose outcome is known."""
        return self.held + self.incomplete + self.slipped + self.came_back

    @property
    def rate(self) -> float | None:
        """Held ÷ judged."""
        return rate(self.held, self.judged)

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


_COUNTED: Final = f"""SELECT {{column}} AS what, problems.org AS org, looks.result AS looked, {_OUTCOME} AS outcome
     FROM {{standing}}{_CLOSED}{{joined}}{{within}}"""
_SUMMED: Final = f"""SELECT what, org, count(*), count(looked),
    {", ".join(f"count(*) FILTER (WHERE outcome = '{outcome}')" for outcome in OUTCOMES)}
     FROM ({{counted}}) GROUP BY what, org"""
_ALL: Final = ("''", "", "")


def counts(index: Index, day: dt.date, scope: Scope, by: str | None = None) -> Iterator[tuple[str, str, Counts]]:
    """Yield what became of the closes by ``day``: of what ``by`` says (one of ``SAID``), of each organization.

    Without ``by`` it is of nothing in particular, "". A problem that says several things is counted with each.
    """
    column, joined, condition = SAID[by] if by is not None else _ALL
    within, given = queries.clause(index, day, scope, Narrowed((conditions.HERE, condition or "1")))
    counted = _COUNTED.format(column=column, standing=index.standing(day), joined=joined, within=within)
    for what, org, *numbers in index.connection.execute(_SUMMED.format(counted=counted), given):
        yield what, org, Counts(*numbers)


class Outcome(NamedTuple):
    """What became of the last close of a problem: ``result`` is None where it is not known yet."""

    closed: dt.date
    round: int
    result: str | None


_LAST: Final = f"""SELECT problems.problem, closes.since, (SELECT round FROM spans AS stood WHERE
    stood.problem = problems.problem AND stood.since <= closes.since AND closes.since < stood.until), {_OUTCOME}
     FROM {{}}{_CLOSED} WHERE problems.problem IN (SELECT value FROM json_each(:problems))
     ORDER BY closes.number"""


def of_problems(index: Index, day: dt.date, problems: Sequence[int]) -> dict[int, Outcome]:
    """Return what became of the last close of each of ``problems``, as the index calls them, that has one."""
    given = {"day": day.isoformat(), "problems": json.dumps(list(problems))}
    return {
        problem: Outcome(dt.date.fromisoformat(since), round_, result)
        for problem, since, round_, result in index.connection.execute(_LAST.format(index.standing(day)), given)
    }
