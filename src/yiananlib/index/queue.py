"""What waits within problems for somebody in particular: requests for more time, measures, and papers."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.index import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.index.sync import Index


class Request(NamedTuple):
    """An undecided request for more time: ``by`` whom, until when, and the problem with its ``due`` in force.

    ``request`` is the id of the entry.
    """

    org: str
    id: str
    org_name: str
    title: str
    request: str
    by: str
    asked: dt.date
    until: dt.date
    reason: str
    due: dt.date

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class OpenMeasure(NamedTuple):
    """A measure that is not completed, of a problem that is worked on; ``title`` is the problem's.

    Of one that comes back it is an ``occurrence``, by its name.
    """

    org: str
    id: str
    org_name: str
    title: str
    number: int
    text: str
    owner: str
    due: dt.date
    occurrence: str | None = None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class Paper(NamedTuple):
    """A supporting file that has to be replaced, of a measure or the problem as a whole.

    ``since`` is the day on which it was found at fault, with ``why``, or the last day on which it was valid.
    """

    org: str
    id: str
    org_name: str
    title: str
    measure: int | None
    file: str
    since: dt.date
    why: str | None = None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


def faulted(index: Index, day: dt.date, orgs: Sequence[str] | None = None) -> Iterator[Paper]:
    """Yield the papers that the last return names and that nothing has replaced since, while the problem is reworked.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    later = "later.problem = problems.problem AND later.day <= :day AND later.number > returned.number"
    statement = (
        "SELECT problems.org, problems.id, orgs.name, title, paper.measure, fault.key, returned.day, fault.value"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        " JOIN entries returned ON returned.problem = problems.problem AND returned.kind = 'reviewed'"
        """ AND instr(returned.data, '"evidence":{') > 0"""
        " JOIN json_each(returned.data, '$.evidence') fault"
        " LEFT JOIN (SELECT problem, file, max(measure) AS measure FROM evidence GROUP BY problem, file) paper"
        " ON paper.problem = problems.problem AND paper.file = fault.key"
        " WHERE status IN ('returned', 'rectifying') AND returned.counts AND returned.day <= :day"
        " AND returned.number >= spans.began"
        f" AND NOT EXISTS (SELECT 1 FROM entries later WHERE {later} AND later.counts"
        " AND later.kind IN ('submitted', 'reviewed'))"
        f" AND NOT EXISTS (SELECT 1 FROM evidence later WHERE {later} AND later.measure IS paper.measure)"
    )
    for row in _found(index, day, statement, orgs, "returned.day, orgs.place, problems.id, fault.key"):
        org, name, org_name, title, measure, file, since, why = row
        yield Paper(org, name, org_name, title, measure, file, _day(since), why)


def expired(
    index: Index, day: dt.date, orgs: Sequence[str] | None = None, *, closed_only: bool = False
) -> Iterator[Paper]:
    """Yield the papers of ``ongoing`` problems that have run out and were not renewed, the longest ago first.

    Not of those that wait for their judges: by the day of their submission the gate has asked. ``orgs`` as above.
    """
    statuses = "= 'closed'" if closed_only else "IN ('registered', 'rectifying', 'returned', 'closed')"
    statement = (
        "SELECT problems.org, problems.id, orgs.name, title, evidence.measure, evidence.file, evidence.valid_until"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        " JOIN evidence ON evidence.problem = problems.problem"
        f" WHERE class = 'ongoing' AND status {statuses} AND evidence.valid_until IS NOT NULL AND {conditions.EXPIRED}"
        " AND evidence.day <= :day AND (evidence.measure IS NULL OR EXISTS (SELECT 1 FROM measures"
        " WHERE measures.problem = problems.problem AND measures.number = evidence.measure"
        " AND measures.round = spans.round))"
    )
    for row in _found(index, day, statement, orgs, "evidence.valid_until, orgs.place, problems.id, evidence.number"):
        org, name, org_name, title, measure, file, since = row
        yield Paper(org, name, org_name, title, measure, file, _day(since))


def requests(index: Index, day: dt.date, orgs: Sequence[str] | None = None) -> Iterator[Request]:
    """Yield what was asked for and is undecided at the end of ``day``, the most urgent first.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    # there are few: with a plus they are not looked for among all that are open
    statement = (
        "SELECT problems.org, problems.id, orgs.name, title, asked.id, asked.principal, asked.day,"
        " json_extract(asked.data, '$.until'), json_extract(asked.data, '$.reason'), deadline"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        " JOIN entries asked ON asked.problem = problems.problem AND asked.number = spans.asked"
        f" WHERE +({conditions.OPEN})"
    )
    for row in _found(index, day, statement, orgs, "+deadline, orgs.place, problems.id"):
        org, name, org_name, title, request, by, asked, until, reason, due = row
        yield Request(org, name, org_name, title, request, by, _day(asked), _day(until), reason, _day(due))


def measures(
    index: Index, day: dt.date, orgs: Sequence[str] | None = None, owner: str | None = None
) -> Iterator[OpenMeasure]:
    """Yield the measures that are overdue or due soon at the end of ``day``, of one owner or of all, by due day.

    Of one that comes back, each occurrence that is so and whose period has begun.
    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    statement = (
        "SELECT problems.org, problems.id, orgs.name, title, measures.number, measures.text, measures.owner,"
        " coalesce(one.due, measures.due) AS last, one.name"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        " JOIN measures ON measures.problem = problems.problem AND measures.round = spans.round"
        " LEFT JOIN occurrences AS one ON one.problem = measures.problem AND one.measure = measures.number"
        f" WHERE +({conditions.OPEN}) AND {conditions.WAITING} AND measures.planned <= :day"
        " AND CASE WHEN measures.every IS NULL THEN"
        " measures.due <= :soon AND (measures.completed IS NULL OR measures.completed > :day)"
        " ELSE one.due <= :soon AND one.begins <= :day AND (one.answered IS NULL OR one.answered > :day)"
        " AND (one.excused IS NULL OR one.excused > :day) END"
        " AND (:owner IS NULL OR measures.owner = :owner)"
    )
    order = "last, orgs.place, problems.id, measures.number"
    for row in _found(index, day, statement, orgs, order, owner=owner):
        org, name, org_name, title, number, text, post, due, occurrence = row
        yield OpenMeasure(org, name, org_name, title, number, text, post, _day(due), occurrence)


def _found(
    index: Index, day: dt.date, statement: str, orgs: Sequence[str] | None, order: str, **more: Any
) -> Iterator[Any]:
    given = conditions.parameters(day, index.setting) | more
    if orgs is not None:
        statement += " AND problems.org IN (SELECT value FROM json_each(:orgs))"
        given["orgs"] = json.dumps(list(orgs))
    yield from index.connection.execute(f"{statement} ORDER BY {order}", given).fetchall()


_day = dt.date.fromisoformat
