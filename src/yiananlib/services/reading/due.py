"""What is to be done, and by whom: the queue of an officer, of an organization, or of the county."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.index import general, matter_queries, officers, queries, queue, samples, standstill
from yiananlib.index.matter_values import MatterRow, Waiting
from yiananlib.index.stranded import stranded
from yiananlib.index.waits import JUDGING, OF_HOME, OF_OFFICER, WAITS
from yiananlib.messages import N_, _
from yiananlib.model import registers
from yiananlib.model.occurrences import Every, Series
from yiananlib.services.reading import ladder, matter_reading
from yiananlib.store import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.index.general import Unlooked
    from yiananlib.index.officers import Post
    from yiananlib.index.queue import OpenMeasure, Paper, Request
    from yiananlib.index.samples import Member
    from yiananlib.index.standstill import Contest
    from yiananlib.index.standstill import Wait as Blocked
    from yiananlib.index.stranded import Stranded
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Row, Setting
    from yiananlib.services.reading.ladder import Suggested

    Thing = MatterRow | Member | OpenMeasure | Paper | Request | Contest | Blocked | Suggested

OTHERS: Final[dict[str, str]] = {
    "notices": N_("Notices to be answered"),
    "rules": N_("Rules to be decided or carried out"),
    "meetings": N_("Meetings planned and not held"),
    "rounds": N_("Rounds of self-examination not begun"),
    "faulted": N_("Evidence found at fault, to be replaced"),
    "expired": N_("Evidence that has expired, to be renewed"),
    "wider": N_("General problems to be looked for in your unit"),
    "own_measures": N_("Own measures, overdue or due soon"),
    "replies": N_("Answered notices, to be settled or returned"),
    "requests": N_("Requests for more time, to be decided"),
    "contests": N_("Objections to be decided"),
    "upheld": N_("Objections upheld, to be carried out"),
    "blocks": N_("What other organizations wait for"),
    **{name: wait.word for name, (_register, wait) in registers.WAITS.items()},
    "lapsed": N_("Closed, but evidence has expired: whether to reopen"),
    "sampled": N_("Drawn for a re-check, to be looked back at"),
    "ladder": N_("Next rung of the ladder, suggested"),
    "stranded": N_("Open work in vacant posts, to be handed over"),
}
"""What waits besides problems, in its words; each is a matter of its own, whatever its problem waits for."""

OWN: Final = tuple(kind.plural for kind in kinds.MATTERS.values())
SUPERVISED: Final = ("replies", "requests", "contests", "upheld", "sampled")
DIRECTED: Final = ("ladder", *(name for name, (_register, wait) in registers.WAITS.items() if wait.directed), "lapsed")
"""What waits for the office alone, besides what is stranded."""


class Wait(NamedTuple):
    """Problems that wait for the same thing, the most urgent first."""

    what: str
    rows: tuple[Row, ...]


class Other(NamedTuple):
    """What waits besides problems, of one kind of :data:`OTHERS`, the most urgent first."""

    what: str
    rows: tuple[Thing | Stranded | Waiting | Unlooked, ...]


class Due(NamedTuple):
    """A queue as of a day; ``officer`` and ``org`` are whose it is, None for everybody's.

    ``unread`` is why what others wait for could not be read whole: a record of theirs is no hindrance to one's own.
    """

    day: dt.date
    setting: Setting
    officer: str | None
    org: str | None
    waits: tuple[Wait, ...]
    others: tuple[Other, ...]
    unread: str | None = None


def due(index: Index, day: dt.date, officer: str | None = None, org: str | None = None) -> Due:
    """Return what waits at the end of ``day``; of an officer, of an organization with all below it, or all.

    A head and a liaison answer for their organization and all below it, any other officer for what they own or
    lead; a problem is endorsed by the head of its own unit. What is to be reviewed, struck off, looked back at,
    settled or decided is the office's and the inspectors', who see it of everybody. An officer's own measures are
    in no queue but theirs. Open work in posts that nobody holds is seen by those who answer for its organization, and
    by the office.

    Raises:
        NoSuchRecord: there is no such officer or organization.
    """
    post = _post(index, officer) if officer is not None else None
    if org is not None:
        index.known(org)
    whole = org if post is None else post.home if post.answers and not post.supervises else None
    if whole is not None:  # what lies with it may be in any folder
        index.given()
    unread = _of_others(index) if whole is not None else None
    index.scope(whole)
    within = index.below(org) if org is not None else None
    mine = within
    if post is not None and post.answers:
        mine = [name for name in index.below(post.home) if within is None or name in within]
    waits = tuple(_problems(index, day, post, within, mine))
    others = tuple(_others(index, day, post, within, mine))
    return Due(day, index.setting, officer, org, waits, others, unread)


def _of_others(index: Index) -> str | None:
    """Bring up to date what may wait for an organization: problems of any other; return why one cannot be read."""
    try:
        index.problems()
    except LedgerInvalid as error:
        return error.message
    return None


def _problems(
    index: Index, day: dt.date, post: Post | None, within: list[str] | None, mine: list[str] | None
) -> Iterator[Wait]:
    setting = index.setting
    given: dict[str, Any] = {
        "endorsing": "endorsed" not in setting.disabled,
        "always": "endorsed" in setting.always,
        "accepting": setting.accepting,
    }
    if post is not None:
        given |= {"officer": post.ref, "home": post.home}
    wanted = {what: conditions for what in WAITS if (conditions := _wanted(what, post)) is not None}
    orgs = within if post is None or post.supervises else mine
    found = queries.sorted_out(index, day, orgs, wanted, given, f"deadline, {queries.ORDER}")
    for what, rows in found.items():
        yield Wait(what, tuple(rows))


def _wanted(what: str, post: Post | None) -> list[str] | None:
    """Return the conditions for what waits so in the queue of ``post``, None where it is not of that queue."""
    _words, condition = WAITS[what]
    if post is None:
        return [condition]
    if what == "endorse":  # whatever organization it is: the head of the office endorses the office's own
        return [condition, OF_HOME] if post.role == "head" else None
    if post.supervises is not (what in JUDGING):
        return None
    return [condition] if post.supervises or post.answers else [condition, OF_OFFICER]


def _others(
    index: Index, day: dt.date, post: Post | None, within: list[str] | None, mine: list[str] | None
) -> Iterator[Other]:
    for what in OTHERS:
        if what == "own_measures":
            if post is not None:
                orgs = within if post.supervises else mine
                yield Other(what, tuple(queue.measures(index, day, orgs, post.ref)))
        elif what in SUPERVISED:
            if post is None or post.supervises:
                yield Other(what, tuple(_of_kind(index, day, what, within)))
        elif what == "rounds":
            if post is None or post.answers:
                orgs = within if post is None or post.directs else mine
                yield Other(what, matter_queries.not_begun(index, day, orgs))
        elif what == "wider":
            if post is None or post.answers:
                orgs = within if post is None or post.directs else mine
                yield Other(what, general.unlooked(index, day, orgs))
        elif what in DIRECTED:
            if post is None or post.directs:
                yield Other(what, tuple(_of_kind(index, day, what, within)))
        elif what == "stranded":
            if post is None or post.answers or post.directs:
                orgs = within if post is None or post.directs else mine
                yield Other(what, tuple(stranded(index, day, orgs)))
        else:
            found = _of_kind(index, day, what, mine)
            if post is not None and not post.answers:
                found = [thing for thing in found if responsible(thing) == post.ref]
            yield Other(what, tuple(found))


def responsible(thing: Thing) -> str | None:
    """Return the officer whom a notice or a rule names as responsible, None where it names none."""
    if not isinstance(thing, MatterRow):
        return None
    found = thing.data.get("leader" if thing.kind == "notice" else "owner")
    return str(found) if found is not None else None


def _of_kind(index: Index, day: dt.date, what: str, orgs: Sequence[str] | None) -> list[Thing]:
    def matters(kind: str, *conditions: str) -> list[MatterRow]:
        found = matter_queries.rows(index, day, kind, orgs, conditions)
        return sorted(found, key=lambda row: row.due or row.since)

    if what in registers.WAITS:
        register, wait = registers.WAITS[what]
        statuses = matter_queries.standing_in(wait.statuses)
        waiting = matter_queries.rows(index, day, register.name, orgs, [statuses], homes=["lies_with"])
        return [*sorted(waiting, key=lambda row: row.due or row.since)]
    match what:
        case "notices":
            return [row for row in matters("notice", matter_queries.NOTICE_AWAITED) if _has_begun(row, day)]
        case "replies":
            return [*matters("notice", "status = 'replied'")]
        case "rules":
            return [*matters("rule", *matter_reading.OPEN["rule"], matter_queries.DUE)]
        case "meetings":
            return [*matters("meeting", *matter_reading.OPEN["meeting"])]
        case "faulted":
            return list(queue.faulted(index, day, orgs))
        case "expired" | "lapsed":
            return list(queue.expired(index, day, orgs, closed_only=what == "lapsed"))
        case "sampled":
            return list(samples.open_members(index, day, orgs))
        case "ladder":
            return list(ladder.suggested(index, day, orgs))
        case "contests":
            return list(standstill.contests(index, day, orgs))
        case "upheld":
            return list(standstill.contests(index, day, orgs, "upheld"))
        case "blocks":
            return list(standstill.waits(index, day, orgs, named=True))
        case _:
            return list(queue.requests(index, day, orgs))


def _has_begun(row: MatterRow, day: dt.date) -> bool:
    """Tell whether a notice can be answered yet: what it asks for again and again, from the beginning of a period."""
    often, until = row.data.get("often"), row.data.get("until")
    if often is None or until is None:
        return True
    of = Series(Every(often), dt.date.fromisoformat(row.data["due"]), dt.date.fromisoformat(until))
    return next((one.begins <= day for one in of.occurrences() if one.due == row.due), True)


def unknown(index: Index, ref: str) -> NoSuchRecord:
    """Return what is said of an officer that is not there, with the nearest."""
    from yiananlib.model.naming import nearest
    from yiananlib.services.reading.naming import there_are

    every = officers.called(index)
    home = ref.partition("/")[0] + "/"
    org = index.setting.names.get(home[:-1], home[:-1])
    own = {code: index.setting.names[code] for code in every if code.startswith(home)}
    near = nearest(ref.removeprefix(home), own) or nearest(ref, every) or there_are(org, own)
    hint = _("`yian list --officers` shows them.")
    return NoSuchRecord(_("officer"), ref, f"{near} {hint}".strip())


def require_officers(index: Index, refs: Iterable[str]) -> None:
    """Refuse what is not the code of an officer.

    Raises:
        NoSuchRecord: one is none; the message names the nearest.
    """
    for ref in refs:
        _post(index, ref)


def _post(index: Index, ref: str) -> Post:
    found = officers.post(index, ref)
    if found is None:
        raise unknown(index, ref)
    return found
