"""What ``yian lint`` asks of the index: the problems that stand at the end of a day, and what was recorded of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from yiananlib.index import conditions, county_queries, queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.index.sync import Index

_STEP: Final = (
    "kind || CASE kind WHEN 'reviewed' THEN ':' || json_extract(data, '$.verdict')"
    " WHEN 'looked-back' THEN ':' || json_extract(data, '$.result') ELSE '' END"
)
_day = dt.date.fromisoformat


class Case(NamedTuple):
    """A problem that is not voided; ``closed`` is the day of its first close, ``recurs`` the id of an earlier one."""

    key: int
    org: str
    id: str
    org_name: str
    found: dt.date
    effect: str | None
    root_cause: str | None
    symptom: str
    closed: dt.date | None
    recurs: str | None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class Planned(NamedTuple):
    """A measure; ``completed`` is the day by the end of the day that was asked for."""

    problem: int
    number: int
    text: str
    due: dt.date
    completed: dt.date | None


class Paper(NamedTuple):
    """A supporting file of a problem, and the measure that it supports."""

    problem: int
    measure: int | None
    file: str
    sha256: str
    day: dt.date


class Dated(NamedTuple):
    """A supporting file that is of another time than what it is for, and which of the days it is beside.

    ``than`` is ``found``, ``planned``, ``completed`` or ``taken``: it is dated before the problem was found or its
    measure planned, after the measure was carried out, or on another day than the photo was taken.
    """

    problem: int
    measure: int | None
    file: str
    day: dt.date
    than: str
    other: dt.date


class Recorded(NamedTuple):
    """An entry, named as in the lifecycle's table: the day it took effect, and the day on which it was recorded."""

    problem: int
    step: str
    day: dt.date
    recorded: dt.date
    by: str


T = TypeVar("T", Planned, Paper, Recorded)


class Voided(NamedTuple):
    """A problem that was voided on ``day``; ``due`` is the deadline in force then."""

    org: str
    id: str
    title: str
    symptom: str
    due: dt.date
    day: dt.date

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class Begun(NamedTuple):
    """A problem as it was registered on ``day``, with its original deadline; ``problem`` is its key."""

    problem: int
    org: str
    title: str
    symptom: str
    due: dt.date
    day: dt.date


class Explanation(NamedTuple):
    """An answer to a finding."""

    problem: int
    code: str
    reason: str
    by: str
    day: dt.date


class Turnout(NamedTuple):
    """What a unit that took part in a round has answered, and how many problems it found."""

    round: str
    org: str
    org_name: str
    opened: dt.date
    answered: int
    found: int


def cases(index: Index, day: dt.date) -> Iterator[Case]:
    """Yield the problems, in configured order of organizations."""
    statement = (
        "SELECT problems.problem, problems.org, problems.id, orgs.name, found,"
        " json_extract(data, '$.effect'), root_cause, symptom, closed_first, recurs"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        " LEFT JOIN entries ON entries.problem = problems.problem AND entries.number = spans.submission"
        f" WHERE {conditions.THERE} ORDER BY {queries.ORDER}"
    )
    for key, org, name, org_name, found, effect, cause, symptom, closed, recurs in _rows(index, statement, day):
        first = _day(closed) if closed is not None else None
        yield Case(key, org, name, org_name, _day(found), effect, cause, symptom, first, recurs)


def measures(index: Index, day: dt.date) -> Iterator[Planned]:
    """Yield the measures planned by the day."""
    statement = (
        "SELECT problem, number, text, due, completed FROM measures WHERE planned <= :day ORDER BY problem, place"
    )
    for problem, number, text, due, completed in _rows(index, statement, day):
        done = _day(completed) if completed is not None and completed <= day.isoformat() else None
        yield Planned(problem, number, text, _day(due), done)


def papers(index: Index, day: dt.date) -> Iterator[Paper]:
    """Yield the supporting files recorded by the day."""
    statement = (
        "SELECT problem, measure, file, sha256, day FROM evidence WHERE day <= :day ORDER BY problem, evidence.number"
    )
    for problem, measure, file, sha256, on in _rows(index, statement, day):
        yield Paper(problem, measure, file, sha256, _day(on))


def misdated(index: Index, day: dt.date) -> Iterator[Dated]:
    """Yield the supporting files recorded by the day whose own day does not fit, once for each reason.

    What a measure completed again after a return proves may be of any day up to the last completion.
    """
    done = (
        "(SELECT max(entries.day) FROM entries WHERE entries.problem = evidence.problem AND entries.kind = 'completed'"
        " AND counts AND entries.day <= :day AND json_extract(data, '$.measure') = evidence.measure)"
    )
    planned = (
        "(SELECT planned FROM measures WHERE measures.problem = evidence.problem"
        " AND measures.number = evidence.measure AND planned <= :day)"
    )
    statement = (
        f"WITH dated AS (SELECT evidence.*, found, {planned} AS planned, {done} AS completed"
        " FROM evidence JOIN problems USING (problem) WHERE dated IS NOT NULL AND evidence.day <= :day)"
        " SELECT problem, measure, file, dated, 'found', found, number FROM dated WHERE dated < found"
        " UNION ALL SELECT problem, measure, file, dated, 'planned', planned, number FROM dated"
        " WHERE dated < planned AND dated >= found"
        " UNION ALL SELECT problem, measure, file, dated, 'completed', completed, number FROM dated"
        " WHERE dated > completed"
        " UNION ALL SELECT problem, measure, file, dated, 'taken', taken, number FROM dated WHERE dated <> taken"
        " ORDER BY problem, number"
    )
    for problem, measure, file, dated, than, other, _number in _rows(index, statement, day):
        yield Dated(problem, measure, file, _day(dated), than, _day(other))


def late(index: Index, day: dt.date, days: int) -> Iterator[Recorded]:
    """Yield the entries that were recorded more than ``days`` days after the day on which they took effect.

    Of those that decide lateness all that were recorded on a later day.
    """
    statement = (
        f"SELECT problem, {_STEP}, day, recorded, principal FROM entries WHERE counts AND day <= :day"
        " AND day < recorded"
        " AND (julianday(recorded) - julianday(day) > :days OR EXISTS (SELECT 1 FROM backdated"
        " WHERE backdated.problem = entries.problem AND backdated.number = entries.number)) ORDER BY problem, number"
    )
    yield from _recorded(index, statement, day, days)


def overdue_without_reason(index: Index, day: dt.date) -> dict[int, dt.date]:
    """Return the overdue problems of which no progress says why since they are, each with the day since which."""
    said = (
        "SELECT 1 FROM entries WHERE entries.problem = problems.problem AND entries.kind = 'progressed' AND counts"
        f" AND entries.day <= :day AND entries.day >= ({conditions.LATE_SINCE})"
        " AND json_extract(data, '$.why') IS NOT NULL"
    )
    statement = (
        f"SELECT problems.problem, {conditions.LATE_SINCE} FROM {index.standing(day)} WHERE {conditions.OVERDUE}"
        f" AND NOT EXISTS ({said}) ORDER BY problems.problem"
    )
    given = conditions.parameters(day, index.setting)
    return {key: _day(since) for key, since in index.connection.execute(statement, given)}


def closes(index: Index, day: dt.date) -> Iterator[Recorded]:
    """Yield the closes recorded by the day; what broke the rules is none."""
    statement = (
        "SELECT problem, kind, day, recorded, principal FROM entries WHERE kind = 'closed' AND counts"
        " AND day <= :day ORDER BY problem, number"
    )
    yield from _recorded(index, statement, day)


def one_handed(index: Index, day: dt.date) -> Iterator[Recorded]:
    """Yield the closes by the day of which one officer typed all, from completion to judgement."""
    statement = (
        "SELECT problem, kind, day, substr(at, 1, 10), by FROM entries WHERE kind = 'closed' AND counts AND day <= :day"
        " AND EXISTS (SELECT 1 FROM closes WHERE closes.problem = entries.problem AND closes.since = entries.day"
        " AND closes.one_hand) ORDER BY problem, number"
    )
    yield from _recorded(index, statement, day)


def waivers(index: Index, day: dt.date) -> Iterator[Recorded]:
    """Yield the passes and closes recorded by the day that waive a check."""
    statement = (
        f"SELECT problem, {_STEP}, day, substr(at, 1, 10), principal FROM entries WHERE kind IN ('reviewed', 'closed')"
        " AND day <= :day AND json_extract(data, '$.waived') IS NOT NULL ORDER BY problem, number"
    )
    yield from _recorded(index, statement, day)


def voided(index: Index, day: dt.date) -> Iterator[Voided]:
    """Yield the problems that were voided by the day, in configured order of organizations."""
    statement = (
        "SELECT problems.org, problems.id, title, symptom, deadline, moved"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        f" WHERE status = 'voided' ORDER BY {queries.ORDER}"
    )
    for org, name, title, symptom, due, moved in _rows(index, statement, day):
        yield Voided(org, name, title, symptom, _day(due), _day(moved))


def begun(index: Index, day: dt.date) -> Iterator[Begun]:
    """Yield the problems that stand, with the day on which each was registered, in configured order."""
    statement = (
        "SELECT problems.problem, problems.org, title, symptom, due,"
        " (SELECT min(first.since) FROM spans first WHERE first.problem = problems.problem)"
        f" FROM {index.standing(day)} JOIN orgs ON orgs.org = problems.org"
        f" WHERE {conditions.THERE} ORDER BY {queries.ORDER}"
    )
    for problem, org, title, symptom, due, registered in _rows(index, statement, day):
        yield Begun(problem, org, title, symptom, _day(due), _day(registered))


def looks(index: Index, day: dt.date) -> Iterator[tuple[int, str, dt.date]]:
    """Yield the look-backs by the day: the problem, the result, the day."""
    statement = "SELECT problem, result, since FROM looks WHERE since <= :day ORDER BY problem, number, since"
    for problem, result, since in _rows(index, statement, day):
        yield problem, result, _day(since)


def explanations(index: Index, day: dt.date) -> Iterator[Explanation]:
    """Yield the answers to findings, in the order of recording."""
    statement = (
        "SELECT problem, json_extract(data, '$.code'), json_extract(data, '$.reason'), principal, day FROM entries"
        " WHERE kind = 'explained' AND counts AND day <= :day ORDER BY problem, number"
    )
    for problem, code, reason, by, on in _rows(index, statement, day):
        yield Explanation(problem, code, reason, by, _day(on))


def turnouts(index: Index, day: dt.date) -> Iterator[Turnout]:
    """Yield the rounds that units opened by the day, with what they had answered by then."""
    statement = (
        "SELECT rounds.round, rounds.org, orgs.name, opened, count(answers.answer)"
        " FROM rounds JOIN orgs ON orgs.org = rounds.org LEFT JOIN answers ON answers.org = rounds.org"
        f" AND answers.round = rounds.round AND {conditions.holding('answers')}"
        " WHERE opened <= :day AND function = 'unit' GROUP BY rounds.round, rounds.org ORDER BY rounds.round, place"
    )
    found = {(one.round, one.org): one.found for one in county_queries.found_in_rounds(index, day, None)}
    for name, org, org_name, opened, answered in _rows(index, statement, day):
        yield Turnout(name, org, org_name, _day(opened), answered, found.get((name, org), 0))


def _recorded(index: Index, statement: str, day: dt.date, days: int = 0) -> Iterator[Recorded]:
    for problem, step, on, recorded, by in _rows(index, statement, day, days):
        yield Recorded(problem, step, _day(on), _day(recorded), by)


def _rows(index: Index, statement: str, day: dt.date, days: int = 0) -> list[tuple[Any, ...]]:
    return index.connection.execute(statement, {"day": day.isoformat(), "days": days}).fetchall()
