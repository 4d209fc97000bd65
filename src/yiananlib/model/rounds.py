"""Rounds of self-examination: who answered which prompt, and how."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import Field

from yiananlib.model import redating
from yiananlib.model.base import (
    Base,
    Day,
    Name,
    RecordId,
    Remark,
    Stamped,
    schema_field,
)
from yiananlib.model.entries import Redated
from yiananlib.model.record import Record
from yiananlib.model.vocabulary import Answer, Pass

TEAM = "team"
"""The subject 班子 as a whole; any other subject is an officer's id."""


class Answered(Stamped):
    """An answer to one prompt for one subject; a later one for the same pair replaces it.

    ``problem`` is the id of the problem that was registered, present when the answer is ``problem``.
    ``clear`` and ``not-applicable`` carry a ``reason``: a nil return without one is no answer.
    """

    subject: Name = TEAM
    prompt: Name
    answer: Answer
    reason: Remark = None
    problem: RecordId | None = None

    @property
    def counts(self) -> bool:
        """Tell whether this is an answer: a problem, or a nil return with a reason."""
        return self.problem is not None if self.answer is Answer.PROBLEM else bool(self.reason)


class Head(Base):
    """What was said when a round was opened, and is never edited: the day, who examine themselves, the pass.

    ``pass_`` is which of the three passes it is, absent where the campaign does not tell them apart.
    """

    schema_: int = schema_field()
    opened: Day
    subjects: Annotated[tuple[Name, ...], Field(min_length=1)] = (TEAM,)
    pass_: Pass | None = Field(None, alias="pass")


class Written(Head):
    """The file of a round. ``corrections`` redate answers whose clock ran ahead."""

    answers: tuple[Answered, ...] = ()
    corrections: tuple[Redated, ...] = ()


@dataclass(frozen=True, slots=True)
class Round(Record[Head, Answered | Redated]):
    """A round of an organization; somebody chose its name. Its entries are its answers, then its corrections."""

    kind: str = field(default="round", kw_only=True)
    name: str = field(kw_only=True)

    def holding(self, entries: Iterable[Answered | Redated]) -> "Round":
        """Return the round with ``entries`` instead of its own, in the order in which they lie in its file."""
        return replace(self, entries=tuple(sorted(entries, key=lambda entry: isinstance(entry, Redated))))

    @classmethod
    def of(cls, org: str, name: str, said: Written) -> "Round":
        """Return the round that a file says, which lies in the folder of ``org`` and is called ``name``."""
        head = Head.model_construct(**{field: getattr(said, field) for field in Head.model_fields})
        return cls(org, head, (*said.answers, *said.corrections), name=name)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """The answers, in the order of recording."""
        return tuple(entry for entry in self.entries if isinstance(entry, Answered))

    @property
    def corrections(self) -> tuple[Redated, ...]:
        """What redates answers whose clock ran ahead."""
        return tuple(entry for entry in self.entries if isinstance(entry, Redated))

    @property
    def redated(self) -> dict[str, dt.date]:
        """The answers and corrections whose clock ran ahead, by id, each with the day that a correction gives."""
        return redating.days(self.entries)

    @property
    def began(self) -> dt.date:
        """The day it was opened; by a clock that ran ahead, the first day that a correction gives."""
        return min((self.head.opened, *self.redated.values()))

    @property
    def dated(self) -> tuple[Answered, ...]:
        """The answers as they count: those of a clock that ran ahead on the day that a correction gives."""
        return redating.dated(self.answers, self.redated)

    @property
    def faults(self) -> tuple[tuple[int, str], ...]:
        """The corrections that redate nothing, each by its place among them, and why."""
        first = len(self.answers)
        found = (
            (place, redating.objection(self.entries[: first + place], entry))
            for place, entry in enumerate(self.corrections)
        )
        return tuple((place, reason) for place, reason in found if reason is not None)

    def answer(self, prompt: str, subject: str) -> Answered | None:
        """Return the answer in force, the last recorded, or None."""
        return next((a for a in reversed(self.answers) if (a.prompt, a.subject) == (prompt, subject)), None)

    def answered(self, prompts: Iterable[str], day: dt.date) -> int:
        """Return how many pairs of a prompt and a subject had an answer at the end of ``day``."""
        known = set(prompts)
        latest = {
            (a.prompt, a.subject): a
            for a in self.dated
            if a.on <= day and a.prompt in known and a.subject in self.head.subjects
        }
        return sum(1 for a in latest.values() if a.counts)
