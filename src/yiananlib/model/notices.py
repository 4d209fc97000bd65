"""督办单: a supervision notice to an organization, its replies, and the ladder it may climb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from yiananlib.messages import _
from yiananlib.model import hands, judging, matters
from yiananlib.model.base import Day, FilledText, Line, Name, OfficerRef, RecordId, Remark, Stamped
from yiananlib.model.calling import unit, whole
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.notice_words import AWAITING, ENTRY_WORDS, RUNG_WORDS, STATUS_WORDS, Rung, Urgency, highest
from yiananlib.model.steps import Who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.org import Org

_ANSWERS: Final = ("received", "replied")
_JUDGEMENTS: Final = ("returned", "escalated", "closed", "withdrawn")


class Head(matters.Head):
    """What was demanded. ``basis`` is 督办依据, ``due`` the last day for a reply, ``problems`` those it is about.

    ``support`` are the cooperating organizations (协办单位), ``leader`` the leader in charge (分管领导). ``task`` is
    the task of a case that it hands on (交办).
    """

    demand: FilledText
    rung: Rung = Rung.SUPERVISION
    basis: Remark = None
    urgency: Urgency = Urgency.NORMAL
    due: Day
    problems: tuple[RecordId, ...] = ()
    task: Line | None = None
    support: tuple[Name, ...] = ()
    leader: OfficerRef | None = None


class Issued(Stamped):
    """The notice was sent."""

    kind: Literal["issued"] = "issued"


class Received(Stamped):
    """签收: the organization has it."""

    kind: Literal["received"] = "received"


class Replied(Stamped):
    """The organization says what it has done."""

    kind: Literal["replied"] = "replied"
    text: FilledText
    document: Line | None = None


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


def rung(standing: Standing) -> Rung:
    """Return the rung on which a notice stands: the highest that it came to."""
    return highest(standing.matter.head.rung, *(e.rung for e in standing.counted if isinstance(e, Escalated)))


def due(standing: Standing) -> Day:
    """Return the last day for the reply that is awaited."""
    set_ = [e.due for e in standing.counted if isinstance(e, (Returned, Escalated)) and e.due is not None]
    found: Day = set_[-1] if set_ else standing.matter.head.due
    return found


def awaits_reply(standing: Standing) -> bool:
    """Tell whether the organization is still to answer."""
    return standing.status in AWAITING


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
        "returned": Returned,
        "escalated": Escalated,
        "closed": Closed,
        "withdrawn": Withdrawn,
    },
    table={
        "": {"issued": "issued"},
        "issued": {"received": "issued", "replied": "replied", "escalated": "issued", "withdrawn": "withdrawn"},
        "replied": {
            "returned": "returned",
            "escalated": "returned",
            "closed": "closed",
            "withdrawn": "withdrawn",
        },
        "returned": {"received": "returned", "replied": "replied", "escalated": "returned", "withdrawn": "withdrawn"},
        "closed": {},
        "withdrawn": {},
    },
    who={
        "issued": Who.SUPERVISION,
        "received": Who.ADDRESSEE,
        "replied": Who.ADDRESSEE,
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
    charge="leader",
)
"""A notice. It lies with the organization that must answer it."""
