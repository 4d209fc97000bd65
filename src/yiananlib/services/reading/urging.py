"""Urging (催办): what each unit or officer is to be told, without what was urged lately and what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.index import queries, urging
from yiananlib.index.waits import JUDGING
from yiananlib.services.reading import due as queues

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.due import Due

NOT_TOLD: Final = ("stranded", "ladder")
"""What stands in queues for the office to think about, and is nothing that anybody is urged to do."""


class Thing(NamedTuple):
    """What somebody is urged about: ``what`` of ``due.WAITS`` and ``due.OTHERS``, and the record.

    ``name`` is what a message calls it: its serial number or its id, never its title, which may tell of the matter. A
    round has a name that people chose, and so none here.
    ``due`` is the last day for it, None where it has none.
    """

    what: str
    org: str
    id: str
    name: str
    due: dt.date | None

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line."""
        return f"{self.org}/{self.id}"

    @property
    def is_problem(self) -> bool:
        """Whether it is a problem, or a part of one."""
        return self.what not in _RECORDS


_OF_PROBLEMS: Final = frozenset([
    "own_measures", "requests", "contests", "upheld", "blocks", "wider", "faulted", "expired", "lapsed", "sampled",
])  # fmt: skip
_RECORDS: Final = frozenset(queues.OTHERS) - _OF_PROBLEMS
"""What is no problem of what waits."""


class Message(NamedTuple):
    """What is to be said to a unit, or to one ``officer`` of it; ``post`` and ``email`` are the officer's."""

    org: str
    org_name: str
    officer: str | None
    post: str | None
    email: str | None
    things: tuple[Thing, ...]


class Messages(NamedTuple):
    """The messages of a day, organizations in configured order; those with nothing to be said are left out.

    ``left_out`` is how many things were urged less than ``setting.again_after_days`` days ago, and are in no message.
    """

    day: dt.date
    setting: Setting
    rows: tuple[Message, ...]
    left_out: int


def messages(
    index: Index, day: dt.date, officers: Sequence[str] = (), orgs: Sequence[str] = (), *, again: bool = False
) -> Messages:
    """Return what to say to some officers, or to some organizations and those below them, or to all of these.

    An organization is told what it has to do by itself, each below it what it has. With ``again`` what was urged
    lately is in it, too.

    Raises:
        NoSuchRecord: there is no such officer or organization.
    """
    told = tuple(_to_officers(index, day, officers) if officers else _to_orgs(index, day, orgs))
    lately = {} if again else urging.about(index, day)
    rows, left_out = [], 0
    for message in told:
        kept = tuple(t for t in message.things if not _was_lately(lately.get((message.org, t.id)), day, index.setting))
        left_out += len(message.things) - len(kept)
        if kept:
            rows.append(message._replace(things=kept))
    return Messages(day, index.setting, tuple(rows), left_out)


def _was_lately(last: urging.About | None, day: dt.date, setting: Setting) -> bool:
    """Tell whether something was urged so lately that it is left out."""
    return last is not None and (day - last.day).days < setting.again_after_days


def _to_officers(index: Index, day: dt.date, officers: Sequence[str]) -> Iterator[Message]:
    known = {one.id: one for one in queries.officers(index, None)}
    names = {one.id: one.name for one in queries.orgs(index)}
    for ref in dict.fromkeys(officers):
        if ref not in known:
            raise queues.unknown(index, ref)
        home, officer = ref.partition("/")[0], known[ref]
        found = queues.due(index, day, ref)
        yield Message(home, names[home], ref, officer.post, officer.email, tuple(_once(_things(found))))


def _to_orgs(index: Index, day: dt.date, orgs: Sequence[str]) -> Iterator[Message]:
    for org in orgs:
        index.known(org)
    found = queues.due(index, day)
    within = {one for org in orgs for one in index.below(org)}
    of: dict[str, list[Thing]] = {}
    for home, thing in _lying(found):
        of.setdefault(home, []).append(thing)
    for row in queries.orgs(index):
        if row.id in of and (not orgs or row.id in within):
            yield Message(row.id, row.name, None, None, None, tuple(_once(of[row.id])))


def _lying(found: Due) -> Iterator[tuple[str, Thing]]:
    """Yield what organizations have to do themselves, each with the one it lies with."""
    for what, rows in found.waits:
        if what not in JUDGING:
            yield from ((row.org, _thing(what, row)) for row in rows)
    for what, others in found.others:
        if what not in (*queues.SUPERVISED, *queues.DIRECTED, *NOT_TOLD):
            yield from ((getattr(row, "lies_with", "") or row.org, _thing(what, row)) for row in others)


def _things(found: Due) -> Iterator[Thing]:
    """Yield what an officer has to do."""
    for what, rows in (*found.waits, *found.others):
        if what not in NOT_TOLD:
            yield from (_thing(what, row) for row in rows)


def _once(things: Iterable[Thing]) -> list[Thing]:
    """Return each record once, for the most urgent that it waits for."""
    found: dict[tuple[str, str], Thing] = {}
    for thing in things:
        found.setdefault((thing.org, thing.id), thing)
    return list(found.values())


def _thing(what: str, row: Any) -> Thing:
    day = getattr(row, "due_extended", None) or getattr(row, "due", None) or getattr(row, "deadline", None)
    if getattr(row, "closed_on", None) is not None:  # it waits for its look-back
        day = None
    if what == "rounds":
        return Thing(what, row.org, row.id, "", None)
    if what == "wider":  # a problem of the office, which lies with a unit
        org, _slash, name = row.id.partition("/")
        return Thing(what, org, name, row.id, None)
    number = getattr(row, "number", None)
    return Thing(what, row.org, row.id, number if isinstance(number, str) else row.id, day)  # of a measure its own
