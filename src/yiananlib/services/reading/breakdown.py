"""The problems broken down by class, severity, field, source, finding, task, tag, leader, year: a table each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import breakdown as rows
from yiananlib.index import matter_queries, queries
from yiananlib.index.figures import rate
from yiananlib.messages import _
from yiananlib.model import tags
from yiananlib.model.words import CLASS_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class Name(NamedTuple):
    """What a row is called, and what stands above it: of a tag its vocabulary, of a leader the organization."""

    word: str
    above: str = ""


class Part(NamedTuple):
    """The problems that say ``key``, or, where that is None, do not say it; ``times`` is how often they do."""

    key: str | None
    above: str
    word: str
    total: int
    closed: int
    open: int
    overdue: int
    times: int

    @property
    def closure_rate(self) -> float | None:
        """Closed ÷ total."""
        return rate(self.closed, self.total)


class Parts(NamedTuple):
    """A table: a row for each word of a vocabulary, and for whatever else problems say, in their order."""

    by: str
    overlaps: bool
    times: bool
    rows: tuple[Part, ...]


class Breakdown(NamedTuple):
    """The tables that were asked for, and how many problems there are, each counted once."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    total: int
    tables: tuple[Parts, ...]


def breakdown(index: Index, day: dt.date, by: Sequence[str], org: str | None = None) -> Breakdown:
    """Return the problems of an organization and all below it, or of the county, broken down by each of ``by``.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    within = scope if org is not None else None
    return Breakdown(
        day,
        index.commit,
        index.setting,
        org,
        queries.org_name(index, org),
        rows.total(index, day, within),
        tuple(_parts(index, day, within, name) for name in dict.fromkeys(by)),
    )


def _parts(index: Index, day: dt.date, within: Sequence[str] | None, name: str) -> Parts:
    by = rows.BY[name]
    counted = {one.value: one for one in rows.counted(index, day, within, name)}
    known, names = _words(index, name), _names(index, name)
    places = {key: place for place, key in enumerate([*known, *names])}
    keys: set[str | None] = {*known, *counted}
    ordered = sorted(keys, key=lambda key: (key is None, places.get(key or "", len(places)), key or ""))
    made = []
    for key in ordered:
        called = known.get(key or "") or names.get(key or "", Name(key or ""))
        one = counted.get(key, rows.Counted(key, 0, 0, 0, 0, 0))
        made.append(Part(key, called.above, called.word, *one[1:]))
    return Parts(name, by.overlaps, by.times, tuple(made))


def _words(index: Index, name: str) -> Mapping[str, Name]:
    """Return the words of which each has a row, though no problem says it."""
    words = index.setting.words
    if name == "tag":
        return {tag: Name(word, tags.called(tag.partition("/")[0], words)) for tag, word in tags.every(words).items()}
    if name in (fixed := {"class": CLASS_WORDS, "severity": SEVERITY_WORDS}):
        return {str(key): Name(_(word)) for key, word in fixed[name].items()}
    return {key: Name(word) for key, word in words.get(rows.BY[name].vocabulary, {}).items()}


def _names(index: Index, name: str) -> Mapping[str, Name]:
    """Return what is called by a name of the ledger, in the order of readers."""
    if name == "leader":
        called = index.setting.names
        return {
            one.id: Name(called.get(one.id, one.post), called.get(one.id.partition("/")[0], ""))
            for one in queries.officers(index, None)
        }
    if name == "finding":
        return {one.name: Name(one.text, case.title) for case in matter_queries.cases(index) for one in case.findings}
    if name == "task":
        return {
            f"{case.name}/{one.number}": Name(one.text, case.title)
            for case in matter_queries.cases(index)
            for one in case.tasks
        }
    return {}
