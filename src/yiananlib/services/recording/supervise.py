"""Supervision notices (督办单): sent to an organization, answered by it, settled, returned, raised or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.lifecycle import fold
from yiananlib.model.notice_words import Rung
from yiananlib.model.notices import Closed, Escalated, Issued, Received, Replied, Returned, Withdrawn
from yiananlib.model.problem import concerned
from yiananlib.model.vocabulary import Status
from yiananlib.model.words import STATUS_WORDS
from yiananlib.services.recording.matters import MatterDraft, RecordedMatter, create, record_one

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def issue(ledger: Ledger, context: Context, org: str, fields: Mapping[str, Any]) -> RecordedMatter:
    """Send a notice to an organization; ``fields`` are those of its head, as they were typed.

    The problems it names must be the organization's own, or supported by it: the close-out of a problem
    waits for the notices of these alone.

    Raises:
        NoSuchRecord, Ambiguous: something it names is not there.
        UsageProblem: a field cannot be used, or a problem is none of the organization's.
        NotAllowed: a problem is voided.
    """

    def write(draft: MatterDraft) -> str:
        _require_concerned(draft, fields.get("problems") or ())
        draft.add(Issued)
        return f"notice, {draft.record.head.rung}"

    return create(ledger, context, "notice", org, fields, write)


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


def reply(ledger: Ledger, context: Context, ref: str, text: str, document: str | None = None) -> RecordedMatter:
    """Answer a notice: what was done, and by which document it was reported, if by one."""
    return record_one(ledger, context, "notice", ref, "reply", Replied, text=text, document=document)


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
        if fold(problem).status is Status.VOIDED:
            raise NotAllowed(
                _("{ref} is {status}, so no notice can be sent about it. Nothing was recorded.").format(
                    ref=problem.ref, status=_(STATUS_WORDS[Status.VOIDED])
                )
            )
