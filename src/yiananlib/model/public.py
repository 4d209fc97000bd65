"""What the public may read of a ledger: an allow-list, by kind of record, of the fields that are shown.

What no row names is left out, so that a field which is new is not public until somebody says so here. A county makes
known what its problems are called, who rectifies them, by what and by when, and how far they have come (公示 of 问题,
整改措施, 完成情况); what people wrote for each other stays in the office. The reasons stand in ``docs/public.md``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.model import matters, personal
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.base import Base


class How(Enum):
    """How a field that the public may read is shown."""

    SHOWN = "shown"
    """As it is: keys, days, numbers, names of organizations."""
    READ = "read over"
    """A text as people wrote it; personal data in it raises a doubt."""
    UNIT = "unit"
    """Of an officer, ``<org>/<officer>``, the organization alone."""


SHOWN, READ, UNIT = How.SHOWN, How.READ, How.UNIT

PROBLEM: Final[Mapping[str, How]] = {
    "schema": SHOWN, "id": SHOWN, "title": READ, "source": SHOWN, "kind": SHOWN, "field": SHOWN, "severity": SHOWN,
    "class": SHOWN, "goal": READ, "support": SHOWN, "linked": SHOWN, "public_concern": SHOWN, "leader": UNIT,
    "owner": UNIT, "due": SHOWN, "found": SHOWN,
}  # fmt: skip
RULE: Final[Mapping[str, How]] = {
    "schema": SHOWN, "id": SHOWN, "title": READ, "governs": SHOWN, "owner": UNIT, "due": SHOWN,
}  # fmt: skip
ORG: Final[Mapping[str, How]] = {
    "schema": SHOWN, "name": READ, "parent": SHOWN, "function": SHOWN, "order": SHOWN,
}  # fmt: skip
CAMPAIGN: Final[Mapping[str, How]] = {
    "schema": SHOWN, "name": READ, "code": SHOWN, "language": SHOWN, "timezone": SHOWN, "sprint": SHOWN,
    "vocabulary": SHOWN,
}  # fmt: skip

HEADS: Final[Mapping[str, Mapping[str, How]]] = {
    "problem": PROBLEM,
    "rule": RULE,
    "org": ORG,
    "campaign": CAMPAIGN,
}
"""By kind of record (``store.kinds``). Of a kind without a row nothing is public: the checklist, cases, mappings,
rounds, notices, meetings."""

_STAMP: Final[Mapping[str, How]] = {"id": SHOWN, "on": SHOWN, "by": UNIT, "for": UNIT, "kind": SHOWN}

ENTRIES: Final[Mapping[str, Mapping[str, Mapping[str, How]]]] = {
    "problem": {
        "registered": _STAMP,
        "planned": {
            **_STAMP,
            "number": SHOWN,
            "text": READ,
            "owner": UNIT,
            "due": SHOWN,
            "every": SHOWN,
            "from": SHOWN,
            "type": SHOWN,
        },
        "progressed": {**_STAMP, "measure": SHOWN},
        "completed": {**_STAMP, "measure": SHOWN, "occurrence": SHOWN},
        "extension-granted": {**_STAMP, "until": SHOWN},
        "submitted": {**_STAMP, "effect": READ},
        "reviewed": {**_STAMP, "verdict": SHOWN},
        "publicised": {**_STAMP, "since": SHOWN, "until": SHOWN},
        "closed": _STAMP,
        "carried-over": {**_STAMP, "day": SHOWN},
        "looked-back": {**_STAMP, "result": SHOWN},
        "reopened": _STAMP,
        "voided": _STAMP,
        "transferred": {**_STAMP, "to": SHOWN},
        "numbered": {**_STAMP, "number": SHOWN},
    },
    "rule": {
        "listed": _STAMP,
        "decided": {**_STAMP, "decision": SHOWN},
        "issued": {**_STAMP, "document": READ},
        "dropped": _STAMP,
    },
}
"""By kind of record and of entry. An entry of a kind without a row is left out whole, and so is each that does not
count: what was refused or taken back."""


class LeftOut:
    """What stands where something is left out; JSON has null for it."""


class NoText(str, LeftOut):
    """A text that is left out."""

    __slots__ = ()


class NoRows(tuple[Any, ...], LeftOut):
    """Rows that are left out."""

    __slots__ = ()


class NoTable(dict[Any, Any], LeftOut):
    """A table that is left out."""


class Doubt(NamedTuple):
    """Something personal in a field that would be made public.

    ``ref`` is the record, ``what`` is ``identity``, ``phone``, ``name`` or ``address``, ``found`` what was found.
    """

    ref: str
    field: str
    what: str
    found: str


class Reader:
    """Reads records as the public may, and keeps what is doubtful in ``doubts``.

    ``units`` are what organizations are called where readers see them: an officer is then shown by that name, and
    without it by the organization as files have it.
    """

    def __init__(self, units: Mapping[str, str] | None = None) -> None:
        self.units: Mapping[str, str] = units or {}
        self.doubts: list[Doubt] = []

    def value(self, how: How, value: Any, ref: str, field: str) -> Any:
        """Return what the public may read of a value of the record ``ref``."""
        if how is How.UNIT:
            return self.unit(value) if value else value
        if how is How.READ and value:
            self.doubts += (Doubt(ref, field, what, found) for found, what in _personal(value))
        return value

    def unit(self, officer: str) -> str:
        """Return what the public sees instead of an officer: the organization."""
        org = officer.partition("/")[0]
        return self.units.get(org, org)

    def fields(self, rules: Mapping[str, How], values: Mapping[str, Any], ref: str) -> dict[str, Any]:
        """Return what the public may read of fields by their names in the file, each of which stays there."""
        return {
            name: self.value(rules[name], value, ref, name) if name in rules else left_out(value)
            for name, value in values.items()
        }

    def entry(self, kind: str, entry: Mapping[str, Any], day: dt.date, ref: str) -> dict[str, Any] | None:
        """Return the public form of an entry of a record of ``kind``; None where nothing of it is public.

        ``on`` is always there: the day on which it took effect.
        """
        rules = ENTRIES.get(kind, {}).get(entry["kind"])
        return self.fields(rules, {**entry, "on": day}, ref) if rules is not None else None

    def record(self, kind: str, ref: str, record: Any) -> dict[str, Any] | None:
        """Return the public form of a record, by the names of its fields in the file; None where none is public.

        ``kind`` is that of ``store.kinds``, ``ref`` how readers are told of it. What is unset or left out is None. A
        problem is told as amended; entries are those that count.
        """
        rules = HEADS.get(kind)
        if rules is None:
            return None
        if isinstance(record, Problem):
            state = fold(record)
            counted = {entry.id for entry in state.counted}
            return self._whole(kind, ref, state.head, [e for e in state.entries if e.id in counted])
        if isinstance(record, matters.Matter):
            return self._whole(kind, ref, record.head, matters.fold(record).counted)
        return _nulled(self.fields(rules, record.model_dump(by_alias=True), ref))

    def _whole(self, kind: str, ref: str, head: Base, entries: Iterable[Any]) -> dict[str, Any]:
        told = (self.entry(kind, entry.model_dump(by_alias=True), entry.on, ref) for entry in entries)
        found = self.fields(HEADS[kind], head.model_dump(by_alias=True), ref)
        return _nulled({**found, "entries": [entry for entry in told if entry is not None]})


def shows(place: str) -> bool:
    """Tell whether the public may read a field of problems: of the head, ``title``, or ``<entry>.<field>``."""
    entry, dot, field = place.partition(".")
    return field in ENTRIES["problem"].get(entry, {}) if dot else place in PROBLEM


def left_out(value: Any) -> Any:
    """Return what stands where ``value`` is left out: a value of its type that says nothing, where there is one."""
    match value:
        case str():
            return NoText()
        case tuple() | list():
            return NoRows()
        case dict():
            return NoTable()
        case _:
            return None


def nulled(value: Any) -> Any:
    """Return a value with None wherever in it something is left out, and lists for tuples."""
    match value:
        case LeftOut():
            return None
        case dict():
            return {key: nulled(one) for key, one in value.items()}
        case list() | tuple():
            return [nulled(one) for one in value]
        case _:
            return value


def _nulled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: nulled(value) for name, value in fields.items()}


def _personal(text: str) -> Iterator[tuple[str, str]]:
    yield from personal.found(text, ())
    for address in personal.addresses(text):
        yield address, "address"
