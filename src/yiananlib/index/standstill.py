"""What stands still within problems: objections that are undecided or not followed, and waits for other organizations.

Whose objection it is and for whom somebody waits is told of each by itself, the longest first.
"""

# annotations that are evaluated: as text each field of a tuple would be compiled
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import conditions

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


class Contest(NamedTuple):
    """An objection of the head of a unit: ``contest`` is the id of its entry, ``by`` whose, and ``reason`` why.

    Undecided, it was raised on ``since``. One that was upheld, with ``then`` as what follows, was decided then, and
    ``by`` and ``reason`` are of who upheld it. ``days`` are those since; ``deadline`` is the problem's.
    """

    org: str
    id: str
    org_name: str
    title: str
    contest: str
    by: str
    since: dt.date
    days: int
    reason: str
    then: str | None
    deadline: dt.date

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class Wait(NamedTuple):
    """A problem that has waited since ``since``, so many ``days``, for what it ``needs`` of the organization ``named``.

    ``block`` is the id of the entry, ``deadline`` the problem's.
    """

    org: str
    id: str
    org_name: str
    title: str
    block: str
    named: str
    named_name: str
    needs: str
    since: dt.date
    days: int
    deadline: dt.date

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"

    @property
    def lies_with(self) -> str:
        """The organization that is waited for."""
        return self.named


_CONTEST: Final = (
    "SELECT problems.org, problems.id, orgs.name, title, said.id, said.principal, said.day,"
    " coalesce(json_extract(said.data, '$.opinion'), json_extract(said.data, '$.reason')),"
    " json_extract(said.data, '$.then'), deadline FROM {standing} JOIN orgs ON orgs.org = problems.org"
    " JOIN entries said ON said.problem = problems.problem AND said.number = spans.{what}"
    " WHERE (:orgs IS NULL OR problems.org IN (SELECT value FROM json_each(:orgs)))"
    " ORDER BY said.day, orgs.place, problems.id"
)
_WAIT: Final = (
    "SELECT problems.org, problems.id, orgs.name, title, said.id, blocks.org, coalesce(named.name, blocks.org),"
    " json_extract(said.data, '$.needs'), blocks.since, deadline FROM {standing}"
    " JOIN orgs ON orgs.org = problems.org JOIN blocks ON blocks.problem = problems.problem AND {open}"
    " JOIN entries said ON said.problem = problems.problem AND said.number = blocks.number"
    " LEFT JOIN orgs named ON named.org = blocks.org"
    " WHERE (:orgs IS NULL OR {whose} IN (SELECT value FROM json_each(:orgs)))"
    " ORDER BY blocks.since, orgs.place, problems.id, blocks.number"
)


def contests(
    index: "Index", day: dt.date, orgs: Sequence[str] | None = None, what: str = "contest"
) -> Iterator[Contest]:
    """Yield the objections that are undecided at the end of ``day``; those ``upheld`` and not followed where asked for.

    ``orgs`` (None for all) are the whole of a scope that the index was asked for.
    """
    for found in _asked(index, day, orgs, _CONTEST, what=what):
        org, name, org_name, title, contest, by, since, reason, then, deadline = found
        raised, last = dt.date.fromisoformat(since), dt.date.fromisoformat(deadline)
        yield Contest(org, name, org_name, title, contest, by, raised, (day - raised).days, reason, then, last)


def waits(index: "Index", day: dt.date, orgs: Sequence[str] | None = None, *, named: bool = False) -> Iterator[Wait]:
    """Yield the problems of ``orgs`` (None for all) that wait for another organization at the end of ``day``.

    With ``named``, those that wait for ``orgs`` instead; :meth:`Index.problems` comes first then.
    """
    whose = "blocks.org" if named else "problems.org"
    for found in _asked(index, day, orgs, _WAIT, open=conditions.holding("blocks"), whose=whose):
        org, name, org_name, title, block, of, of_name, needs, since, deadline = found
        began, last = dt.date.fromisoformat(since), dt.date.fromisoformat(deadline)
        yield Wait(org, name, org_name, title, block, of, of_name, needs, began, (day - began).days, last)


def _asked(index: "Index", day: dt.date, orgs: Sequence[str] | None, statement: str, **parts: str) -> Sequence[Any]:
    given = {"day": day.isoformat(), "orgs": json.dumps(list(orgs)) if orgs is not None else None}
    return index.connection.execute(statement.format(standing=index.standing(day), **parts), given).fetchall()
