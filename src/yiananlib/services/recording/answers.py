"""What a unit answers besides rectifying: objections (异议), and waits for other organizations (需协调事项)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.answers import BlockCleared, Blocked, ContestDismissed, Contested, ContestUpheld
from yiananlib.model.base import Sheet
from yiananlib.services.reading import naming
from yiananlib.services.recording.drafting import refused
from yiananlib.services.recording.problems import record
from yiananlib.services.recording.supporting import read_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yiananlib.model.vocabulary import Follow
    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.drafting import ProblemDraft
    from yiananlib.services.recording.problems import Recorded
    from yiananlib.services.recording.supporting import Copy
    from yiananlib.store.ledger import Ledger


def contest(ledger: Ledger, context: Context, ref: str, reason: str, evidence: Sequence[Path | Copy] = ()) -> Recorded:
    """Object to a problem, as the head of its unit; the files that the objection rests on are copied.

    Raises:
        UsageProblem: a file cannot be read, or is too large.
        NotAllowed: an objection is undecided.
    """
    copies = {copy.file: copy for copy in read_all(ledger, evidence)}

    def write(draft: ProblemDraft) -> str:
        sheets = tuple(Sheet(**copy.said) for copy in copies.values())
        draft.add(Contested, reason=reason, evidence=sheets)
        for copy in copies.values():
            draft.transaction.add_evidence(draft.record.org, copy.file, copy.data)
        return "contest"

    return record(ledger, context, ref, write)


def uphold(ledger: Ledger, context: Context, ref: str, then: Follow, opinion: str) -> Recorded:
    """Uphold the objection; what follows, the office does by itself.

    Raises:
        NotAllowed: no objection is undecided.
    """

    def write(draft: ProblemDraft) -> str:
        draft.add(ContestUpheld, contest=_undecided(draft), then=then, opinion=opinion)
        return "contest, uphold"

    return record(ledger, context, ref, write)


def dismiss(ledger: Ledger, context: Context, ref: str, opinion: str) -> Recorded:
    """Dismiss the objection; the problem stands.

    Raises:
        NotAllowed: no objection is undecided.
    """

    def write(draft: ProblemDraft) -> str:
        draft.add(ContestDismissed, contest=_undecided(draft), opinion=opinion)
        return "contest, dismiss"

    return record(ledger, context, ref, write)


def block(ledger: Ledger, context: Context, ref: str, org: str, needs: str) -> Recorded:
    """Record that a problem waits for another organization, and what it needs of it.

    Raises:
        NoSuchRecord: there is no such organization.
        NotAllowed: it is the problem's own, or is waited for already.
    """

    def write(draft: ProblemDraft) -> str:
        named = naming.org(ledger, org)
        ledger.org(named)
        draft.orgs |= ledger.lineage(named)
        draft.add(Blocked, org=named, needs=needs)
        return "blocked"

    return record(ledger, context, ref, write)


def clear(ledger: Ledger, context: Context, ref: str, org: str | None = None, note: str | None = None) -> Recorded:
    """Record that what a problem waited for is there; of ``org``, where it waits for several.

    Whoever is of an organization that is waited for speaks of that one.

    Raises:
        NoSuchRecord: there is no such organization.
        NotAllowed: it does not wait.
        UsageProblem: it waits for several.
    """

    def write(draft: ProblemDraft) -> str:
        draft.add(BlockCleared, block=_open(draft, ledger, org).id, note=note)
        return "blocked, cleared"

    return record(ledger, context, ref, write)


def _undecided(draft: ProblemDraft) -> str:
    if draft.state.contest is None:
        raise NotAllowed(refused(draft.record.ref, _("there is no undecided objection")))
    return draft.state.contest.id


def _open(draft: ProblemDraft, ledger: Ledger, org: str | None) -> Blocked:
    waits = [block.blocked for block in draft.state.blocks if block.ended is None]
    if not waits:
        raise NotAllowed(refused(draft.record.ref, _("it waits for no other organization")))
    draft.orgs |= ledger.lineage(*(wait.org for wait in waits))
    wanted = naming.org(ledger, org) if org is not None else draft.stamp.principal.org
    fits = [wait for wait in waits if wait.org == wanted]
    if not fits and org is not None:
        raise NotAllowed(refused(draft.record.ref, _("it does not wait for {org}").format(org=wanted)))
    if len(fits or waits) > 1:
        named = _(", ").join(wait.org for wait in waits)
        said = _("{ref} waits for several organizations ({orgs}); name one with --waits-for.")
        raise UsageProblem(said.format(ref=draft.record.ref, orgs=named))
    return (fits or waits)[0]
