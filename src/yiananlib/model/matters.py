"""What an organization keeps besides its problems: notices, rules, meetings.

Each is a head and a list of entries, as a problem is: the head is written once, entries are only ever
appended, and where a matter stands is folded from them. What a kind of matter is made of is said once,
in a :class:`Kind`; everything that reads, writes, merges, verifies and proves matters asks it.
"""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import authority, hands, redating, registers, retraction, steps
from yiananlib.model.base import Base, Line, RecordId, Stamped, schema_field
from yiananlib.model.entries import Redated, Retracted
from yiananlib.model.record import Fault, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from yiananlib.model.org import Org
    from yiananlib.model.steps import Who


class Head(Base):
    """What the head of every matter has; each kind adds its own fields."""

    schema_: int = schema_field()
    id: RecordId
    title: Line


@dataclass(frozen=True, slots=True)
class Matter(Record[Any, Any]):
    """A matter of an organization; ``kind`` is the name of its :class:`Kind`."""


class Move(NamedTuple):
    """From ``on`` (a day, inclusive) the matter stood at ``status``; ``entry`` is the index of what moved it."""

    on: dt.date
    status: str
    entry: int


class Standing(NamedTuple):
    """What a matter's entries amount to. ``status`` is empty before the first entry.

    ``left_out`` are the ids of entries that were taken back, ``redated`` has the day of those whose clock ran ahead;
    ``counted`` are the entries that are neither faulty nor taken back, on the day on which they count: what is asked of
    a matter besides where it stands is asked of these alone.
    """

    matter: Matter
    moves: tuple[Move, ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: frozenset[str] = frozenset()
    redated: Mapping[str, dt.date] = {}
    counted: tuple[Any, ...] = ()

    @property
    def status(self) -> str:
        """Where it stands after all its entries."""
        return self.moves[-1].status if self.moves else ""

    @property
    def head(self) -> Any:
        """The head, with the officer who answers for it now."""
        charge = kind(self.matter.kind).charge
        return hands.now(charge, self.matter.head, self.counted) if charge else self.matter.head


class Kind(NamedTuple):
    """A kind of matter.

    ``table`` says for each status (empty: none yet) which entries it allows and the status that follows;
    ``who`` who may make each. ``references`` returns what head and entries name of the ledger; ``due`` the last day
    for what is awaited, None where there is none; ``objection`` what is wrong with an entry besides its place in the
    table, given what stands before it; ``bar`` why whose act it is may not do so here, given the matter before it. What
    is asked of a :class:`Standing` is answered from ``counted`` alone. ``lies_with`` returns the organization whose
    officers ``who`` speaks of: with which the matter lies, or comes to lie by an entry; where it is None its own.
    ``after`` returns where the matter stands after an entry, for which the table has a status.
    ``charge`` is the field of the head that names the officer who answers for it, which may change hands.
    """

    name: str
    head: type[Head]
    entries: Mapping[str, type[Stamped]]
    table: Mapping[str, Mapping[str, str]]
    who: Mapping[str, Who]
    status_words: Mapping[str, str]
    entry_words: Mapping[str, str]
    references: Callable[[Matter], References]
    due: Callable[[Standing], dt.date | None]
    objection: Callable[[Standing, Any], str | None] = lambda _standing, _entry: None
    bar: Callable[[Matter, Any, Mapping[str, Org]], str | None] = lambda _matter, _entry, _orgs: None
    lies_with: Callable[[Standing, Any], str] | None = None
    after: Callable[[Standing, Any, str], str] = lambda _standing, _entry, status: status
    charge: str = ""


class References(NamedTuple):
    """What a matter names: problems by id, organizations, officers, findings, tasks and cases; each must be there."""

    problems: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


MENDING: Final[Mapping[str, type[Stamped]]] = {"redated": Redated, "retracted": Retracted}
"""The entries that mend another; they are in every kind of matter, see :func:`kind`."""


@functools.cache
def kind(name: str) -> Kind:
    """Return the kind of that name: of a register, else the ``KIND`` of the module of its plural.

    It is loaded when it is first asked for.
    """
    if name in registers.BY_NAME:
        from yiananlib.model import register_kinds  # which makes its models, and is made of what is here

        return _mendable(register_kinds.kind(name))
    found = importlib.import_module(f"yiananlib.model.{name}s").KIND
    assert isinstance(found, Kind)  # noqa: S101 - every such module has one
    return _mendable(found)


def _mendable(of: Kind) -> Kind:
    """Return the kind with the entries that it takes wherever it stands: those that mend, and that change hands."""
    everywhere: dict[str, type[Stamped]] = {**({hands.KIND: hands.Reassigned} if of.charge else {}), **MENDING}
    return of._replace(
        entries={**of.entries, **everywhere},
        table={
            status: {**row, **dict.fromkeys(everywhere, status)} if status else row for status, row in of.table.items()
        },
        who={**of.who, **{name: steps.WHO[name] for name in everywhere}},
    )


def fold(matter: Matter) -> Standing:
    """Return where a matter stands, with every entry that is not allowed in ``faults``."""
    *_before, last = standings(matter)
    return last


def standings(matter: Matter) -> Iterator[Standing]:
    """Yield where a matter stood before its entries, and after each of them; what mends another is read first."""
    standing = Standing(
        matter.holding(()),
        left_out=retraction.left_out(matter.entries),
        redated=redating.days(matter.entries),
    )
    yield standing
    for entry in matter.entries:
        standing = _followed(standing, entry)
        yield standing


def misplaced(matter: Matter, entry: Stamped) -> str | None:
    """Return why ``entry`` may not follow now, by its place or its words; None when it may."""
    standing = fold(matter)
    if reason := _objection(standing, entry):
        return reason
    if isinstance(entry, Redated):
        return redating.unsettled(matter, standing.faults, fold(matter.followed_by(entry)).faults)
    return None


def unauthorised(matter: Matter, entry: Any, orgs: Mapping[str, Org]) -> str | None:
    """Return why nobody of that post and unit may make ``entry``; None if they may."""
    if reason := authority.unfit(entry, orgs):
        return reason
    who = authority.actor(entry.principal, orgs)
    assert who is not None  # noqa: S101 - unfit has seen to it
    of = kind(matter.kind)
    home = of.lies_with(fold(matter), entry) if of.lies_with is not None else matter.org
    if outside := authority.outsider(who, of.who[entry.kind], home, orgs):
        return outside
    if isinstance(entry, Retracted):
        return retraction.barred(matter.entries, entry, who, matter.org, orgs)
    return None


def barred(matter: Matter, entry: Any, orgs: Mapping[str, Org]) -> str | None:
    """Return why whose act ``entry`` is may not do so, given what they did in the matter before; None if they may.

    ``matter`` holds the entries before it alone.
    """
    return kind(matter.kind).bar(matter, entry, orgs)


def officers(matter: Matter) -> tuple[str, ...]:
    """Return the officers whose acts the entries are, and those whom the head names."""
    said = kind(matter.kind).references(matter).officers
    return tuple(dict.fromkeys((*said, *(entry.principal for entry in matter.entries))))


def _followed(standing: Standing, entry: Any) -> Standing:
    matter = standing.matter.followed_by(entry)
    index = len(standing.matter.entries)
    if entry.id in standing.left_out:
        return standing._replace(matter=matter)
    reason = _objection(standing, entry)
    (entry,) = redating.dated((entry,), standing.redated)
    if reason is not None:
        return standing._replace(matter=matter, faults=(*standing.faults, Fault(index, reason)))
    of = kind(matter.kind)
    status = of.after(standing, entry, of.table[standing.status][entry.kind])
    moves = standing.moves
    if status != standing.status:
        moves = (*moves, Move(entry.on, status, index))
    return standing._replace(matter=matter, moves=moves, counted=(*standing.counted, entry))


def _objection(standing: Standing, entry: Any) -> str | None:
    """Return why ``entry`` may not follow where the matter stands; None when it may."""
    of = kind(standing.matter.kind)
    allowed = of.table.get(standing.status, {})
    before = standing.matter.entries
    if entry.kind not in allowed:
        return _("“{step}” is not possible after “{status}”; possible: {moves}").format(
            step=_(of.entry_words[entry.kind]),
            status=_(of.status_words[standing.status]) if standing.status else _("not yet created"),
            moves=_(", ").join(_(of.entry_words[name]) for name in allowed if name not in (*MENDING, hands.KIND))
            or _("nothing"),
        )
    if any(entry.id == other.id for other in before):
        return _("its id {id} is already used by an earlier entry").format(id=entry.id)
    if not _stands_apart(standing, entry) and (reason := _out_of_order(standing, entry)):
        return reason
    if isinstance(entry, Redated):
        return redating.objection(before, entry)
    if isinstance(entry, Retracted):
        return retraction.objection(before, entry)
    if isinstance(entry, hands.Reassigned):
        return hands.objection(entry, [getattr(standing.head, of.charge)], standing.counted)
    return of.objection(standing, *redating.dated((entry,), standing.redated))


def _stands_apart(standing: Standing, entry: Any) -> bool:
    """Tell whether an entry is out of the order of times and of moves: one redated, or one that redates."""
    return entry.id in standing.redated or isinstance(entry, Redated)


def _out_of_order(standing: Standing, entry: Any) -> str | None:
    ordered = [other for other in standing.counted if not _stands_apart(standing, other)]
    latest = max(ordered, key=lambda other: other.at, default=None)
    if back := redating.running_back(entry.at, latest, standing.matter.ref):
        return back
    allowed = kind(standing.matter.kind).table[standing.status]
    entries = standing.matter.entries
    moved = [move.on for move in standing.moves if not _stands_apart(standing, entries[move.entry])]
    if allowed[entry.kind] != standing.status and moved and entry.on < moved[-1]:
        return _("its day {on} is before {before}, the day of the previous move").format(on=entry.on, before=moved[-1])
    return None
