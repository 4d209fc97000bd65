"""Answers to what ``yian lint`` found: why it is as it is, recorded in each problem it is about."""

from collections.abc import Sequence

from yiananlib.model.entries import Explained
from yiananlib.model.problem import Problem
from yiananlib.services.candidates import Trial
from yiananlib.services.occasion import Occasion, Stamp, stamp
from yiananlib.services.recording import Draft, Recorded, begun, commit
from yiananlib.store.ledger import Ledger
from yiananlib.store.pen import Pen, writing


def accept(ledger: Ledger, occasion: Occasion, code: str, refs: Sequence[str], reason: str) -> list[Recorded]:
    """Record the answer to a finding in each of the problems ``refs``; where one may not be answered, none is.

    Raises:
        NoSuchRecord, Ambiguous.
        UsageProblem: there is no such code, or a reason is missing.
        NotAuthorised: the officer has nothing to do with one of them.
    """
    campaign = ledger.campaign()

    def drafted(pen: Pen, who: Stamp) -> tuple[list[Problem], list[Draft]]:
        drafts: dict[str, Draft] = {}
        for ref in refs:
            draft = begun(pen, campaign, who, ref)
            drafts.setdefault(draft.problem.ref, draft)
        before = [draft.problem for draft in drafts.values()]
        for draft in drafts.values():
            draft.add(Explained, code=code, reason=reason)
        return before, list(drafts.values())

    trial = Trial(lambda: tuple(ledger.locate(ref)[0] for ref in refs), lambda who: drafted(Pen(ledger), who))
    with writing(ledger, occasion.waiting) as pen:
        who = stamp(ledger, campaign, occasion, trial)
        before, drafts = drafted(pen, who)
        for problem, draft in zip(before, drafts, strict=True):
            pen.enter(problem, draft.entries)
        named = before[0].ref if len(before) == 1 else f"{len(before)} problems"
        entries = [entry for draft in drafts for entry in draft.entries]
        uncommitted = commit(pen, campaign, who, f"{named}: lint, accept {code}", [d.problem for d in drafts], entries)
    return [draft.recorded(uncommitted) for draft in drafts]
