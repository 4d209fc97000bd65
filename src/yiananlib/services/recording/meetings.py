"""Meetings and learning: called, held, made up for, cancelled, and what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.model.meetings import Appraised, Called, Cancelled, Concluded, Found, Held, MadeUp
from yiananlib.services.recording.context import officer_ref
from yiananlib.services.recording.drafting import begun
from yiananlib.services.recording.matters import MatterDraft, RecordedMatter, create, record, record_one

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.problem import Problem
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction


class Attendance(NamedTuple):
    """How many ``attended`` of how many who were ``due``; ``absent`` are posts, and why."""

    attended: int
    due: int
    absent: str | None = None
    summary: str | None = None


def add_meeting(
    ledger: Ledger, context: Context, org: str, fields: Mapping[str, Any], held: Attendance | None = None
) -> RecordedMatter:
    """Call a meeting of an organization; with ``held`` it took place already.

    ``fields`` are those of its head, ``due`` among them: how many are to come.

    Raises:
        NoSuchRecord: the organization or the case is not there.
        UsageProblem: a field cannot be used.
    """

    def write(draft: MatterDraft) -> str:
        draft.add(Called)
        if held is not None:
            draft.add(Held, **held._asdict())
        return "add-meeting"

    return create(ledger, context, "meeting", org, fields, write)


def hold(ledger: Ledger, context: Context, ref: str, held: Attendance) -> RecordedMatter:
    """Record that a meeting took place, and who came."""
    return record_one(ledger, context, "meeting", ref, "meeting, held", Held, **held._asdict())


def make_up(ledger: Ledger, context: Context, ref: str, count: int, note: str | None = None) -> RecordedMatter:
    """Record that so many of those absent made up for it."""
    return record_one(ledger, context, "meeting", ref, "meeting, made up", MadeUp, count=count, note=note)


def find(ledger: Ledger, context: Context, ref: str, text: str, problem: str | None = None) -> RecordedMatter:
    """Record what a meeting found; ``problem`` is one that is on the list already.

    Raises:
        NoSuchRecord, Ambiguous: there is no such meeting or problem.
    """

    def write(draft: MatterDraft) -> str:
        found = draft.ledger.locate(problem)[1] if problem is not None else None
        draft.add(Found, text=text, problem=found)
        return "meeting, found"

    return record(ledger, context, "meeting", ref, write)


def conclude(ledger: Ledger, context: Context, ref: str, aim: str, result: str) -> RecordedMatter:
    """Record what came of an aim of a meeting that was held."""
    return record_one(ledger, context, "meeting", ref, "meeting, aim", Concluded, aim=aim, result=result)


def appraise(
    ledger: Ledger,
    context: Context,
    ref: str,
    member: str,
    *,
    passed: bool,
    marks: Sequence[str] = (),
    opinion: str | None = None,
) -> RecordedMatter:
    """Record whether a member has passed, and what of the three their analysis put in.

    ``member`` is an officer, by code or by post, of the meeting's organization where none is said.

    Raises:
        NotAuthorised: who records neither chairs the meeting nor is of the office or the inspectors, or is the member.
    """

    def write(draft: MatterDraft) -> str:
        found = officer_ref(dict(draft.orgs), member, draft.record.org, draft.stamp.day, draft.ledger)
        draft.add(Appraised, member=found, passed=passed, marks=tuple(dict.fromkeys(marks)), opinion=opinion)
        return "meeting, member"

    return record(ledger, context, "meeting", ref, write)


def cancel(ledger: Ledger, context: Context, ref: str, reason: str) -> RecordedMatter:
    """Record that a meeting does not take place."""
    return record_one(ledger, context, "meeting", ref, "meeting, cancel", Cancelled, reason=reason)


def enter(transaction: Transaction, campaign: Campaign, who: Stamp, problems: Sequence[Problem]) -> list[MatterDraft]:
    """Return the meetings at which ``problems`` were found, each with an entry for every one; nothing is written.

    Raises:
        NotAllowed, NotAuthorised: a meeting has not taken place, or the officer may not record in it.
    """
    drafts: dict[str, MatterDraft] = {}
    for problem in problems:
        meeting = problem.head.meeting
        if meeting is not None:
            if meeting not in drafts:
                drafts[meeting] = begun(transaction, campaign, who, transaction.ledger.find_matter("meeting", meeting))
            drafts[meeting].add(Found, text=problem.head.title, problem=problem.head.id)
    return list(drafts.values())
