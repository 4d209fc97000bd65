"""移交: a problem is moved to the list of the unit that must answer for it; both records are written as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NotAllowed
from yiananlib.messages import _
from yiananlib.model import calling, ids, judging, transfers
from yiananlib.model.entries import Numbered, Registered
from yiananlib.model.measures import Planned
from yiananlib.model.problem import Head, Problem
from yiananlib.model.transfers import Transferred
from yiananlib.services.reading import naming
from yiananlib.services.recording.context import made, officer_ref
from yiananlib.services.recording.drafting import Draft, begun
from yiananlib.services.recording.problems import Recorded, seated

if TYPE_CHECKING:
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.state import State
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.services.recording.drafting import ProblemDraft
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction


class Target(NamedTuple):
    """Where a problem goes: to the list of ``org``, with who leads and owns it there.

    ``measures``: those that were planned and not carried out are planned there, too, with the new owner.
    """

    org: str
    leader: str
    owner: str
    reason: str
    measures: bool = False


def transfer(ledger: Ledger, context: Context, ref: str, target: Target) -> Recorded:
    """Move a problem to the list of another unit, and return it as it stands there.

    Raises:
        NoSuchRecord, Ambiguous: there is no such problem, unit or officer.
        NotAuthorised: the office alone transfers, and nobody who has a part in the problem.
        NotAllowed: it is closed, voided or transferred already, or stands in that list; or the unit has ended.
    """

    def drafted(transaction: Transaction, campaign: Campaign, who: Stamp) -> tuple[ProblemDraft, ProblemDraft]:
        old = begun(transaction, campaign, who, transaction.ledger.find_problem(ref))
        return old, moved(transaction, campaign, who, old, target)

    with seated(ledger, context, drafted, lambda: ledger.locate(ref)[0]) as seat:
        old, new = drafted(seat.transaction, seat.campaign, seat.who)
        seat.transaction.enter(old.before, old.entries)
        seat.transaction.record([new.record])
        entries = [*old.entries, *new.entries]
        uncommitted = seat.entered(f"transfer to {new.record.org}", old.record, entries, new.record)
        return Recorded(new.state, seat.campaign, uncommitted, tuple(new.entries), calling.names(new.orgs))


def moved(transaction: Transaction, campaign: Campaign, who: Stamp, old: ProblemDraft, target: Target) -> ProblemDraft:
    """Add the entry that ends a problem to its draft, and return the draft of the one that takes its place."""
    ledger = transaction.ledger
    before: State = old.state
    org = naming.org(ledger, target.org)
    unit = ledger.org(org)
    if org == old.record.org:
        raise NotAllowed(
            _("{ref} is in the list of {org} already. Nothing was recorded.").format(ref=old.record.ref, org=unit.name)
        )
    if unit.has_ended(who.day):
        raise NotAllowed(
            _("{org} ended on {day} and takes over no problem. Nothing was recorded.").format(
                org=calling.unit(org, {org: unit}), day=unit.until
            )
        )
    orgs = ledger.lineage(*who.orgs, org)
    people = {
        name: officer_ref(orgs, said, org, who.day, ledger)
        for name, said in (("leader", target.leader), ("owner", target.owner))
    }
    name = ids.fresh(ledger.is_taken, who.entropy, f"{org}/{old.record.ref}")
    old.orgs |= orgs
    old.add(Transferred, to=f"{org}/{name}", reason=target.reason)
    source = transfers.taken(before, tuple(judging.involved(before)))
    head = made(Head, **transfers.head(before, org, {"id": name, **people}))
    new: ProblemDraft = Draft(transaction, campaign, who, Problem(org, head, ()))
    new.orgs |= orgs | ledger.lineage(*judging.named(old.record))
    origin: dict[str, Any] = {"from": source}
    new.add(Registered, **origin)
    if before.number is not None:
        new.add(Numbered, number=before.number)
    if target.measures:
        left = [measure.planned for measure in before.current_measures if measure.completed is None]
        for number, planned in enumerate(left, start=1):
            said = {"text": planned.text, "due": planned.due, "type": planned.type}
            new.add(Planned, number=number, owner=people["owner"], **said)
    return new
