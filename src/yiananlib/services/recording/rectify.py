"""Rectifying: measures, progress, completion, evidence, amendments, remarks."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.entries import Amended, Changes, Evidenced, Noted, Progressed
from yiananlib.model.lifecycle import fold
from yiananlib.model.measures import Completed, Excused, Planned
from yiananlib.model.occurrences import Every, Unmeant, meant
from yiananlib.model.problem import Head
from yiananlib.model.standing import intervals
from yiananlib.model.vocabulary import OVER, Function, MeasureType
from yiananlib.services.recording.context import Context, made, officer_ref
from yiananlib.services.recording.drafting import ProblemDraft, refused
from yiananlib.services.recording.problems import Recorded, record, record_one
from yiananlib.services.recording.supporting import UNSAID, Copy, Words, evidenced, read_all
from yiananlib.store.ledger import Ledger


def add_measure(
    ledger: Ledger,
    context: Context,
    ref: str,
    text: str,
    *,
    owner: str,
    due: dt.date,
    type_: MeasureType = MeasureType.CORRECTIVE,
    every: Every | None = None,
    first: dt.date | None = None,
) -> Recorded:
    """Add a measure; its number is the next of the problem's.

    One that comes back does so ``every`` so often, from its ``first`` day until ``due``.

    Raises:
        UsageProblem: it is due on a day on which it cannot be.
    """

    def write(draft: ProblemDraft) -> str:
        # of one that was taken back too: its number stays its own
        number = max((e.number for e in draft.record.entries if isinstance(e, Planned)), default=0) + 1
        who = officer_ref(draft.orgs, owner, draft.record.org, draft.stamp.day, ledger)
        series = {"every": every, "from": first} if every is not None or first is not None else {}
        draft.add(Planned, number=number, text=text, owner=who, due=due, type=type_, **series)
        return "add-measure"

    return record(ledger, context, ref, write)


def progress(
    ledger: Ledger, context: Context, ref: str, note: str, measure: int | None = None, why: str | None = None
) -> Recorded:
    """Record how the work goes on, of a measure or the whole; ``why`` it is not in place, where it is overdue."""
    return record_one(ledger, context, ref, "progress", Progressed, note=note, measure=measure, why=why)


def is_overdue(ledger: Ledger, ref: str, day: dt.date) -> bool:
    """Tell whether a problem is overdue at the end of ``day``, as reports count it.

    Raises:
        NoSuchRecord, Ambiguous, LedgerInvalid.
    """
    state = fold(ledger.find_problem(ref))
    if state.status in OVER or state.due >= day:
        return False
    supervision = {code for code, org in ledger.orgs().items() if org.function is not Function.UNIT}
    now = next((one.standing for one in intervals(state, supervision) if one.since <= day < one.until), None)
    return now is not None and now.due < day and (now.submitted is None or now.submitted > now.due)


def done(
    ledger: Ledger,
    context: Context,
    ref: str,
    measure: int,
    *,
    evidence: Sequence[Path | Copy] = (),
    note: str | None = None,
    words: Words = UNSAID,
    occurrence: str | None = None,
) -> Recorded:
    """Record that a measure was carried out, with its evidence: files, or what was read of them, and ``words`` on each.

    Of one that comes back it is the ``occurrence`` that was, as somebody calls it.

    Raises:
        NotAllowed: it was carried out already; evidence that comes later is added by itself.
    """
    copies = read_all(ledger, evidence)

    def write(draft: ProblemDraft) -> str:
        try:
            name = _occurrence(draft, measure, occurrence)
            draft.add(Completed, measure=measure, occurrence=name, note=note)
        except NotAllowed:
            before = draft.state.measure(measure)
            if not copies or before is None or before.planned.series is not None or before.completed is None:
                raise
            said = _(
                "{ref}: measure {n} was already completed on {day}; add supporting files with `yian"
                " add-evidence {ref} FILE --measure {n}`. Nothing was recorded."
            )
            raise NotAllowed(said.format(ref=draft.record.ref, n=measure, day=before.completed)) from None
        _add_files(draft, copies, measure, words)
        return "done"

    return record(ledger, context, ref, write)


def excuse(ledger: Ledger, context: Context, ref: str, measure: int, occurrence: str, reason: str) -> Recorded:
    """Record that an occurrence of a measure that comes back need not be carried out."""

    def write(draft: ProblemDraft) -> str:
        name = _occurrence(draft, measure, occurrence)
        draft.add(Excused, measure=measure, occurrence=name, reason=reason)
        return f"excuse {name}"

    return record(ledger, context, ref, write)


def _occurrence(draft: ProblemDraft, number: int, said: str | None) -> str | None:
    """Return the name of the occurrence that somebody means, None where none is said.

    Raises:
        NotAllowed: there is no such measure, it does not come back, or has no such occurrence.
    """
    if said is None:
        return None
    measure = draft.state.measure(number)
    if measure is None:
        raise NotAllowed(refused(draft.record.ref, _("there is no measure {number}").format(number=number)))
    series = measure.planned.series
    try:
        if series is None:
            raise Unmeant(_("it does not come back, so it has no occurrence {name}").format(name=said))
        return meant(series, said).name
    except Unmeant as error:
        reason = _("measure {number}: {reason}").format(number=number, reason=error)
        raise NotAllowed(refused(draft.record.ref, reason)) from None


def add_evidence(
    ledger: Ledger,
    context: Context,
    ref: str,
    evidence: Sequence[Path | Copy],
    *,
    measure: int | None = None,
    words: Words = UNSAID,
) -> Recorded:
    """Copy supporting files, or what was read of them, into the ledger and record their digests."""
    copies = read_all(ledger, evidence)

    def write(draft: ProblemDraft) -> str:
        _add_files(draft, copies, measure, words)
        return "add-evidence"

    return record(ledger, context, ref, write)


def amend(ledger: Ledger, context: Context, ref: str, changes: Mapping[str, Any], reason: str) -> Recorded:
    """Replace fields of the head by an entry, for a reason.

    Raises:
        UsageProblem: nothing would change.
    """
    from yiananlib.services.recording.register import resolved  # of this module amending alone resolves words

    def write(draft: ProblemDraft) -> str:
        given = resolved(
            ledger,
            draft.campaign,
            ledger.checklist(),
            draft.record.org,
            changes,
            draft.orgs,
            draft.stamp.day,
        )
        meant = made(Changes, **given)
        draft.orgs |= ledger.lineage(*_named(meant), *_named(draft.state.head))
        now = draft.state.head.plain()
        if all(now.get(key, () if value == () else False) == value for key, value in meant.plain().items()):
            raise UsageProblem(
                _("{ref} already has these values; there is nothing to amend.").format(ref=draft.record.ref)
            )
        draft.add(Amended, reason=reason, changes=meant)
        return "amend"

    return record(ledger, context, ref, write)


def _named(said: Changes | Head) -> Iterator[str]:
    """Yield the organizations that a head or a change of it names."""
    yield from said.support or ()
    yield from (ref.partition("/")[0] for ref in (said.leader, said.owner) if ref)


def note(ledger: Ledger, context: Context, ref: str, text: str) -> Recorded:
    """Record a remark that changes nothing."""
    return record_one(ledger, context, ref, "note", Noted, note=text)


def _add_files(draft: ProblemDraft, copies: Sequence[Copy], measure: int | None, words: Words) -> None:
    # all entries are judged before the first file is copied, so that a refusal leaves nothing behind
    for copy in copies:
        draft.add(Evidenced, **evidenced(copy, words, draft.stamp.at.date()), measure=measure)
    for copy in copies:
        draft.transaction.add_evidence(draft.record.org, copy.file, copy.data)
