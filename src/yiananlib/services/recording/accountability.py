"""What people decided about people, and how they rate what came of it: counts and posts, never names.

Nothing here decides: forms (四种形态), accountability (问责) and ratings (五看) are recorded as others gave them.
"""

from collections.abc import Mapping

from yiananlib.model.entries import Handled, HeldAccountable, Rated
from yiananlib.services.reading.wording import vocabulary_key
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.drafting import ProblemDraft
from yiananlib.services.recording.problems import Recorded, record, record_one
from yiananlib.store.ledger import Ledger


def handle(ledger: Ledger, context: Context, ref: str, form: int, count: int, note: str | None = None) -> Recorded:
    """Record that ``count`` people were dealt with under one of the four forms."""
    return record_one(ledger, context, ref, f"handle, form {form}", Handled, form=form, count=count, note=note)


def hold_account(
    ledger: Ledger,
    context: Context,
    ref: str,
    trigger: str,
    count: int | None,
    note: str,
    organizations: int | None = None,
    recovered: int | None = None,
) -> Recorded:
    """Record that ``count`` people or so many organizations were held to account, for what, and what was recovered.

    Raises:
        UsageProblem: ``trigger`` is no key or word of the campaign's vocabulary.
    """

    def write(draft: ProblemDraft) -> str:
        key = vocabulary_key(draft.campaign.vocabulary, "trigger", trigger)
        said = {"count": count, "organizations": organizations, "recovered": recovered}
        draft.add(HeldAccountable, trigger=key, note=note, **{name: n for name, n in said.items() if n is not None})
        return f"hold-account, {key}"

    return record(ledger, context, ref, write)


def rate(ledger: Ledger, context: Context, ref: str, scores: Mapping[str, int], note: str | None = None) -> Recorded:
    """Rate the effect of a closed problem by some or all of the five looks, 1 to 5; ``by`` says from which side."""
    return record_one(ledger, context, ref, "rate", Rated, scores=dict(scores), note=note)
