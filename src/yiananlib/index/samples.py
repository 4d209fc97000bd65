"""What lists and reports ask of the index about samples (抽查): what was drawn, and what the look-backs found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import matter_queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.sync import Index


class Member(NamedTuple):
    """A problem that was drawn, as of a day: what the first look-back with its sample found, None before it."""

    org: str
    id: str
    org_name: str
    title: str
    sample: str
    drawn: dt.date
    result: str | None = None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


def drawn(index: Index, day: dt.date) -> Iterator[MatterRow]:
    """Yield the samples that were drawn by the day, organizations in configured order."""
    return matter_queries.rows(index, day, "sample", None, ["status = 'drawn'"])


def members(index: Index, day: dt.date, row: MatterRow, orgs: Sequence[str] | None = None) -> tuple[Member, ...]:
    """Return the problems of a sample as they stand by the day, those of ``orgs`` (None for all) alone.

    One that was replaced is none of them any more.
    """
    refs: list[str] = []
    since = row.since
    for entry in row.entries:
        if entry.kind == "drawn":
            refs, since = list(entry.data["drawn"]), entry.day
        elif entry.kind == "replaced":
            refs = [entry.data["successor"] if ref == entry.data["problem"] else ref for ref in refs]
    statement = (
        "SELECT named.value, problems.org, problems.id, orgs.name, title, (SELECT json_extract(data, '$.result')"
        " FROM entries WHERE entries.problem = problems.problem AND entries.kind = 'looked-back' AND counts"
        " AND entries.day <= :day AND json_extract(data, '$.sample') = :sample ORDER BY entries.day, number LIMIT 1)"
        " FROM json_each(:refs) named JOIN problems ON problems.id = substr(named.value, instr(named.value, '/') + 1)"
        " AND problems.org = substr(named.value, 1, instr(named.value, '/') - 1) JOIN orgs ON orgs.org = problems.org"
        " WHERE :orgs IS NULL OR problems.org IN (SELECT value FROM json_each(:orgs)) ORDER BY named.key"
    )
    given = {
        "day": day.isoformat(), "sample": row.ref, "refs": json.dumps(refs),
        "orgs": json.dumps(list(orgs)) if orgs is not None else None,
    }  # fmt: skip
    found = index.connection.execute(statement, given).fetchall()
    return tuple(
        Member(org, name, unit, title, row.ref, since, result) for _ref, org, name, unit, title, result in found
    )


def open_members(index: Index, day: dt.date, orgs: Sequence[str] | None) -> list[Member]:
    """Return the problems that were drawn and not judged by the day, those drawn first first.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    found = [one for row in drawn(index, day) for one in members(index, day, row, orgs) if one.result is None]
    return sorted(found, key=lambda one: one.drawn)


SAMPLED = (
    "(SELECT json_extract(data, '$.sample') FROM entries WHERE entries.problem = problems.problem"
    " AND entries.kind = 'looked-back' AND counts AND entries.day = looks.since ORDER BY number DESC LIMIT 1)"
)
"""The sample that a look-back belongs to."""
