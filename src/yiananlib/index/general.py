"""The general problems (普遍问题), and which of the units that are asked have looked for the same fault (举一反三)."""

# annotations that are evaluated: as text each field of a tuple would be compiled
import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import conditions, queries

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

_STATEMENT: Final = f"""SELECT problems.org, problems.id, title, status, spans.measures, spans.measures_done,
    entries.kind, entries.principal, entries.day, entries.data
     FROM {{}} JOIN entries ON entries.problem = problems.problem JOIN orgs ON orgs.org = problems.org
     WHERE {conditions.THERE} AND (entries.kind = 'generalised' OR entries.kind = 'looked-wider') AND entries.counts
     AND entries.day <= :day ORDER BY {queries.ORDER}, entries.number"""
_RULES: Final = f"""SELECT name, count(*), count(*) FILTER (WHERE status = 'done' OR {conditions.KEPT})
     FROM matters JOIN matter_spans USING (matter) JOIN matter_links USING (matter)
     WHERE kind = 'rule' AND what = 'problem' AND status <> 'dropped' AND {conditions.holding("matter_spans")}
     AND org = :org AND name = :name GROUP BY name"""


class Looked(NamedTuple):
    """What a unit said last: how many more it ``found``, on which day, and what it looked at."""

    found: int
    on: dt.date
    note: str


class General(NamedTuple):
    """A general problem on a day.

    It stands for ``problems`` (ids); ``asked`` are the units that are to look, since ``since``, and ``looked`` what
    those of them said that have. ``rules`` of the register name it, of which ``rules_done`` are done, or kept.
    """

    org: str
    id: str
    title: str
    status: str
    measures: int
    measures_done: int
    since: dt.date
    problems: tuple[str, ...]
    asked: tuple[str, ...]
    looked: dict[str, Looked]
    rules: int = 0
    rules_done: int = 0

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether units may still say what they found."""
        return self.status != "closed"

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that are asked and have not looked."""
        return tuple(org for org in self.asked if org not in self.looked)

    @property
    def found(self) -> int:
        """How many more all of them found."""
        return sum(one.found for one in self.looked.values())

    def of(self, orgs: Sequence[str]) -> "General":
        """Return it as some organizations are asked: the others are left out."""
        asked = tuple(org for org in self.asked if org in orgs)
        return self._replace(asked=asked, looked={org: one for org, one in self.looked.items() if org in asked})


class Unlooked(NamedTuple):
    """A unit that is asked to look for a general problem since a day and has not; ``id`` is the problem, whole."""

    org: str
    id: str
    org_name: str
    title: str
    since: dt.date


def general(index: "Index", day: dt.date) -> tuple[General, ...]:
    """Return the general problems that are not voided on ``day``, in configured order.

    The problems and rules of those who have them must be up to date: :meth:`Index.offices`.
    """
    given = {"day": day.isoformat()}
    found: dict[str, General] = {}
    said: dict[str, dict[str, Looked]] = {}
    for org, name, title, status, measures, done, kind, principal, on, data in index.connection.execute(
        _STATEMENT.format(index.standing(day)), given
    ).fetchall():
        fields = json.loads(data)
        if kind == "generalised":
            found[name] = General(
                org, name, title, status, measures, done, dt.date.fromisoformat(on), tuple(fields["problems"]),
                tuple(fields["asked"]), {},
            )  # fmt: skip
        else:
            looked = Looked(fields["found"], dt.date.fromisoformat(on), fields["note"])
            said.setdefault(name, {})[principal.partition("/")[0]] = looked
    made = []
    for name, one in found.items():
        there = {org: said.get(name, {})[org] for org in one.asked if org in said.get(name, {})}
        row = index.connection.execute(_RULES, {**given, "org": one.org, "name": name}).fetchone()
        _name, rules, rules_done = row or (name, 0, 0)
        made.append(one._replace(looked=there, rules=rules, rules_done=rules_done))
    return tuple(made)


def unlooked(index: "Index", day: dt.date, orgs: Sequence[str] | None) -> tuple[Unlooked, ...]:
    """Return which of ``orgs`` (None for all) have still to look for which general problem at the end of ``day``."""
    names = index.setting.names
    return tuple(
        Unlooked(org, one.ref, names.get(org, org), one.title, one.since)
        for one in general(index, day)
        if one.is_open
        for org in one.missing
        if orgs is None or org in orgs
    )
