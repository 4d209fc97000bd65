"""The past as git has it: who recorded what when, and what changed between two moments."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.index import queries, tally
from yiananlib.index.cache import answer
from yiananlib.index.conditions import CHANGED
from yiananlib.index.names import find
from yiananlib.index.tally import Tally
from yiananlib.messages import _
from yiananlib.model import calling, spoken_days
from yiananlib.model.deadline_words import NoSuchDay, Unreadable
from yiananlib.model.vocabulary import GONE, Status
from yiananlib.services.reading.calendar import day_of, zone
from yiananlib.store import clone, codec, git, inert, kinds, layout, trailers
from yiananlib.store.ledger import at_revision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.index.figures import Figures
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row
    from yiananlib.model.campaign import Campaign
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger


WEEK: Final = dt.timedelta(days=7)


class Event(NamedTuple):
    """Something that was recorded, and the commit that has it.

    ``kind`` is what lies in the file, as ``layout.place`` calls it; ``ref`` the problem or matter (``<org>/<id>``),
    the round (``<org>/<round>``) or the file; ``what`` an entry, an answer of a round, or None for a definition
    that was changed. ``by`` is empty where the commit does not say who changed a definition.
    """

    kind: str
    commit: str
    at: dt.datetime
    by: str
    ref: str
    title: str
    what: Any


@dataclass(frozen=True, slots=True)
class History:
    """Events, the newest first; ``campaign`` has the words for them.

    ``names`` are what readers call the organizations and officers that they mention, as ``index.values.Setting`` has
    them; those that are gone, or whose file cannot be read, are not there.
    """

    campaign: Campaign
    names: Mapping[str, str]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What was compared: ``name`` as it was asked for, ``day`` the as-of day of its figures.

    ``commit`` is the whole name of the one that it was read from, None for what is known now.
    """

    name: str
    day: dt.date
    commit: str | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one moment to another; the rows are those of the later one.

    ``appeared`` were registered since, ``received`` transferred here from another unit; ``closed`` struck off since;
    ``reopened`` began another round since, whatever became of it;
    ``voided`` are rows of the earlier moment; ``overdue`` became so since; ``extended`` have a later
    deadline; ``moved`` stand at another status for another reason. ``names`` are those of the later moment, as
    ``index.values.Setting`` has them.
    """

    before: Moment
    after: Moment
    org: str | None
    names: Mapping[str, str]
    appeared: tuple[Row, ...]
    received: tuple[Row, ...]
    closed: tuple[Row, ...]
    reopened: tuple[Row, ...]
    voided: tuple[Row, ...]
    overdue: tuple[Row, ...]
    extended: tuple[Row, ...]
    moved: tuple[tuple[Row, Status], ...]


def log(ledger: Ledger, what: str | None, limit: int | None) -> History:
    """Return what was recorded, from the newest commits; of a record, of an organization, or of all.

    Merge commits are left out: what they bring was recorded in the commits that they bring. At most
    ``limit`` commits are read.

    Raises:
        UsageProblem: the ledger is not in git.
        NoSuchRecord, Ambiguous: ``what`` is neither a record nor an organization.
    """
    if git.revision(ledger.root, "HEAD") is None:
        raise UsageProblem(_("The ledger is not in git, or has no commit yet; there is no history to read."))
    path = _path_of(ledger, what)
    commits = git.latest(ledger.root, path, limit)
    within = git.prefix(ledger.root)
    found = git.changes(ledger.root, commits, within)
    campaign = ledger.campaign()
    with git.Objects(ledger.root) as objects:
        reader = _Reader(objects, zone(campaign.timezone))
        events = tuple(
            event
            for oid in commits
            for change in found[oid]
            if change.path == path or not path or change.path.startswith(f"{path}/")
            for event in reader.events(objects.commit(oid), change)
        )
    return History(campaign, _names(ledger, events), events)


def last_shared(ledger: Ledger, today: dt.date) -> str:
    """Return since when a change is news: the commit that the remote has of this branch, or the day a week ago.

    The day where nothing was pushed, or nothing was recorded since.
    """
    root = ledger.root
    week = (today - WEEK).isoformat()
    if not git.is_repository(root) or (branch := git.branch(root)) is None:
        return week
    head = git.revision(root, "HEAD")
    tracked = clone.tracking(root, branch).values() if head is not None else ()
    there = [oid for oid in tracked if clone.is_ancestor(root, oid, head or "")]
    if not there or (there == [head] and not clone.uncommitted(root, inert.settings(root))):
        return week
    return min(there, key=lambda oid: len(git.commits(root, ["HEAD"], [oid])))


def compare(
    ledger: Ledger,
    before: str,
    after: str | None,
    today: dt.date,
    org: str | None = None,
    *,
    cache: Path | None = None,
) -> Comparison:
    """Return what changed between two moments, each a day or a revision; ``after`` None is now.

    ``cache`` is the folder of the index, None to do without one.

    A day is answered from what is known now, a revision by what the ledger said at that commit, as of
    the day on which it was made.

    Raises:
        NoSuchRecord: a revision names no commit, or the organization is unknown.
        UsageProblem: the days run backwards.
    """
    with _at(ledger, before, today) as (earlier, first), _at(ledger, after, today) as (later, last):
        if after is None:
            last = max(first, last)  # clocks differ, and now is not before what is committed
        if last < first:
            raise UsageProblem(
                _("{after} is before {before}; give the earlier one first.").format(after=last, before=first)
            )
        # of two ledgers any row may differ
        changed = _changed(first, last) if earlier is later else queries.ALL
        old, old_figures = answer(earlier, cache, lambda index: _rows(index, first, org, changed))
        new, new_figures = answer(later, cache, lambda index: _rows(index, last, org, changed))
        names = answer(later, cache, queries.names)
    both = [(old[ref], found) for ref, found in new.items() if ref in old]
    closed = tuple(
        found
        for ref, found in new.items()
        if found.status is Status.CLOSED
        and (ref not in old or old[ref].status is not Status.CLOSED or found.round > old[ref].round)
    )
    fresh = [found for ref, found in new.items() if ref not in old and found.status not in GONE]
    return Comparison(
        before=Moment(before, first, earlier.commit and earlier.commit.oid, old_figures),
        after=Moment(after or _("now"), last, later.commit and later.commit.oid, new_figures),
        org=org,
        names=names,
        appeared=tuple(found for found in fresh if found.came_from is None),
        received=tuple(found for found in fresh if found.came_from is not None),
        closed=closed,
        reopened=tuple(
            found
            for ref, found in new.items()
            if found.round > (old[ref].round if ref in old else 1) and found.status not in GONE
        ),
        voided=tuple(b for a, b in both if a.status is not Status.VOIDED and b.status is Status.VOIDED),
        overdue=tuple(found for ref, found in new.items() if found.overdue and not (ref in old and old[ref].overdue)),
        extended=tuple(b for a, b in both if b.due_extended > a.due_extended),
        moved=tuple(
            (b, a.status)
            for a, b in both
            if a.status is not b.status and Status.CLOSED not in (a.status, b.status) and b.status is not Status.VOIDED
        ),
    )


class _Reader:
    """Reads the events out of what a commit changed."""

    def __init__(self, objects: git.Objects, zone_: dt.tzinfo) -> None:
        self.objects = objects
        self.zone = zone_

    def events(self, commit: git.Commit, change: git.Change) -> Iterator[Event]:
        """Yield what ``commit`` recorded in a file, the newest first; a file that cannot be read is said to be so."""
        place = layout.place(change.path)
        if place is None or place.kind not in kinds.BY_NAME:
            return
        kind = kinds.BY_NAME[place.kind]
        short = commit.oid[:10]
        at = dt.datetime.fromtimestamp(commit.authored, self.zone)
        by = next(iter(trailers.values(commit.message, trailers.BY)), "").replace("\N{REPLACEMENT CHARACTER}", "?")
        if change.new is None:
            yield Event(place.kind, short, at, by, change.path, _("removed"), None)
        elif kind.is_definition:
            yield Event(place.kind, short, at, by, change.path, _("changed") if change.old else _("created"), None)
        else:
            try:
                yield from self._said(short, kind, place, change)
            except codec.Invalid as error:
                yield Event(place.kind, short, at, by, change.path, str(error), None)

    def _said(self, short: str, kind: RecordKind, place: layout.Place, change: git.Change) -> Iterator[Event]:
        """Yield the entries or answers that a commit added to a record."""

        def decode(blob: git.Blob) -> Any:
            return kind.decode(self.objects.read(blob.oid), place.org, place.name)

        if change.new is None:
            return
        known = {row.id for row in kind.said(decode(change.old))} if change.old is not None else set()
        record = decode(change.new)
        title = getattr(record.head, "title", "")
        for row in reversed(kind.said(record)):
            if row.id not in known:
                yield Event(place.kind, short, row.at, row.by, f"{place.org}/{place.name}", title, row)


def _names(ledger: Ledger, events: Sequence[Event]) -> dict[str, str]:
    """Return what the organizations that events mention and their officers are called."""
    found: dict[str, str] = {}
    for code in {code for event in events for code in _mentioned(event)}:
        with suppress(LedgerInvalid, NoSuchRecord):  # gone since, or being mended: what was recorded is told still
            found |= calling.names({code: ledger.org(code)})
    return found


def _mentioned(event: Event) -> Iterator[str]:
    """Yield the codes of the organizations of all whom an event mentions, and that of its record."""
    changes = getattr(event.what, "changes", None)
    refs = [event.by, event.ref, getattr(event.what, "for_", None)]
    if changes is not None:
        refs += [changes.leader, changes.owner, *(changes.support or ())]
    yield from (ref.partition("/")[0] for ref in refs if ref)


@contextmanager
def _at(ledger: Ledger, name: str | None, today: dt.date) -> Iterator[tuple[Ledger, dt.date]]:
    """Yield the ledger that a day or revision names, and the day as of which it is read."""
    if name is None:
        yield ledger, today
        return
    if (day := moment_day(name, today)) is not None:
        yield ledger, day
        return
    with at_revision(ledger, name) as there:
        assert there.commit is not None  # noqa: S101 - that is what it was read from
        yield there, day_of(there.commit, there.campaign().timezone)


def moment_day(name: str, today: dt.date) -> dt.date | None:
    """Return the day that a name means; None where it means a revision, as a number and what is no day do.

    Raises:
        UsageProblem: it names a day that the calendar does not have.
    """
    if name.isdecimal():  # so may a commit be called
        return None
    try:
        return spoken_days.day(name, today)
    except NoSuchDay as error:
        raise UsageProblem(_("{said}.").format(said=error)) from None
    except Unreadable:
        return None


def _changed(first: dt.date, last: dt.date) -> queries.Narrowed:
    """Return what narrows problems down to those that may stand otherwise on one of two days than on the other."""
    return queries.Narrowed((CHANGED,), {"earlier": first.isoformat(), "later": last.isoformat()})


def _rows(index: Index, day: dt.date, org: str | None, narrowed: queries.Narrowed) -> tuple[dict[str, Row], Figures]:
    scope = index.scope(org)
    rows = {row.ref: row for row in queries.rows(index, day, scope if org is not None else None, narrowed)}
    every = Tally()
    for found in tally.tallies(index, scope, day).values():
        every.add(tally.total(found.own))
    return rows, every.figures()


def _path_of(ledger: Ledger, what: str | None) -> str:
    """Return the path of what is asked for, relative to the ledger; empty for all of it."""
    if what is None:
        return ""
    if what in ledger.org_names():
        return f"{layout.ORGS}/{what}"
    found = find(ledger, what)
    return kinds.BY_NAME[found.kind].path(found.org, found.name)
