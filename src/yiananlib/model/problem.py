"""A problem: the head as it was registered, and its entries in order of recording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from yiananlib.model.answers import Contested
from yiananlib.model.base import (
    Base,
    Day,
    FilledText,
    Key,
    Line,
    Name,
    OfficerRef,
    RecordId,
    Sheet,
    Tag,
    Yes,
    schema_field,
)
from yiananlib.model.entries import Amended, Endorsed, Entry, Evidenced, Registered
from yiananlib.model.record import Record
from yiananlib.model.transfers import Taken
from yiananlib.model.vocabulary import Class, Severity


class Head(Base):
    """What was registered, never edited afterwards; amendments are entries.

    ``due`` is the original deadline, the last day on which the problem is in time. ``found`` is the day it was found,
    ``meeting`` the meeting at which; ``recurs`` is the id of an earlier problem that came back. ``support`` are the
    cooperating units (配合单位); figures count the lead unit alone. ``linked`` is the work that it is seen together
    with (与…结合), ``public_concern`` marks what people care about most (群众最关心); ``tags`` are words of further
    vocabularies of the campaign, and ``task`` is the task of a case that it is a part of. An absent ``root_cause``,
    ``level`` or ``goal`` is one not yet known; the gate asks for it.
    """

    schema_: int = schema_field()
    id: RecordId
    title: Line
    symptom: FilledText
    source: Key = "self_check"
    prompt: Name | None = None
    finding: Line | None = None
    task: Line | None = None
    meeting: RecordId | None = None
    recurs: RecordId | None = None
    kind: Key
    field: Key = "none"
    severity: Severity = Severity.GENERAL
    class_: Class = Field(Class.PHASED, alias="class")
    root_cause: FilledText | None = None
    level: tuple[Key, ...] = ()
    goal: FilledText | None = None
    support: tuple[Name, ...] = ()
    linked: tuple[Key, ...] = ()
    tags: tuple[Tag, ...] = ()
    public_concern: Yes = None
    leader: OfficerRef
    owner: OfficerRef
    due: Day
    found: Day


@dataclass(frozen=True, slots=True)
class Problem(Record[Head, Entry]):
    """A problem of an organization."""

    kind: str = field(default="problem", kw_only=True)

    @property
    def taken(self) -> Taken | None:
        """Where it was taken over from, and what counts of it there; None where it was found here."""
        first = next(iter(self.entries), None)
        return first.from_ if isinstance(first, Registered) else None


def files(problem: Problem) -> Iterator[tuple[int, Evidenced | Sheet]]:
    """Yield the supporting files that entries name, each with the index of its entry.

    Signed sheets are among them, and what objections rest on.
    """
    for index, entry in enumerate(problem.entries):
        if isinstance(entry, Evidenced):
            yield index, entry
        elif isinstance(entry, Endorsed) and entry.sheet is not None:
            yield index, entry.sheet
        elif isinstance(entry, Contested):
            yield from ((index, file) for file in entry.evidence)


def amended(head: Head, entries: Sequence[Entry]) -> Head:
    """Return the head with every amendment among ``entries`` applied, and who answers now, validated anew."""
    changes: dict[str, Any] = {}
    for entry in entries:
        if isinstance(entry, Amended):
            changes.update(entry.changes.plain())
        elif entry.kind == "reassigned":
            now = {name: changes.get(name, getattr(head, name)) for name in ("leader", "owner")}
            changes.update({name: entry.to for name, ref in now.items() if ref == entry.from_})
    return Head.model_validate(head.plain() | changes) if changes else head


def concerned(problem: Problem) -> tuple[str, ...]:
    """Return the problem's own unit, then every unit that supports it or did before an amendment."""
    changed = (unit for e in problem.entries if isinstance(e, Amended) for unit in e.changes.support or ())
    return tuple(dict.fromkeys((problem.org, *problem.head.support, *changed)))


def digest(head: Head, entries: Sequence[Entry]) -> str:
    """Return the SHA-256 of what a reviewer saw: the head and the entries before the review.

    Taken over canonical JSON of the values (sorted keys, no absent fields), so that white space,
    comments and the order of keys in the file do not count.
    """
    import hashlib  # only reviews, closes and verify take digests
    import json

    content = [head.plain(), *(entry.plain() for entry in entries)]
    text = json.dumps(content, default=_as_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_text(value: Any) -> str:
    return str(value.isoformat())
