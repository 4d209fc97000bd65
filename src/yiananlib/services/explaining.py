"""Answers to what ``yian lint`` found: why it is as it is, recorded in each problem it is about."""

from collections.abc import Sequence

from yiananlib.model.entries import Explained
from yiananlib.services.drafting import ProblemDraft, begun
from yiananlib.services.occasion import Occasion, stamp
from yiananlib.services.recording import Recorded, commit, outcome
from yiananlib.store.ledger import Ledger
from yiananlib.store.pen import writing


def accept(ledger: Ledger, occasion: Occasion, code: str, refs: Sequence[str], reason: str) -> list[Recorded]:
    """Record the answer to a finding in each of the problems ``refs``; where one may not be answered, none is.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: there is no such code, or a reason is missing.
        NotAuthorised: the officer has nothing to do with one of them.
    """
    campaign = ledger.campaign()
    with writing(ledger, occasion.waiting) as pen:
        who = stamp(ledger, campaign, occasion)
        drafts: dict[str, ProblemDraft] = {}
        for ref in refs:
            draft = begun(pen, campaign, who, ledger.find_problem(ref))
            drafts.setdefault(draft.record.ref, draft)
        before = [draft.record for draft in drafts.values()]
        for draft in drafts.values():
            draft.add(Explained, code=code, reason=reason)
        for problem, draft in zip(before, drafts.values(), strict=True):
            pen.enter(problem, draft.entries)
        named = before[0].ref if len(before) == 1 else f"{len(before)} problems"
        entries = [entry for draft in drafts.values() for entry in draft.entries]
        uncommitted = commit(
            pen, campaign, who, f"{named}: lint, accept {code}", [d.record for d in drafts.values()], entries
        )
    return [outcome(draft, campaign, uncommitted) for draft in drafts.values()]
