"""Meetings and learning: 民主生活会, 三会一课, 警示教育 and the others; who was due and came, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StrictBool

from yiananlib.messages import _
from yiananlib.model import authority, hands, judging, matters
from yiananlib.model.base import Day, FilledText, Key, Line, Name, OfficerRef, RecordId, Remark, Stamped
from yiananlib.model.calling import whole
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.meeting_words import AIM_WORDS, ENTRY_WORDS, MARK_WORDS, STATUS_WORDS, Mark, Material, Type
from yiananlib.model.steps import Who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.org import Org

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class Head(matters.Head):
    """A meeting as it was called. ``planned`` is the day; ``due`` how many were to come.

    ``aims`` are keys such as ``unity`` and ``sweat`` (红脸出汗); ``case`` is the case it is about; ``chair`` presides,
    and judges whether a member has passed.
    """

    type: Type
    planned: Day
    due: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    aims: tuple[Key, ...] = ()
    material: Material | None = None
    source: Line | None = None
    case: Name | None = None
    chair: OfficerRef | None = None


class Called(Stamped):
    """The meeting was called."""

    kind: Literal["called"] = "called"


class Held(Stamped):
    """It was held: how many ``attended`` of those who were ``due``; who was absent, as posts, and why."""

    kind: Literal["held"] = "held"
    attended: Count
    due: Count
    absent: Remark = None
    summary: Remark = None


class MadeUp(Stamped):
    """So many of those absent made up for it."""

    kind: Literal["made-up"] = "made-up"
    count: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    note: Remark = None


class Found(Stamped):
    """What was found: a problem that was put on the list, or the reason why it was not."""

    kind: Literal["found"] = "found"
    text: FilledText
    problem: RecordId | None = None


class Concluded(Stamped):
    """What came of one of its aims; a later one of the same aim replaces it."""

    kind: Literal["concluded"] = "concluded"
    aim: Key
    result: FilledText


class Appraised(Stamped):
    """Whether a member has passed (人人过关), as the chair, the office or the inspectors say; a later one replaces it.

    ``marks`` are what the member's analysis put in (三个摆进去); ``opinion`` is why, where one is missing or the member
    has not passed.
    """

    kind: Literal["appraised"] = "appraised"
    member: OfficerRef
    passed: StrictBool
    marks: tuple[Mark, ...] = ()
    opinion: Remark = None


class Cancelled(Stamped):
    """It was not held."""

    kind: Literal["cancelled"] = "cancelled"
    reason: FilledText


def attendance(standing: Standing) -> tuple[int, int] | None:
    """Return how many attended or made up for it, of how many; None while it was not held."""
    held = next((e for e in standing.counted if isinstance(e, Held)), None)
    if held is None:
        return None
    return held.attended + sum(e.count for e in standing.counted if isinstance(e, MadeUp)), held.due


def _references(matter: Matter) -> References:
    chair = hands.ever("chair", matter.head, matter.entries)
    members = (e.member for e in matter.entries if isinstance(e, Appraised))
    return References(
        tuple(e.problem for e in matter.entries if isinstance(e, Found) and e.problem is not None),
        officers=tuple(dict.fromkeys((*chair, *members))),
    )


def _objection(standing: Standing, entry: Stamped) -> str | None:
    if isinstance(entry, Held) and entry.attended > entry.due:
        return _("{attended} attended, but only {due} were expected").format(attended=entry.attended, due=entry.due)
    if isinstance(entry, MadeUp):
        came = attendance(standing)
        if came is not None and came[0] + entry.count > came[1]:
            return _("{count} more would make {sum}, but only {due} were expected").format(
                count=entry.count, sum=came[0] + entry.count, due=came[1]
            )
    if isinstance(entry, Concluded) and entry.aim not in standing.matter.head.aims:
        aims = _(", ").join(_(AIM_WORDS.get(aim, aim)) for aim in standing.matter.head.aims) or _("none")
        return _("“{aim}” is none of its aims; there are: {aims}").format(
            aim=_(AIM_WORDS.get(entry.aim, entry.aim)), aims=aims
        )
    if isinstance(entry, Appraised):
        missing = [mark for mark in Mark if mark not in entry.marks]
        if entry.opinion is None and not entry.passed:
            return _("say why the member has not passed: --opinion")
        if entry.opinion is None and missing:
            return _("the analysis leaves out {marks}; to pass the member anyway, give the reason: --opinion").format(
                marks=_(", ").join(_(MARK_WORDS[mark]) for mark in missing)
            )
    return None


def _bar(matter: Matter, entry: Any, orgs: Mapping[str, Org]) -> str | None:
    """Return why whose act it is may not do so: a member is judged by the chair or supervision, never by themselves."""
    if not isinstance(entry, Appraised):
        return None
    who = entry.principal
    if judging.same_person(who, entry.member, orgs):
        return _("{by} is the member; somebody else must say whether they have passed").format(by=whole(who, orgs))
    actor = authority.actor(who, orgs)
    if who != matters.fold(matter).head.chair and not (actor is not None and actor.supervises):
        return _(
            "{by} neither chairs it nor is of the office or the inspectors, who say whether a member passed"
        ).format(by=whole(who, orgs))
    return None


KIND = Kind(
    name="meeting",
    head=Head,
    entries={
        "called": Called,
        "held": Held,
        "made-up": MadeUp,
        "found": Found,
        "concluded": Concluded,
        "appraised": Appraised,
        "cancelled": Cancelled,
    },
    table={
        "": {"called": "called"},
        "called": {"held": "held", "cancelled": "cancelled"},
        "held": dict.fromkeys(("made-up", "found", "concluded", "appraised"), "held"),
        "cancelled": {},
    },
    who={
        **dict.fromkeys(("called", "held", "made-up", "found", "concluded", "cancelled"), Who.OWN),
        "appraised": Who.CONCERNED,
    },
    status_words=STATUS_WORDS,
    entry_words=ENTRY_WORDS,
    references=_references,
    due=lambda standing: standing.matter.head.planned,
    objection=_objection,
    bar=_bar,
    charge="chair",
)
"""A meeting of an organization."""
