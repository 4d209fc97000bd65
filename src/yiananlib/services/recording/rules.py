"""建章立制: rules are put on the list, decided on, carried out or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.model.rules import Decided, Dropped, Issued, Listed
from yiananlib.services.recording.matters import MatterDraft, RecordedMatter, create, record_one

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger


def add_rule(
    ledger: Ledger,
    context: Context,
    org: str,
    *,
    title: str,
    governs: str,
    problems: Sequence[str] = (),
    findings: Sequence[str] = (),
    owner: str | None = None,
    due: dt.date | None = None,
    note: str | None = None,
) -> RecordedMatter:
    """Put a rule, one that is there or one that is missing, on an organization's list.

    ``problems`` and ``findings`` are why it is looked at; ``owner`` may be named without the organization.

    Raises:
        NoSuchRecord, Ambiguous: something it names is not there.
    """

    def write(draft: MatterDraft) -> str:
        draft.add(Listed, note=note)
        return "add-rule"

    fields = {
        "title": title, "governs": governs, "problems": tuple(problems), "findings": tuple(findings),
        "owner": owner, "due": due,
    }  # fmt: skip
    return create(ledger, context, "rule", org, fields, write)


def decide(ledger: Ledger, context: Context, ref: str, decision: str, reason: str) -> RecordedMatter:
    """Decide what is to become of a rule: ``keep``, ``revise``, ``abolish`` or ``create``; the last decision counts."""
    return record_one(ledger, context, "rule", ref, f"rule, {decision}", Decided, decision=decision, reason=reason)


def issue(ledger: Ledger, context: Context, ref: str, document: str, note: str | None = None) -> RecordedMatter:
    """Record that what was decided was carried out, by ``document``."""
    return record_one(ledger, context, "rule", ref, "rule, issued", Issued, document=document, note=note)


def drop(ledger: Ledger, context: Context, ref: str, reason: str) -> RecordedMatter:
    """Take a rule that was listed in error off the list; the record stays."""
    return record_one(ledger, context, "rule", ref, "rule, drop", Dropped, reason=reason)
