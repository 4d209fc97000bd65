"""What units were urged about (催办), and what they did of it since."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions
from yiananlib.index.figures import rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.sync import Index

_ABOUT: Final = f"""WITH urgings AS (SELECT matters.matter, matters.org, matters.data, said.day, said.recorded, said.at
     FROM matters JOIN matter_spans USING (matter) JOIN matter_entries AS said
     ON said.matter = matters.matter AND said.number = 1
     WHERE matters.kind = 'urge' AND status = 'urged' AND {conditions.holding("matter_spans")}),
    about AS (SELECT DISTINCT urgings.*, value AS name FROM urgings, json_each(data, '$.problems')
     UNION SELECT DISTINCT urgings.*, substr(value, instr(value, '/') + 1) FROM urgings, json_each(data, '$.records')),
    acts AS (SELECT problems.id AS name, e.principal, e.recorded, e.at FROM problems JOIN entries AS e USING (problem)
     WHERE e.counts AND e.recorded <= :day AND problems.id IN (SELECT name FROM about)
     UNION ALL SELECT matters.id, e.principal, e.recorded, e.at FROM matters JOIN matter_entries AS e USING (matter)
     WHERE e.counts AND e.recorded <= :day AND matters.kind <> 'urge' AND matters.id IN (SELECT name FROM about)),
    answered AS (SELECT about.*, (SELECT min(acts.recorded) FROM acts WHERE acts.name = about.name
     AND acts.at > about.at AND substr(acts.principal, 1, length(about.org) + 1) = about.org || '/') AS answer
     FROM about)"""


class About(NamedTuple):
    """The last time that an organization was urged about a record: when, and how many times by then.

    ``answered`` is whether it recorded anything of the record since, however long after.
    """

    day: dt.date
    times: int
    answered: bool


class Urging(NamedTuple):
    """The figures of urging: ``urged`` are records, each urging anew, ``answered`` those with an act in time."""

    urged: int
    answered: int

    @property
    def rate(self) -> float | None:
        """Answered ÷ urged, None where nobody was urged."""
        return rate(self.answered, self.urged)


def about(index: Index, day: dt.date) -> dict[tuple[str, str], About]:
    """Return what was urged by the end of ``day`` and not withdrawn, by the organization urged and the record's id.

    The records of all organizations that are asked about must be up to date.
    """
    statement = (
        f"{_ABOUT} SELECT org, name, day, answer IS NOT NULL, count(*) OVER (PARTITION BY org, name) FROM answered"
        " ORDER BY day, at"
    )
    found = index.connection.execute(statement, {"day": day.isoformat()})
    return {
        (org, name): About(dt.date.fromisoformat(on), times, bool(answered)) for org, name, on, answered, times in found
    }


def reaches_beyond(index: Index, orgs: Sequence[str]) -> bool:
    """Tell whether some of ``orgs`` were urged about what is not of their own, so that all problems are to be read."""
    statement = (
        "SELECT EXISTS (SELECT 1 FROM matters, json_each(data, '$.problems') WHERE kind = 'urge'"
        " AND org IN (SELECT value FROM json_each(:orgs)) AND json_each.value NOT IN"
        " (SELECT id FROM problems WHERE org IN (SELECT value FROM json_each(:orgs))))"
    )
    return bool(index.connection.execute(statement, {"orgs": json.dumps(list(orgs))}).fetchone()[0])


def figures(index: Index, day: dt.date, orgs: Sequence[str] | None) -> Urging:
    """Return the figures at the end of ``day``, of urgings of ``orgs``, which the index was asked for, or of all.

    An act in time is one of the urged organization, recorded after the urging and at most
    :attr:`Setting.again_after_days` days after its day.
    """
    statement = (
        f"{_ABOUT} SELECT count(*), count(*) FILTER (WHERE answer <= date(recorded, :days)) FROM answered"
        " WHERE :orgs IS NULL OR org IN (SELECT value FROM json_each(:orgs))"
    )
    given = {
        "day": day.isoformat(), "days": f"+{index.setting.again_after_days} days",
        "orgs": json.dumps(list(orgs)) if orgs is not None else None,
    }  # fmt: skip
    return Urging(*index.connection.execute(statement, given).fetchone())
