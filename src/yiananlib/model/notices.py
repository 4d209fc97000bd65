"""督办单: a supervision notice to an organization, its replies, and the ladder it may climb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import model_validator

from yiananlib.messages import _
from yiananlib.model import hands, judging, matters, recurring
from yiananlib.model.base import Day, FilledText, Line, Name, OfficerRef, RecordId, Remark, Stamped
from yiananlib.model.calling import unit, whole
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.measures import OccurrenceName, check
from yiananlib.model.notice_words import AWAITING, ENTRY_WORDS, RUNG_WORDS, STATUS_WORDS, Rung, Urgency, highest
from yiananlib.model.occurrences import Every, Series
from yiananlib.model.steps import Who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.occurrences import Occurrence
    from yiananlib.model.org import Org

_ANSWERS: Final = ("received", "replied")
_JUDGEMENTS: Final = ("excused", "returned", "escalated", "closed", "withdrawn")


class Head(matters.Head):
    """What was demanded. ``basis`` is 督办依据, ``due`` the last day for a reply, ``problems`` those it is about.

    ``support`` are the cooperating organizations (协办单位), ``leader`` the leader in charge (分管领导). ``task`` is
    the task of a case that it hands on (交办). One that asks for a reply ``often`` does so on ``due`` first, and the
    last time on ``until`` or before.
    """

    demand: FilledText
    rung: Rung = Rung.SUPERVISION
    basis: Remark = None
    urgency: Urgency = Urgency.NORMAL
    due: Day
    often: Every | None = None
    until: Day | None = None
    problems: tuple[RecordId, ...] = ()
    task: Line | None = None
    support: tuple[Name, ...] = ()
    leader: OfficerRef | None = None

    @property
    def series(self) -> Series | None:
        """When a reply is asked for, None where it is once."""
        return Series(self.often, self.due, self.until) if self.often is not None and self.until is not None else None

    @model_validator(mode="after")
    def _a_series(self) -> Self:
        if (self.often is None) is not (self.until is None):
            raise ValueError("often half")
        check(self.series)
        return self


class Issued(Stamped):
    """The notice was sent."""

    kind: Literal["issued"] = "issued"


class Received(Stamped):
    """签收: the organization has it."""

    kind: Literal["received"] = "received"


class Replied(Stamped):
    """The organization says what it has done; where a reply is asked for again and again, of which ``occurrence``."""

    kind: Literal["replied"] = "replied"
    text: FilledText
    occurrence: OccurrenceName | None = None
    document: Line | None = None


class Excused(Stamped):
    """Of what is asked for again and again, one occurrence needs no reply."""

    kind: Literal["excused"] = "excused"
    occurrence: OccurrenceName
    reason: FilledText


class Returned(Stamped):
    """The reply does not do; another is due by ``due``, absent for the day that was set before."""

    kind: Literal["returned"] = "returned"
    opinion: FilledText
    due: Day | None = None


class Escalated(Stamped):
    """The notice climbed to a higher ``rung``; a reply is due by ``due``, absent for the day that was set before."""

    kind: Literal["escalated"] = "escalated"
    rung: Rung
    reason: FilledText
    due: Day | None = None


class Closed(Stamped):
    """The reply does."""

    kind: Literal["closed"] = "closed"
    opinion: FilledText


class Withdrawn(Stamped):
    """The notice was sent in error."""

    kind: Literal["withdrawn"] = "withdrawn"
    reason: FilledText


_SETTLING: Final = (Replied, Excused)


def rung(standing: Standing) -> Rung:
    """Return the rung on which a notice stands: the highest that it came to."""
    return highest(standing.matter.head.rung, *(e.rung for e in standing.counted if isinstance(e, Escalated)))


def due(standing: Standing) -> Day:
    """Return the last day for the reply that is awaited."""
    of = standing.matter.head.series
    last = max((n for n, e in enumerate(standing.counted) if of is not None and isinstance(e, _SETTLING)), default=-1)
    later = standing.counted[last + 1 :]
    set_ = [e.due for e in later if isinstance(e, (Returned, Escalated)) and e.due is not None]
    if set_:
        found: Day = set_[-1]
        return found
    return standing.matter.head.due if of is None else _awaited(of, settled(standing)).due


def series(matter: Matter) -> Series | None:
    """Return when a notice asks for a reply, None where it does so once."""
    found: Series | None = matter.head.series
    return found


def settled(standing: Standing) -> dict[str, Any]:
    """Return by the names of their occurrences the replies that answer them, and what excuses them.

    A reply that was returned answers nothing: another is due for the same occurrence.
    """
    found: dict[str, Any] = {}
    for entry in standing.counted:
        if isinstance(entry, Returned):
            # the last that was replied; where all was excused, the last of these
            for name in [name for name, said in found.items() if isinstance(said, Replied)][-1:] or [*found][-1:]:
                del found[name]
        elif isinstance(entry, _SETTLING) and entry.occurrence is not None:
            found.setdefault(entry.occurrence, entry)
    return found


def _awaited(of: Series, done: Mapping[str, Any]) -> Occurrence:
    """Return the first occurrence that awaits its reply; the last of all where none does."""
    *_rest, last = of.occurrences()
    return recurring.first_open(of, done) or last


def awaits_reply(standing: Standing, day: Day | None = None) -> bool:
    """Tell whether the organization is still to answer; of what comes back, by ``day`` if one is given."""
    if standing.status not in AWAITING:
        return False
    of = series(standing.matter)
    return of is None or day is None or bool(recurring.missing(of, settled(standing), day))


def _after(standing: Standing, entry: Any, status: str) -> str:
    """Return where a notice stands after an entry: answered, of what comes back, only once nothing is left."""
    of = series(standing.matter)
    if of is None or not isinstance(entry, _SETTLING):
        return status
    done = settled(standing) | {str(entry.occurrence): entry}
    return status if recurring.first_open(of, done) is None else "issued"


def _references(matter: Matter) -> References:
    head = matter.head
    return References(
        head.problems,
        head.support,
        tuple(hands.ever("leader", head, matter.entries)),
        tasks=(head.task,) if head.task is not None else (),
    )


def _objection(standing: Standing, entry: Stamped) -> str | None:
    if isinstance(entry, Escalated) and highest(rung(standing), entry.rung) is rung(standing):
        return _("it is already at “{rung}”; it can only be escalated").format(rung=_(RUNG_WORDS[rung(standing)]))
    again = getattr(entry, "due", None)
    if again is not None and again < entry.on:
        return _("the deadline {due} for the reply is before {on}, the day it is set").format(due=again, on=entry.on)
    if isinstance(entry, _SETTLING):
        of = series(standing.matter)
        return recurring.objection(of, settled(standing), entry, answers=isinstance(entry, Replied))
    if isinstance(entry, Issued) and standing.matter.head.due < entry.on:
        return _("the deadline {due} for the reply is before {on}, the day it is set").format(
            due=standing.matter.head.due, on=entry.on
        )
    return None


def _bar(matter: Matter, entry: Any, orgs: Mapping[str, Org]) -> str | None:
    """Return why whose act it is may not do so: nobody answers what they sent, nor settles what is their own."""
    who: str = entry.principal
    home = who.partition("/")[0]
    before = matters.fold(matter).counted
    if entry.kind == "issued" and home == matter.org:
        return _("{by} belongs to {org} itself; a notice goes to another organization").format(
            by=whole(who, orgs), org=unit(matter.org, orgs)
        )
    if entry.kind in _ANSWERS:
        for sent in (e.principal for e in before if isinstance(e, Issued)):
            if home == sent.partition("/")[0] or judging.same_person(who, sent, orgs):
                return _(
                    "{by} acts for the sender of the notice; {org} itself or an organization above it must answer"
                ).format(by=whole(who, orgs), org=unit(matter.org, orgs))
    if isinstance(entry, Replied) and entry.for_ is not None and entry.document is None:
        return _("a reply recorded for {by} requires the document with the reply: --document").format(
            by=whole(who, orgs)
        )
    if entry.kind in _JUDGEMENTS:
        others = {
            e.principal: _("{by} answered it; somebody else must settle it").format(by=whole(e.principal, orgs))
            for e in before
            if isinstance(e, Replied)
        }
        for leader in hands.ever("leader", matter.head, before):
            said = _("{by} leads the work required by the notice; somebody else must settle it").format(
                by=whole(leader, orgs)
            )
            others.setdefault(leader, said)
        return judging.barred_from_matter(who, matter.org, others, orgs)
    return None


KIND = Kind(
    name="notice",
    head=Head,
    entries={
        "issued": Issued,
        "received": Received,
        "replied": Replied,
        "excused": Excused,
        "returned": Returned,
        "escalated": Escalated,
        "closed": Closed,
        "withdrawn": Withdrawn,
    },
    table={
        "": {"issued": "issued"},
        "issued": {
            "received": "issued",
            "replied": "replied",
            "excused": "replied",
            "escalated": "issued",
            "withdrawn": "withdrawn",
        },
        "replied": {
            "returned": "returned",
            "escalated": "returned",
            "closed": "closed",
            "withdrawn": "withdrawn",
        },
        "returned": {
            "received": "returned",
            "replied": "replied",
            "excused": "replied",
            "escalated": "returned",
            "withdrawn": "withdrawn",
        },
        "closed": {},
        "withdrawn": {},
    },
    who={
        "issued": Who.SUPERVISION,
        "received": Who.ADDRESSEE,
        "replied": Who.ADDRESSEE,
        "excused": Who.SUPERVISION,
        "returned": Who.SUPERVISION,
        "escalated": Who.SUPERVISION,
        "closed": Who.SUPERVISION,
        "withdrawn": Who.SUPERVISION,
    },
    status_words=STATUS_WORDS,
    entry_words=ENTRY_WORDS,
    references=_references,
    due=due,
    objection=_objection,
    bar=_bar,
    after=_after,
    charge="leader",
)
"""A notice. It lies with the organization that must answer it."""
