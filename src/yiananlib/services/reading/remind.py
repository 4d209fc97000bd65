"""Reminders: for each officer what waits for them, as ``due`` would show it to them. Nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.index import officers, queries, queue
from yiananlib.index.waits import JUDGING, WAITS
from yiananlib.messages import _
from yiananlib.services.reading import due as queues
from yiananlib.services.reading.due import Due, Other, Wait

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.index.officers import Post
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Officer, Setting


class Digest(NamedTuple):
    """What waits for one officer of ``org``."""

    officer: Officer
    org: str
    org_name: str
    due: Due


class Reminders(NamedTuple):
    """Digests as of a day, officers in configured order; those for whom nothing waits are left out.

    ``org_name`` is the organization that was asked for, or several with commas between; None for everybody or for
    officers by name.
    """

    day: dt.date
    setting: Setting
    org_name: str | None
    digests: tuple[Digest, ...]


def remind(index: Index, day: dt.date, officers: Sequence[str] = (), orgs: Sequence[str] = ()) -> Reminders:
    """Return the digests of some officers, of the officers of organizations and all below them, or of all in office.

    Raises:
        NoSuchRecord: there is no such officer or organization.
    """
    names = {one.id: one.name for one in queries.orgs(index)}
    if officers:
        known = {one.id: one for one in queries.officers(index, None)}
        for officer in officers:
            if officer not in known:
                raise queues.unknown(index, officer)
        homes = {officer: officer.partition("/")[0] for officer in officers}
        asked = (
            Digest(known[officer], home, names[home], queues.due(index, day, officer))
            for officer, home in homes.items()
        )
        return Reminders(day, index.setting, None, tuple(asked))
    for org in orgs:
        index.known(org)
    index.scope(None)
    within = {one for org in orgs for one in index.below(org)}
    shared = _Sharing(index, day)
    digests = []
    for one in queries.officers(index, None):
        home = one.id.partition("/")[0]
        if orgs and home not in within:
            continue
        if (mine := shared.due(one.id)) is not None:
            digests.append(Digest(one, home, names[home], mine))
    called = _(", ").join(names[org] for org in dict.fromkeys(orgs)) or None
    return Reminders(day, index.setting, called, tuple(digests))


class _Sharing:
    """Everything that waits, shared out to the officers in office: one look at the index for all of them.

    Whose a thing is follows :func:`yiananlib.services.reading.due.due`, which a test holds it to.
    """

    def __init__(self, index: Index, day: dt.date) -> None:
        self._all = queues.due(index, day)
        in_office = {
            one.id
            for one in queries.officers(index, None)
            if (one.since is None or one.since <= day) and (one.until is None or day <= one.until)
        }
        self._posts = {post.ref: post for post in officers.posts(index) if post.ref in in_office}
        self._answering: dict[str, list[Post]] = {}
        above = queries.ancestry(index)
        for post in self._posts.values():
            if post.answers:
                self._answering.setdefault(post.home, []).append(post)
        self._above = {name: [post for one in above[name] for post in self._answering.get(one, ())] for name in above}
        self._shares: dict[str, dict[str, list[Any]]] = {}
        supervising = [post.ref for post in self._posts.values() if post.supervises]
        for wait in self._all.waits:
            for row in wait.rows:
                refs = supervising if wait.what in JUDGING else self._working(wait.what, row)
                self._give(wait.what, row, refs)
        for other in self._all.others:
            for thing in other.rows:
                if other.what in ("stranded", "rounds", "wider"):
                    self._give(other.what, thing, self._directing(thing))
                    continue
                if other.what in queues.DIRECTED:
                    self._give(other.what, thing, [post.ref for post in self._posts.values() if post.directs])
                    continue
                supervised = other.what in queues.SUPERVISED
                self._give(other.what, thing, supervising if supervised else self._responsible(thing))
        for measure in queue.measures(index, day):
            self._give("own_measures", measure, self._owning(measure))

    def due(self, officer: str) -> Due | None:
        """Return what waits for an officer; None where nothing does."""
        share = self._shares.get(officer)
        if share is None:
            return None
        return Due(
            self._all.day,
            self._all.setting,
            officer,
            None,
            tuple(Wait(what, tuple(share[what])) for what in WAITS if what in share),
            tuple(Other(what, tuple(share[what])) for what in queues.OTHERS if what in share),
        )

    def _working(self, what: str, row: Any) -> list[str]:
        if what == "endorse":
            return [post.ref for post in self._above[row.org] if post.home == row.org and post.role == "head"]
        units = [post for post in self._above[row.org] if not post.supervises]
        named = [self._posts[ref] for ref in dict.fromkeys((row.owner, row.leader)) if ref in self._posts]
        return [post.ref for post in units] + [p.ref for p in named if not p.answers and not p.supervises]

    def _responsible(self, thing: Any) -> list[str]:
        named = self._posts.get(queues.responsible(thing) or "")
        mine = [named.ref] if named is not None and not named.answers else []
        home = getattr(thing, "lies_with", "") or thing.org
        return [post.ref for post in self._above[home]] + mine

    def _directing(self, thing: Any) -> list[str]:
        directing = [post for post in self._posts.values() if post.directs]
        return list(dict.fromkeys(post.ref for post in (*self._above[thing.org], *directing)))

    def _owning(self, measure: Any) -> list[str]:
        post = self._posts.get(measure.owner)
        if post is None or (post.answers and not post.supervises and post not in self._above[measure.org]):
            return []
        return [post.ref]

    def _give(self, what: str, thing: Any, refs: list[str]) -> None:
        for ref in refs:
            self._shares.setdefault(ref, {}).setdefault(what, []).append(thing)
