"""The entries that decide lateness and took effect before they were recorded, as the index has them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, queries
from yiananlib.index.queries import Narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.index.sync import Index

_BACKDATED: Final = """SELECT problems.problem, problems.org, problems.id, orgs.name, title, entries.id, backdated.kind,
    entries.by, json_extract(entries.data, '$.for'), backdated.day, backdated.recorded, backdated.counts, confirmed
     FROM {} JOIN orgs ON orgs.org = problems.org
     JOIN backdated ON backdated.problem = problems.problem AND backdated.day <= :day
     JOIN entries ON entries.problem = problems.problem AND entries.number = backdated.number{}
     ORDER BY julianday(backdated.recorded) - julianday(backdated.day) DESC, """


class Backdated(NamedTuple):
    """Such an entry: ``by`` whom, ``for_`` whom, from which day it took effect, was recorded and counts.

    ``key`` is what the index calls the problem. It is ``confirmed`` where the office or the inspectors vouch for the
    day that counts.
    """

    key: int
    org: str
    id: str
    org_name: str
    title: str
    entry: str
    kind: str
    by: str
    for_: str | None
    day: dt.date
    recorded: dt.date
    counts: dt.date
    confirmed: bool

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"

    @property
    def days(self) -> int:
        """How many days passed before it was recorded."""
        return (self.recorded - self.day).days


def backdated(index: Index, day: dt.date, scope: Sequence[str] | None) -> Iterator[Backdated]:
    """Yield them by the end of ``day``, those of the longest time first; voided problems are left out."""
    within, given = queries.clause(index, day, scope, Narrowed((conditions.HERE,)))
    statement = _BACKDATED.format(index.standing(day), within) + f"{queries.ORDER}, backdated.number"
    for *said, on, recorded, counts, confirmed in index.connection.execute(statement, given).fetchall():
        first, second, third = (dt.date.fromisoformat(each) for each in (on, recorded, counts))
        yield Backdated._make((*said, first, second, third, bool(confirmed)))
