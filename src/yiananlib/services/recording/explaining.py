"""Answers to what ``yian lint`` found: why it is as it is, recorded in each problem it is about."""

from collections.abc import Sequence

from yiananlib.model.entries import Explained
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, stamp
from yiananlib.services.recording.drafting import ProblemDraft, begun
from yiananlib.services.recording.problems import Recorded, commit, outcome
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing


def accept(ledger: Ledger, context: Context, code: str, refs: Sequence[str], reason: str) -> list[Recorded]:
    """Record the answer to a finding in each of the problems ``refs``; where one may not be answered, none is.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: there is no such code, or a reason is missing.
        NotAuthorised: the officer has nothing to do with one of them.
    """
    campaign = ledger.campaign()

    def drafted(transaction: Transaction, who: Stamp) -> list[ProblemDraft]:
        drafts: dict[str, ProblemDraft] = {}
        for ref in refs:
            draft = begun(transaction, campaign, who, ledger.find_problem(ref))
            drafts.setdefault(draft.record.ref, draft)
        for draft in drafts.values():
            draft.add(Explained, code=code, reason=reason)
        return list(drafts.values())

    trial = Trial(lambda: tuple(ledger.locate(ref)[0] for ref in refs), lambda who: drafted(Transaction(ledger), who))
    with writing(ledger, context.waiting) as transaction:
        who = stamp(ledger, campaign, context, trial)
        drafts = drafted(transaction, who)
        for draft in drafts:
            transaction.enter(draft.before, draft.entries)
        named = drafts[0].record.ref if len(drafts) == 1 else f"{len(drafts)} problems"
        entries = [entry for draft in drafts for entry in draft.entries]
        uncommitted = commit(
            transaction, campaign, who, f"{named}: lint, accept {code}", [d.record for d in drafts], entries
        )
    return [outcome(draft, campaign, uncommitted) for draft in drafts]
