"""The cases that a campaign takes as a mirror: a new case has findings and tasks, and opens a new round."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.cases import Case
from yiananlib.services.reading import naming
from yiananlib.services.reading.calendar import today
from yiananlib.services.reading.wording import handed_in
from yiananlib.services.recording.begin import commit_definition, require_office, usable
from yiananlib.services.recording.context import made
from yiananlib.store import kinds
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.services.reading.days import Days
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


class CaseAdded(NamedTuple):
    """A case that was added, by its name; ``uncommitted`` is why git did not commit it, or None.

    逢案必改: the units that are asked examine themselves against it in its round. ``names`` are what readers call those
    that were named; where none were, all are asked.
    """

    id: str
    record: Case
    uncommitted: str | None
    names: tuple[str, ...] = ()

    @property
    def round(self) -> str:
        """The name of the round."""
        return self.record.round or self.id

    @property
    def command(self) -> str:
        """How an organization opens the round."""
        return f"yian examine ORG --round {self.round} --everyone"


def add_case(ledger: Ledger, context: Context, name: str, fields: Mapping[str, Any]) -> CaseAdded:
    """Add a case; ``fields`` are those of its file, and without ``opened`` it came in today.

    Findings and tasks without a number are numbered as they stand. A task is assigned to everybody where it
    names no organizations. It opens the round of its own name unless ``round`` is another, for all units unless
    ``orgs`` are some.

    Raises:
        UsageProblem: the name is taken or cannot be used, or a field cannot be.
        NoSuchRecord: a task is assigned to an organization that is not there.
    """
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        author = require_office(ledger, context)
        usable(name, _("case"))
        twin = next((c for c in ledger.case_names() if c.casefold() == name.casefold()), None)
        if twin is not None:
            raise UsageProblem(_("There is already a case “{name}”. Choose another name.").format(name=twin))
        day = today(campaign.timezone, context.now)
        record = made(Case, **_with_orgs(ledger, {"opened": day, "round": name, **fields}))
        if record.opened > day:
            raise UsageProblem(
                _("The case is opened on {opened}, which is in the future; today is {today}.").format(
                    opened=record.opened, today=day
                )
            )
        for org in dict.fromkeys((*record.orgs, *(org for task in record.tasks for org in task.orgs))):
            ledger.org(org)
        transaction.create(kinds.CASE, record, "", name)
        uncommitted = commit_definition(transaction, f"{name}: add-case", context, campaign, author)
    return CaseAdded(name, record, uncommitted, tuple(ledger.org(org).name for org in record.orgs))


def _with_orgs(ledger: Ledger, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a case that, as its tasks, names organizations by their codes."""
    tasks = fields.get("tasks")
    for said in (fields, *(tasks if isinstance(tasks, list) else ())):
        if isinstance(said, dict) and isinstance(orgs := said.get("orgs"), list):
            said["orgs"] = [naming.org(ledger, org) if isinstance(org, str) else org for org in orgs]
    return fields


def case_fields(
    title: str | None = None,
    opened: dt.date | None = None,
    summary: str | None = None,
    findings: Sequence[str] = (),
    tasks: Sequence[str] = (),
    round_: str | None = None,
    orgs: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the fields of a case that was told in words: findings and tasks one after the other."""
    given = {
        "title": title, "opened": opened, "summary": summary, "findings": [{"text": t} for t in findings],
        "tasks": [{"text": t} for t in tasks], "round": round_, "orgs": list(orgs),
    }  # fmt: skip
    return _numbered({key: value for key, value in given.items() if value not in (None, [])})


def case_in(data: bytes, days: Days) -> dict[str, Any]:
    """Return the fields of a case in a TOML file, with ``[[findings]]`` and ``[[tasks]]``.

    A task's length of time begins after the day on which the case came in.

    Raises:
        UsageProblem: it cannot be read, or a day is none.
    """
    fields = handed_in(data)
    if isinstance(said := fields.get("opened"), str):
        fields["opened"] = days.calendar("opened", said)
    tasks, opened = fields.get("tasks"), fields.get("opened")
    for task in tasks if isinstance(tasks, list) else ():
        if isinstance(task, dict) and isinstance(said := task.get("due"), str):
            task["due"] = days.deadline("due", said, opened if isinstance(opened, dt.date) else None)
    return _numbered(fields)


def _numbered(fields: dict[str, Any]) -> dict[str, Any]:
    for name in ("findings", "tasks"):
        rows = fields.get(name)
        if isinstance(rows, list):
            fields[name] = [
                {"number": number, **row} if isinstance(row, dict) else row for number, row in enumerate(rows, start=1)
            ]
    return fields
