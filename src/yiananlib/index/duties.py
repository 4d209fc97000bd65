"""What heads do themselves, and how far units are in learning, examining, rectifying, acting.

The records of the scope that is asked about must be up to date.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions, queries
from yiananlib.index.queries import Narrowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.sync import Index

_OF_ORGS: Final = "IN (SELECT value FROM json_each(:orgs))"
_IN_OFFICE: Final = (
    "(officers.since IS NULL OR officers.since <= :day) AND (officers.until IS NULL OR :day <= officers.until)"
)


class Acts(NamedTuple):
    """What a head in office did in their own name, or had recorded in it, by a day, in whatever organization.

    ``visits`` are supervision visits that took place, ``meetings`` all other meetings that did, each of its chair, or
    of who had it recorded where it names none; ``last`` is the last
    day of any of these, None where there is none.
    """

    org: str
    officer: str
    post: str
    endorsed: int
    meetings: int
    visits: int
    last: dt.date | None


_ACTS: Final = f"""WITH acts AS (
    SELECT principal, 'endorsed' AS what, entries.day AS day FROM entries WHERE kind = 'endorsed' AND counts
     AND entries.day <= :day
    UNION ALL SELECT coalesce(json_extract(matters.data, '$.chair'), principal),
     CASE json_extract(matters.data, '$.type') WHEN 'visit' THEN 'visit' ELSE 'meeting' END,
     matter_entries.day FROM matter_entries JOIN matters USING (matter)
     WHERE matters.kind = 'meeting' AND matter_entries.kind = 'held' AND matter_entries.counts
     AND matter_entries.day <= :day)
    SELECT officers.org, officers.officer, officers.post, count(*) FILTER (WHERE what = 'endorsed'),
     count(*) FILTER (WHERE what = 'meeting'), count(*) FILTER (WHERE what = 'visit'), max(acts.day)
     FROM officers JOIN orgs ON orgs.org = officers.org
     LEFT JOIN acts ON acts.principal = officers.org || '/' || officers.officer
     WHERE officers.role = 'head' AND {_IN_OFFICE} AND officers.org {_OF_ORGS}
     GROUP BY officers.org, officers.officer, officers.post ORDER BY orgs.place, min(officers.place)"""


def heads(index: Index, day: dt.date, orgs: Sequence[str]) -> list[Acts]:
    """Return what the heads of ``orgs`` that are in office on ``day`` did; records of all organizations are asked."""
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs))}
    return [
        Acts(org, officer, post, endorsed, meetings, visits, dt.date.fromisoformat(last) if last is not None else None)
        for org, officer, post, endorsed, meetings, visits, last in index.connection.execute(_ACTS, given)
    ]


class Work(NamedTuple):
    """What an organization has done by a day, of its own."""

    meetings: int = 0
    attended: int = 0
    measures: int = 0
    measures_done: int = 0
    problems: int = 0
    closed: int = 0
    rules_made: int = 0
    submitted: int = 0
    wider: int = 0


_MET: Final = f"""SELECT matters.org, count(DISTINCT matters.matter),
    sum({conditions.CAME})
     FROM matters JOIN matter_spans ON matter_spans.matter = matters.matter AND {conditions.holding("matter_spans")}
     AND matter_spans.status = 'held' JOIN matter_entries AS entry ON entry.matter = matters.matter AND entry.counts
     AND entry.day <= :day AND entry.kind IN ('held', 'made-up')
     WHERE matters.kind = 'meeting' AND json_extract(matters.data, '$.type') NOT IN ('visit', 'solicitation')
     AND matters.org {_OF_ORGS} GROUP BY matters.org"""
_MADE: Final = f"""SELECT matters.org, count(*)
     FROM matters JOIN matter_spans ON matter_spans.matter = matters.matter AND {conditions.holding("matter_spans")}
     WHERE matters.kind = 'rule' AND status = 'done' AND NOT {conditions.KEPT}
     AND matters.org {_OF_ORGS} GROUP BY matters.org"""
_PLANNED: Final = """SELECT problems.org, count(*), count(*) FILTER (WHERE completed <= :day) FROM {standing}
     JOIN measures ON measures.problem = problems.problem AND planned <= :day{within} GROUP BY problems.org"""
_STOOD: Final = """SELECT problems.org, count(*), count(*) FILTER (WHERE status = 'closed'), count(said.number),
    count(json_extract(said.data, '$.wider')) FROM {standing} LEFT JOIN entries AS said
     ON said.problem = problems.problem AND said.number = spans.submission{within} GROUP BY problems.org"""


def work(index: Index, day: dt.date, orgs: Sequence[str]) -> dict[str, Work]:
    """Return what each of ``orgs``, which the index was asked for, has done by ``day``."""
    within, given = queries.clause(index, day, orgs, Narrowed((conditions.THERE,)))
    standing = index.standing(day)
    found: dict[str, dict[str, int]] = {org: {} for org in orgs}

    def add(statement: str, *names: str) -> None:
        rows: Any = index.connection.execute(statement.format(standing=standing, within=within), given)
        for org, *numbers in rows:
            found[org] |= dict(zip(names, numbers, strict=True))

    add(_MET, "meetings", "attended")
    add(_MADE, "rules_made")
    add(_PLANNED, "measures", "measures_done")
    add(_STOOD, "problems", "closed", "submitted", "wider")
    return {org: Work(**numbers) for org, numbers in found.items()}
