"""Rounds of self-examination: who answered which prompt, and how."""

import datetime as dt
from collections.abc import Iterable
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


class Round(Base):
    """A round of an organization: the day it was opened, who examines themselves, the answers.

    ``pass_`` is which of the three passes it is, absent where the campaign does not tell them apart.
    ``id`` is the file's name and not in the file. ``corrections`` redate answers whose clock ran ahead.
    """

    schema_: int = schema_field()
    opened: Day
    subjects: Annotated[tuple[Name, ...], Field(min_length=1)] = (TEAM,)
    pass_: Pass | None = Field(None, alias="pass")
    answers: tuple[Answered, ...] = ()
    corrections: tuple[Redated, ...] = ()

    @property
    def head(self) -> tuple[dt.date, tuple[str, ...], Pass | None]:
        """What was said when it was opened, and is never edited: the day, the subjects, the pass."""
        return self.opened, self.subjects, self.pass_

    @property
    def redated(self) -> dict[str, dt.date]:
        """The answers and corrections whose clock ran ahead, by id, each with the day that a correction gives."""
        return redating.days((*self.answers, *self.corrections))

    @property
    def began(self) -> dt.date:
        """The day it was opened; by a clock that ran ahead, the first day that a correction gives."""
        return min((self.opened, *self.redated.values()))

    @property
    def dated(self) -> tuple[Answered, ...]:
        """The answers as they count: those of a clock that ran ahead on the day that a correction gives."""
        return redating.dated(self.answers, self.redated)

    @property
    def faults(self) -> tuple[tuple[int, str], ...]:
        """The corrections that redate nothing, each by its place among them, and why."""
        rows = (*self.answers, *self.corrections)
        found = (
            (place, redating.objection(rows[: len(self.answers) + place], entry))
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
            if a.on <= day and a.prompt in known and a.subject in self.subjects
        }
        return sum(1 for a in latest.values() if a.counts)
