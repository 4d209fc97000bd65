"""A case that the campaign takes as a mirror: its numbered findings, and the tasks that follow from them."""

from collections import Counter
from typing import Annotated

from pydantic import Field, model_validator

from yiananlib.model.base import Base, Day, FilledText, Line, Name, Remark, schema_field

Number = Annotated[int, Field(strict=True, ge=1, le=999)]


class CaseFinding(Base):
    """What the case has shown; ``<case>/<number>`` names it (两个案件九个方面的问题)."""

    number: Number
    text: FilledText


class Task(Base):
    """What is to be rectified in the campaign (九项整改任务).

    ``findings`` are the numbers of those it answers; ``orgs`` to whom it is assigned, none for everybody.
    ``due`` is the last day, absent where none was set.
    """

    number: Number
    text: FilledText
    findings: tuple[Number, ...] = ()
    orgs: tuple[Name, ...] = ()
    due: Day | None = None


class Case(Base):
    """A case (``cases/<case>.toml``); ``id`` is the file's name and not in the file. ``opened`` is when it came in.

    ``round`` is the round of self-examination that it opens, absent where it opens none; ``orgs`` are the units that
    are asked, each with all below it, none for all.
    """

    schema_: int = schema_field()
    title: Line
    opened: Day
    summary: Remark = None
    round: Name | None = None
    orgs: tuple[Name, ...] = ()
    findings: tuple[CaseFinding, ...] = ()
    tasks: tuple[Task, ...] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> "Case":
        for rows in (self.findings, self.tasks):
            repeated = [number for number, n in Counter(row.number for row in rows).items() if n > 1]
            if repeated:
                raise ValueError(f"repeated number {repeated[0]}")
        unknown = {n for task in self.tasks for n in task.findings} - {f.number for f in self.findings}
        if unknown:
            raise ValueError(f"unknown finding {min(unknown)}")
        if self.orgs and self.round is None:
            raise ValueError("units without a round")
        return self

    def finding(self, number: int) -> CaseFinding | None:
        """Return the finding of that number, or None."""
        return next((f for f in self.findings if f.number == number), None)

    def task(self, number: int) -> Task | None:
        """Return the task of that number, or None."""
        return next((t for t in self.tasks if t.number == number), None)
