"""Supervision notices (督办单): sent to an organization, answered by it, settled, returned, raised or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.lifecycle import fold
from yiananlib.model.notice_words import Rung
from yiananlib.model.notices import Closed, Escalated, Excused, Issued, Received, Replied, Returned, Withdrawn, series
from yiananlib.model.occurrences import Unmeant, meant
from yiananlib.model.problem import concerned
from yiananlib.model.text import TITLE_LENGTH
from yiananlib.model.vocabulary import GONE
from yiananlib.model.words import STATUS_WORDS
from yiananlib.services.recording.drafting import refused
from yiananlib.services.recording.matters import MatterDraft, RecordedMatter, create, record, record_one, require_task

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def issue(ledger: Ledger, context: Context, org: str, fields: Mapping[str, Any]) -> RecordedMatter:
    """Send a notice to an organization; ``fields`` are those of its head, as they were typed.

    The problems it names must be the organization's own, or supported by it: the close-out of a problem
    waits for the notices of these alone. Where it hands on a task, the task is its title and its demand, and the
    task's last day the day for the reply, unless they are given.

    Raises:
        NoSuchRecord, Ambiguous: something it names is not there.
        UsageProblem: a field cannot be used, or a problem is none of the organization's.
        NotAllowed: a problem is voided.
    """

    def write(draft: MatterDraft) -> str:
        _require_concerned(draft, fields.get("problems") or ())
        draft.add(Issued)
        return f"notice, {draft.record.head.rung}"

    return create(ledger, context, "notice", org, handed_on(ledger, fields), write)


def handed_on(ledger: Ledger, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a notice with what the task that it hands on says, where they do not say it.

    Raises:
        NoSuchRecord: there is no such task.
        UsageProblem: neither says when the reply is due.
    """
    if "task" not in fields:
        return dict(fields)
    require_task(ledger, fields["task"])
    case, _slash, number = str(fields["task"]).rpartition("/")
    task = ledger.case(case).task(int(number))
    assert task is not None  # noqa: S101 - it was seen to be there
    told = {"title": " ".join(task.text.split())[:TITLE_LENGTH], "demand": task.text, "due": task.due}
    found = {**{name: said for name, said in told.items() if said is not None}, **fields}
    if "due" not in found:
        raise UsageProblem(
            _("The task {task} has no last day; say when the reply is due: --due DAY. Nothing was recorded.").format(
                task=fields["task"]
            )
        )
    return found


def send_back(ledger: Ledger, context: Context, ref: str, opinion: str, due: dt.date | None = None) -> RecordedMatter:
    """Return a reply that does not do; without ``due`` the day that was set before stands."""
    return record_one(ledger, context, "notice", ref, "notice, return", Returned, opinion=opinion, due=due)


def settle(ledger: Ledger, context: Context, ref: str, opinion: str) -> RecordedMatter:
    """Settle a notice whose reply does; not by one who replied."""
    return record_one(ledger, context, "notice", ref, "notice, close", Closed, opinion=opinion)


def escalate(
    ledger: Ledger, context: Context, ref: str, rung: str, reason: str, due: dt.date | None = None
) -> RecordedMatter:
    """Raise a notice to a higher rung; a reply is awaited again, by ``due`` or the day that was set before."""
    return record_one(
        ledger,
        context,
        "notice",
        ref,
        f"notice, raise to {rung}",
        Escalated,
        rung=Rung(rung),
        reason=reason,
        due=due,
    )


def withdraw(ledger: Ledger, context: Context, ref: str, reason: str) -> RecordedMatter:
    """Take back a notice that was sent in error; the record stays."""
    return record_one(ledger, context, "notice", ref, "notice, withdraw", Withdrawn, reason=reason)


def reply(
    ledger: Ledger,
    context: Context,
    ref: str,
    text: str,
    document: str | None = None,
    occurrence: str | None = None,
) -> RecordedMatter:
    """Answer a notice: what was done, and by which document it was reported, if by one.

    Where it asks for a reply again and again, of which ``occurrence``, as somebody calls it.
    """

    def write(draft: MatterDraft) -> str:
        name = _occurrence(draft, occurrence)
        draft.add(Replied, text=text, document=document, occurrence=name)
        return "reply"

    return record(ledger, context, "notice", ref, write)


def excuse(ledger: Ledger, context: Context, ref: str, occurrence: str, reason: str) -> RecordedMatter:
    """Record that an occurrence of what is asked for again and again needs no reply."""

    def write(draft: MatterDraft) -> str:
        name = _occurrence(draft, occurrence)
        draft.add(Excused, occurrence=name, reason=reason)
        return f"notice, excuse {name}"

    return record(ledger, context, "notice", ref, write)


def _occurrence(draft: MatterDraft, said: str | None) -> str | None:
    """Return the name of the occurrence that somebody means, None where none is said.

    Raises:
        NotAllowed: the notice asks for one reply alone, or has no such occurrence.
    """
    if said is None:
        return None
    of = series(draft.record)
    try:
        if of is None:
            raise Unmeant(_("it does not come back, so it has no occurrence {name}").format(name=said))
        return meant(of, said).name
    except Unmeant as error:
        raise NotAllowed(refused(draft.record.ref, str(error))) from None


def receive(ledger: Ledger, context: Context, ref: str) -> RecordedMatter:
    """Sign for a notice (签收); it still awaits its reply."""
    return record_one(ledger, context, "notice", ref, "reply, received", Received)


def _require_concerned(draft: MatterDraft, refs: Sequence[str]) -> None:
    org = draft.record.org
    for ref in refs:
        problem = draft.ledger.find_problem(ref)
        if org not in concerned(problem):
            raise UsageProblem(
                _("{ref} is neither a problem of {org} nor one that it supports. Send the notice to {other}.").format(
                    ref=problem.ref, org=org, other=problem.org
                )
            )
        if (status := fold(problem).status) in GONE:
            raise NotAllowed(
                _("{ref} is {status}, so no notice can be sent about it. Nothing was recorded.").format(
                    ref=problem.ref, status=_(STATUS_WORDS[status])
                )
            )
