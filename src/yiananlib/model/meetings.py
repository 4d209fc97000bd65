"""Meetings and learning: 民主生活会, 三会一课, 警示教育 and the others; who was due and came, and what was found."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yiananlib.messages import _
from yiananlib.model import matters
from yiananlib.model.base import Day, FilledText, Key, Line, Name, RecordId, Remark, Stamped
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.meeting_words import ENTRY_WORDS, STATUS_WORDS, Material, Type
from yiananlib.model.steps import Who

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class Head(matters.Head):
    """A meeting as it was called. ``planned`` is the day; ``due`` how many were to come.

    ``aims`` are keys such as ``unity`` and ``sweat`` (红脸出汗); ``case`` is the case it is about.
    """

    type: Type
    planned: Day
    due: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    aims: tuple[Key, ...] = ()
    material: Material | None = None
    source: Line | None = None
    case: Name | None = None


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
    """What was found: a problem that entered the list, or why what was said did not."""

    kind: Literal["found"] = "found"
    text: FilledText
    problem: RecordId | None = None


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
    return References(tuple(e.problem for e in matter.entries if isinstance(e, Found) and e.problem is not None))


def _objection(standing: Standing, entry: Stamped) -> str | None:
    if isinstance(entry, Held) and entry.attended > entry.due:
        return _("{attended} attended, but only {due} were expected").format(attended=entry.attended, due=entry.due)
    if isinstance(entry, MadeUp):
        came = attendance(standing)
        if came is not None and came[0] + entry.count > came[1]:
            return _("{count} more would make {sum}, but only {due} were expected").format(
                count=entry.count, sum=came[0] + entry.count, due=came[1]
            )
    return None


KIND = Kind(
    name="meeting",
    head=Head,
    entries={"called": Called, "held": Held, "made-up": MadeUp, "found": Found, "cancelled": Cancelled},
    table={
        "": {"called": "called"},
        "called": {"held": "held", "cancelled": "cancelled"},
        "held": {"made-up": "held", "found": "held"},
        "cancelled": {},
    },
    who=dict.fromkeys(("called", "held", "made-up", "found", "cancelled"), Who.OWN),
    status_words=STATUS_WORDS,
    entry_words=ENTRY_WORDS,
    references=_references,
    due=lambda standing: standing.matter.head.planned,
    objection=_objection,
)
"""A meeting of an organization."""
