"""移交: a problem goes to the unit that must answer for it. One record ends, and another takes its place there.

The two name each other and are written together. What counts of the old record is in the registration of the new one,
which nobody chooses: it follows from the old record, and whoever verifies compares it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple

from pydantic import AfterValidator, Field

from yiananlib.messages import _
from yiananlib.model.base import Base, Day, FilledText, Line, OfficerRef, Stamped
from yiananlib.model.ids import is_id
from yiananlib.model.text import name_fault
from yiananlib.model.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State

KIND: Final = "transferred"
OWN: Final = ("id", "leader", "owner", "support")
"""Fields of the head that a transferred problem has anew; of ``support`` the unit that takes it over alone is left out.
"""


def _problem_ref(value: str) -> str:
    org, _slash, name = value.partition("/")
    if name_fault(org) is not None or not is_id(name):
        raise ValueError("problem form")
    return value


ProblemRef = Annotated[
    str, AfterValidator(_problem_ref), Field(json_schema_extra={"pattern": "^[^/]+/[0-9a-hjkmnp-tv-z]{6}$"})
]
"""``<org>/<id>``: a problem with the unit in whose list it stands."""


class Transferred(Stamped):
    """The problem stands in the list of another unit from now on, as ``to``; the record ends here."""

    kind: Literal["transferred"] = "transferred"
    to: ProblemRef
    reason: FilledText


class Taken(Base):
    """Where a problem that was taken over came from, and what counts of it there.

    ``problem`` is the record that ended. ``parts`` are who had a part in it, and do not judge it here either.
    ``deadline`` is the one in force where more time was granted, in so many ``extensions``; ``closed`` and
    ``reopened`` are the last close of an earlier round, and the day on which it was opened again. ``ledger`` is the
    name of the campaign in whose ledger the record is, where that is another, and ``commit`` the commit that it was
    read from: it is not ended there, and nothing here can be held against it.
    """

    problem: ProblemRef
    ledger: Line | None = None
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$")] | None = None
    parts: tuple[OfficerRef, ...] = ()
    deadline: Day | None = None
    extensions: Annotated[int, Field(strict=True, ge=1, le=999)] | None = None
    closed: Day | None = None
    reopened: Day | None = None


def taken(state: State, parts: tuple[str, ...]) -> dict[str, Any]:
    """Return what the registration elsewhere says of a problem; ``parts`` are who had a part in it."""
    before = state.taken
    closed = [move.on for move in state.moves if move.status is Status.CLOSED and move.round < state.round]
    granted = len(state.deadlines) - 1
    said = {
        "problem": state.problem.ref,
        "parts": tuple(sorted(parts)),
        "deadline": state.due if granted else None,
        "extensions": granted or None,
        "closed": closed[-1] if closed else before.closed if before is not None else None,
        "reopened": state.opened if state.round > 1 else before.reopened if before is not None else None,
    }
    return {key: value for key, value in said.items() if value not in (None, ())}


def head(state: State, org: str, anew: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the head in the list of ``org``: those of now, and what is ``anew`` (id, leader, owner)."""
    said = {**state.head.plain(), **anew, "support": tuple(unit for unit in state.head.support if unit != org)}
    return {key: value for key, value in said.items() if value not in (None, ())}


class Half(NamedTuple):
    """One record of the two: the ``other`` that it names, by whom it is, and what both must say alike, as texts."""

    ref: str
    other: str
    by: str
    said: tuple[tuple[str, str], ...]


def given(state: State, parts: tuple[str, ...], entry: Transferred) -> Half:
    """Return the half that gives a problem away; ``state`` is before the entry."""
    org = entry.to.partition("/")[0]
    said = {"head": head(state, org, {}), "from": taken(state, parts), "number": state.number}
    return _half(state.problem.ref, entry.to, entry.principal, said)


def received(problem: Problem) -> Half | None:
    """Return the half that takes a problem over; None where it was not, or from another ledger."""
    source = problem.taken
    if source is None or source.ledger is not None:
        return None
    first = problem.entries[0]
    number = next((e.number for e in problem.entries if e.kind == "numbered" and e.at == first.at), None)
    said = {"head": problem.head.plain(), "from": source.plain(), "number": number}
    return _half(problem.ref, source.problem, first.principal, said)


def _half(ref: str, other: str, by: str, said: dict[str, Any]) -> Half:
    fields = {key: value for key, value in said["head"].items() if key not in OWN}
    fields["support"] = sorted(said["head"].get("support", ()))
    fields |= {f"from.{key}": value for key, value in said["from"].items()} | {"number": said["number"]}
    import json  # few problems change hands

    texts = {key: json.dumps(value, default=str, ensure_ascii=False, sort_keys=True) for key, value in fields.items()}
    return Half(ref, other, by, tuple(sorted(texts.items())))


def unlike(gave: Half, took: Half) -> str | None:
    """Return why two records are no halves of one transfer, in the reader's language; None where they are."""
    if gave.other != took.ref or took.other != gave.ref:
        return _("{ref} names {other}, not this").format(ref=took.ref, other=took.other)
    mine, theirs = dict(gave.said), dict(took.said)
    differing = [key for key in sorted({*mine, *theirs}) if mine.get(key, "null") != theirs.get(key, "null")]
    if differing:
        return _("the registration differs from what was transferred: {fields}").format(fields=_(", ").join(differing))
    if gave.by != took.by:
        return _("it was transferred by {by}, but registered by {other}").format(by=gave.by, other=took.by)
    return None
