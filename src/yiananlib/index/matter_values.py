"""What the index answers with about matters (notices, rules, meetings), cases and rounds: plain values."""

# annotations that are evaluated, as in index/values.py
import datetime as dt
from typing import Any, NamedTuple

from yiananlib.index.values import Said


class MatterRow(NamedTuple):
    """A matter as it stood at the end of a day; ``data`` has the fields of its head by their names in the file.

    ``due`` is the last day for what is awaited, None where there is none; ``history`` are all entries up to ``day``;
    ``lies_with`` is the organization with which it lies.
    """

    kind: str
    org: str
    id: str
    org_name: str
    title: str
    since: dt.date
    status: str
    due: dt.date | None
    data: dict[str, Any]
    history: tuple[Said, ...]
    day: dt.date
    lies_with: str = ""

    @property
    def entries(self) -> tuple[Said, ...]:
        """The entries that count."""
        return tuple(said for said in self.history if said.counts)

    @property
    def refused(self) -> tuple[Said, ...]:
        """The entries that the rules do not allow."""
        return tuple(said for said in self.history if not (said.counts or said.taken_back))

    @property
    def ref(self) -> str:
        """``<org>/<id>``, the name on the command line and in messages."""
        return f"{self.org}/{self.id}"


class FindingRow(NamedTuple):
    """A finding of a case; ``name`` is ``<case>/<number>``."""

    name: str
    number: int
    text: str


class TaskRow(NamedTuple):
    """A task of a case. ``findings`` are the numbers of those it answers, ``orgs`` to whom it is assigned."""

    number: int
    text: str
    findings: tuple[int, ...]
    orgs: tuple[str, ...]
    due: dt.date | None


class CaseRow(NamedTuple):
    """A case with its findings and tasks; it opens ``round`` for ``orgs``, all where there are none."""

    name: str
    title: str
    opened: dt.date
    summary: str | None
    round: str | None
    orgs: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    tasks: tuple[TaskRow, ...]


class Waiting(NamedTuple):
    """A round that a case opened on ``since`` and that an organization has not begun; ``id`` is the round's name."""

    org: str
    id: str
    org_name: str
    title: str
    since: dt.date

    @property
    def ref(self) -> str:
        """What the round is called on the command line."""
        return f"{self.org}/{self.id}"


class Judged(NamedTuple):
    """What was said last of a member: whether they ``passed``, when, at which meeting (``<org>/<id>``), and why.

    ``marks`` are what their analysis put in (``model.meeting_words.Mark``).
    """

    passed: bool
    on: dt.date
    meeting: str
    marks: tuple[str, ...]
    opinion: str | None


class Repeated(NamedTuple):
    """How many problems of an organization repeat a finding, and name a task, those voided left out."""

    finding: str | None
    task: str | None
    org: str
    problems: int
    closed: int
    overdue: int


class Sent(NamedTuple):
    """How many notices an organization was sent for a task: of them ``answered``, and of these ``settled``."""

    task: str
    org: str
    sent: int
    answered: int
    settled: int


class Opened(NamedTuple):
    """A round that an organization opened; ``pass_`` is which of the three passes it is, None where not said."""

    opened: dt.date
    subjects: tuple[str, ...]
    pass_: str | None


class Answers(NamedTuple):
    """What a subject answered in a round: ``unexplained`` are nil returns without a reason."""

    answered: int
    unexplained: int
