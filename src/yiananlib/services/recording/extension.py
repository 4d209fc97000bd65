"""Extensions: asked for by the unit before the deadline, decided by somebody else; the original day stays."""

import datetime as dt

from yiananlib.errors import NotAllowed
from yiananlib.messages import _
from yiananlib.model.entries import ExtensionDenied, ExtensionGranted, ExtensionRequested
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.drafting import ProblemDraft, refused
from yiananlib.services.recording.problems import Recorded, record, record_one
from yiananlib.store.ledger import Ledger


def ask(ledger: Ledger, context: Context, ref: str, until: dt.date, reason: str) -> Recorded:
    """Ask for more time, up to and with ``until``.

    Raises:
        NotAllowed: the deadline is past, a request is undecided, or the campaign does not allow so much.
    """
    return record_one(ledger, context, ref, "extend, ask", ExtensionRequested, until=until, reason=reason)


def grant(
    ledger: Ledger, context: Context, ref: str, until: dt.date | None = None, opinion: str | None = None
) -> Recorded:
    """Grant what was asked for, or less: up to and with ``until``.

    Raises:
        NotAllowed: nothing was asked for, not so much was, or the campaign does not allow so much.
    """

    def write(draft: ProblemDraft) -> str:
        request = _undecided(draft)
        day = until if until is not None else request.until
        draft.add(ExtensionGranted, request=request.id, until=day, opinion=opinion)
        return "extend, grant"

    return record(ledger, context, ref, write)


def deny(ledger: Ledger, context: Context, ref: str, opinion: str) -> Recorded:
    """Deny what was asked for; the deadline stands.

    Raises:
        NotAllowed: nothing was asked for.
    """

    def write(draft: ProblemDraft) -> str:
        draft.add(ExtensionDenied, request=_undecided(draft).id, opinion=opinion)
        return "extend, deny"

    return record(ledger, context, ref, write)


def _undecided(draft: ProblemDraft) -> ExtensionRequested:
    if not draft.state.requests:
        raise NotAllowed(refused(draft.record.ref, _("there is no pending request for more time")))
    return draft.state.requests[0]
