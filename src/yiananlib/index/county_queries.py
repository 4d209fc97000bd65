"""What the campaign office asks besides lists and figures: what moved, what is common, what people decided and rate."""

# annotations that are evaluated: as text each field of a tuple would be compiled
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions, counting_sql, figures, queries, samples
from yiananlib.index.counting_sql import SQLITE
from yiananlib.index.queries import Narrowed

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

Scope = Sequence[str] | None
"""The whole of a scope that the index was asked for; None for all organizations."""

_SPANS: Final = "spans JOIN problems ON problems.problem = spans.problem"


class Step(NamedTuple):
    """How many problems stood at ``before`` until a day, then at ``now``: open, closed, voided, transferred.

    ``before`` is None for one registered then, ``elsewhere`` for one taken over from another unit.
    """

    day: dt.date
    before: str | None
    now: str
    problems: int


def steps(index: "Index", day: dt.date, scope: Scope) -> Iterator[Step]:
    """Yield what moved from the evening of one day to the evening of the next, up to ``day``."""
    within, given = queries.clause(index, day, scope)
    statement = counting_sql.steps(SQLITE, _SPANS, "since", within)
    for since, before, now, problems in index.connection.execute(statement, given):
        yield Step(dt.date.fromisoformat(since), before, now, problems)


def steps_by_org(
    index: "Index", start: dt.date, day: dt.date, scope: Scope
) -> Iterator[tuple[str, str | None, str, int]]:
    """Yield of each organization what moved from ``start`` to ``day``: as :class:`Step`, all days together."""
    within, given = queries.clause(index, day, scope)
    given["start"] = start.isoformat()
    yield from index.connection.execute(
        counting_sql.steps(SQLITE, _SPANS, "org", within, " AND since >= :start"), given
    )


_FOUND: Final = f"""SELECT problems_found.round, problems.org, orgs.name, count(*),
    count(*) FILTER (WHERE status = 'closed'), count(*) FILTER (WHERE {conditions.OVERDUE})
     FROM {{}} JOIN orgs ON orgs.org = problems.org{{}}
     GROUP BY problems_found.round, problems.org ORDER BY orgs.place"""
_FOUND_BY: Final = """SELECT problems_found.round, problems.org, problems_found.subject, count(*) FROM {}{}
    GROUP BY problems_found.round, problems.org, problems_found.subject"""
_OPENED: Final = """SELECT round, min(opened), count(*) FROM rounds AS problems{} GROUP BY round
    ORDER BY min(opened), round"""


class Found(NamedTuple):
    """How many problems the answers of an organization in a round registered, and of them closed and overdue."""

    round: str
    org: str
    name: str
    found: int
    closed: int
    overdue: int


def found_in_rounds(index: "Index", day: dt.date, scope: Scope) -> Iterator[Found]:
    """Yield what was found in each round by each organization, in configured order.

    Found is what an answer of the round registered, whatever was answered later, and nobody voided.
    """
    for row in _found(index, day, scope, _FOUND):
        yield Found(*row)


def found_by_subjects(index: "Index", day: dt.date, scope: Scope) -> dict[tuple[str, str, str], int]:
    """Return the same for each subject, how many alone, by round, organization and subject."""
    return {(name, org, subject): n for name, org, subject, n in _found(index, day, scope, _FOUND_BY)}


def _found(index: "Index", day: dt.date, scope: Scope, statement: str) -> list[Any]:
    within, given = queries.clause(index, day, scope, Narrowed((conditions.THERE, "problems_found.since <= :day")))
    found = " JOIN problems_found ON problems_found.org = problems.org AND problems_found.id = problems.id"
    return index.connection.execute(statement.format(index.standing(day) + found, within), given).fetchall()


def rounds(index: "Index", day: dt.date, scope: Scope) -> Iterator[tuple[str, dt.date, int]]:
    """Yield each round, the day on which it was opened first, and how many opened it, in the order of opening."""
    within, given = queries.clause(index, day, scope, Narrowed(("opened <= :day",)))
    for name, opened, orgs in index.connection.execute(_OPENED.format(within), given):
        yield name, dt.date.fromisoformat(opened), orgs


_VOIDED: Final = f"""SELECT problems.org, problems.id, orgs.name, title, moved, json_extract(data, '$.reason'), by
     FROM {{}} JOIN orgs ON orgs.org = problems.org
     JOIN entries ON entries.problem = problems.problem AND entries.kind = 'voided' AND entries.counts{{}}
     ORDER BY moved DESC, {queries.ORDER} LIMIT :limit"""


class Voided(NamedTuple):
    """A problem that was voided: on which day, why, and by whom."""

    org: str
    id: str
    org_name: str
    title: str
    on: dt.date
    reason: str
    by: str

    @property
    def ref(self) -> str:
        """``<org>/<id>``."""
        return f"{self.org}/{self.id}"


def voided(index: "Index", day: dt.date, scope: Scope, limit: int | None) -> Iterator[Voided]:
    """Yield the problems that are voided on ``day``, the last first, at most ``limit``."""
    within, given = queries.clause(index, day, scope, Narrowed(("status = 'voided'",)))
    given["limit"] = limit if limit is not None else -1
    for org, name, org_name, title, on, *said in index.connection.execute(
        _VOIDED.format(index.standing(day), within), given
    ):
        yield Voided(org, name, org_name, title, dt.date.fromisoformat(on), *said)


SAID: Final = {
    "kind": ("kind", "", ""),
    "field": ("field", "", "field <> 'none'"),
    "level": ("one.value", " JOIN json_each(problems.level) AS one", ""),
    "finding": ("finding", "", "finding IS NOT NULL"),
    "source": ("source", "", ""),
    "linked": ("one.value", " JOIN json_each(problems.linked) AS one", ""),
    "tag": ("one.value", " JOIN json_each(problems.tags) AS one", ""),
    "cause": ("root_cause", "", "root_cause IS NOT NULL"),
    "title": ("title", "", ""),
}
"""What problems can be grouped by as they say it: the column, what is joined for it, and which have it."""

_GROUPED: Final = f"""SELECT {{column}}, problems.org, count(*), min(found), count(*) FILTER (WHERE {conditions.OPEN}),
    count(*) FILTER (WHERE status = 'closed'), count(*) FILTER (WHERE {conditions.OVERDUE})
     FROM {{standing}}{{joined}}{{within}} GROUP BY 1, 2 ORDER BY min(found), min(registered_at), 1, 2"""


class Said(NamedTuple):
    """Problems of an organization that say the same: how many, the first found, and where they stand."""

    what: str
    org: str
    problems: int
    found: dt.date
    open: int
    closed: int
    overdue: int


def said(index: "Index", day: dt.date, scope: Scope, name: str) -> Iterator[Said]:
    """Yield the problems that are not voided, grouped by one of :data:`SAID` and organization, first found first."""
    column, joined, condition = SAID[name]
    within, given = queries.clause(index, day, scope, Narrowed((conditions.THERE, condition or "1")))
    statement = _GROUPED.format(column=column, standing=index.standing(day), joined=joined, within=within)
    for what, org, problems, found, *standing in index.connection.execute(statement, given):
        yield Said(what, org, problems, dt.date.fromisoformat(found), *standing)


_RATED: Final = f"""SELECT problems.org, problems.id, orgs.name, title, coalesce(rater.function, 'unit') <> 'unit', data
     FROM {{}} JOIN orgs ON orgs.org = problems.org {{}} ON entries.problem = problems.problem
     LEFT JOIN orgs AS rater ON rater.org = substr(entries.principal, 1, instr(entries.principal, '/') - 1){{}}
     ORDER BY {queries.ORDER}, entries.number"""


class Rating(NamedTuple):
    """A rating of a problem; ``supervises`` tells whether the office or the inspectors gave it."""

    org: str
    id: str
    org_name: str
    title: str
    supervises: bool
    scores: dict[str, int]


def ratings(index: "Index", day: dt.date, scope: Scope) -> Iterator[Rating]:
    """Yield the ratings recorded by ``day``, problem by problem, in the order of recording."""
    within, given = queries.clause(index, day, scope, recorded("rated"))
    rows = index.connection.execute(_RATED.format(index.standing(day), joined(scope), within), given)
    for org, name, org_name, title, supervises, data in rows:
        yield Rating(org, name, org_name, title, bool(supervises), json.loads(data)["scores"])


_CLOSES: Final = f"""SELECT problems.org, problems.id, orgs.name, title, closes.number, closes.since,
    closes.until, {figures.LOOK_BACKS["look_backs_due"]}, looks.result, looks.since, {samples.SAMPLED}
     FROM {{}} JOIN orgs ON orgs.org = problems.org
     JOIN closes ON closes.problem = problems.problem AND closes.since <= :day
     LEFT JOIN looks ON looks.problem = problems.problem AND looks.number = closes.number
     AND {conditions.LOOKED}{{}} ORDER BY closes.since, {queries.ORDER}, closes.number, looks.since"""


class Close(NamedTuple):
    """A close by a day: until when it lasts, whether it is or was due for a look-back, and the last look.

    Where look-backs come again it is there once for each look.
    """

    org: str
    id: str
    org_name: str
    title: str
    number: int
    on: dt.date
    until: dt.date
    due: bool
    result: str | None
    looked: dt.date | None
    sample: str | None = None


def closes(index: "Index", day: dt.date, scope: Scope) -> Iterator[Close]:
    """Yield the closes of problems that are not voided, the first first."""
    within, given = queries.clause(index, day, scope, Narrowed((conditions.HERE,)))
    for row in index.connection.execute(_CLOSES.format(index.standing(day), within), given):
        org, name, org_name, title, number, on, until, due, result, looked, sample = row
        looked_on = dt.date.fromisoformat(looked) if looked is not None else None
        since, ends = dt.date.fromisoformat(on), dt.date.fromisoformat(until)
        yield Close(org, name, org_name, title, number, since, ends, bool(due), result, looked_on, sample)


def joined(scope: Scope) -> str:
    """Return how entries are joined: from the problems where they are of some organizations, else from the entries."""
    return "JOIN entries" if scope is None else "CROSS JOIN entries INDEXED BY entries_seldom"


def recorded(kind: str) -> Narrowed:
    """Return what narrows entries to those of a kind that count, by the day, of problems that are not voided."""
    return Narrowed((conditions.HERE, f"entries.kind = '{kind}'", "entries.counts", "entries.day <= :day"))
