"""建章立制: a rule of an organization, looked at and kept, revised, abolished or made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from yiananlib.model import hands, matters
from yiananlib.model.base import Day, FilledText, Line, OfficerRef, RecordId, Remark, Stamped
from yiananlib.model.matters import Kind, Matter, References, Standing
from yiananlib.model.redating import CLOCK_TOLERANCE
from yiananlib.model.rule_words import ENTRY_WORDS, STATUS_WORDS, Decision, Governs
from yiananlib.model.steps import Who

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


class Head(matters.Head):
    """A rule by its ``title``. ``problems`` and ``findings`` are why it is looked at; ``due`` when it is to be done.

    ``findings`` are findings of cases, ``<case>/<number>``.
    """

    governs: Governs
    problems: tuple[RecordId, ...] = ()
    findings: tuple[Line, ...] = ()
    owner: OfficerRef | None = None
    due: Day | None = None


class Listed(Stamped):
    """The rule, there already or missing, was put on the list."""

    kind: Literal["listed"] = "listed"
    note: Remark = None


class Decided(Stamped):
    """What is to become of it, and why."""

    kind: Literal["decided"] = "decided"
    decision: Decision
    reason: FilledText


class Issued(Stamped):
    """The rule is in force as made or revised, or abolished: by ``document``, such as its number."""

    kind: Literal["issued"] = "issued"
    document: Line
    note: Remark = None


class Dropped(Stamped):
    """Listed in error; the record stays."""

    kind: Literal["dropped"] = "dropped"
    reason: FilledText


def decision(standing: Standing) -> Decision | None:
    """Return the decision that counts, the last; None before the first."""
    return next((e.decision for e in reversed(standing.counted) if isinstance(e, Decided)), None)


def settles(matter: Matter, by: dt.datetime | None = None) -> bool:
    """Tell whether it answers what the gate asks for: it is done, or was looked at and is kept for a reason.

    With ``by``: whether it did so at some time up to then, whatever became of it later.
    """
    return any(
        status == "done" or (status == "decided" and decided is Decision.KEEP) for status, decided in _stood(matter, by)
    )


def is_done(matter: Matter, by: dt.datetime | None = None) -> bool:
    """Tell whether it is in force as made or revised, or abolished; with ``by`` at some time up to then."""
    return any(status == "done" for status, _decided in _stood(matter, by))


def is_there(matter: Matter, by: dt.datetime | None = None) -> bool:
    """Tell whether it is on the list, and not dropped as listed in error; with ``by`` whether it was then."""
    stood = [status for status, _decided in _stood(matter, by)]
    return bool(stood) and stood[-1] != "dropped"


def _stood(matter: Matter, by: dt.datetime | None) -> Iterator[tuple[str, Decision | None]]:
    """Yield where it stands and what was decided; with ``by`` after each entry up to then."""
    if by is None:
        standing = matters.fold(matter)
        yield standing.status, decision(standing)
        return
    for count in range(1, len(matter.entries) + 1):
        if matter.entries[count - 1].at <= by + CLOCK_TOLERANCE:
            before = matter.until(count)
            standing = matters.fold(before)
            yield standing.status, decision(standing)


def _references(matter: Matter) -> References:
    head = matter.head
    return References(head.problems, (), tuple(hands.ever("owner", head, matter.entries)), head.findings)


KIND = Kind(
    name="rule",
    head=Head,
    entries={"listed": Listed, "decided": Decided, "issued": Issued, "dropped": Dropped},
    table={
        "": {"listed": "listed"},
        "listed": {"decided": "decided", "dropped": "dropped"},
        "decided": {"decided": "decided", "issued": "done", "dropped": "dropped"},
        "done": {"decided": "decided", "issued": "done"},
        "dropped": {},
    },
    who=dict.fromkeys(("listed", "decided", "issued", "dropped"), Who.OWN),
    status_words=STATUS_WORDS,
    entry_words=ENTRY_WORDS,
    references=_references,
    due=lambda standing: standing.matter.head.due,
    charge="owner",
)
"""A rule. One that is kept is done with the decision's document: that which was looked at."""
