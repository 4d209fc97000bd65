"""机构改革: an organization ends, and what is open in its list goes to the one that takes its place, all or nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import NotAllowed, SeveralRefused, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.model import calling, matters
from yiananlib.model.lifecycle import fold
from yiananlib.model.org import ancestors
from yiananlib.model.vocabulary import OVER, Function
from yiananlib.services.reading import naming
from yiananlib.services.recording import redefining
from yiananlib.services.recording.begin import require_office
from yiananlib.services.recording.drafting import begun
from yiananlib.services.recording.handover import OPEN, acted_after
from yiananlib.services.recording.importing import who_records
from yiananlib.services.recording.problems import commit
from yiananlib.services.recording.transfer import Target, moved
from yiananlib.store import kinds
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.services.recording.drafting import ProblemDraft
    from yiananlib.store.ledger import Ledger


class Goes(NamedTuple):
    """An open problem of the organization that ends; ``ref`` is what it is called there, ``to`` where it goes."""

    ref: str
    title: str
    due: dt.date
    to: str


class Stays(NamedTuple):
    """Something else that is open there: it stays in its place, and the organization above it answers for it."""

    kind: str
    ref: str
    title: str


class Reform(NamedTuple):
    """What becomes of an organization that ends on ``day``, its last, and whether it was recorded."""

    old: str
    new: str
    day: dt.date
    problems: tuple[Goes, ...]
    others: tuple[Stays, ...]
    names: Mapping[str, str] = MappingProxyType({})
    applied: bool = False
    uncommitted: str | None = None


def reform(ledger: Ledger, context: Context, old: str, target: Target, *, apply: bool) -> Reform:
    """Return what becomes of ``old``, which ends and is merged into ``target.org``; with ``apply`` record it.

    Its open problems are transferred. From then on it stands below the organization that takes its place, whose
    officers so answer for its notices and whatever else is open; its own do nothing any more.

    Raises:
        NoSuchRecord, Ambiguous: there is no such organization or officer.
        NotAuthorised: the office alone ends organizations and transfers problems.
        NotAllowed, UsageProblem, SeveralRefused: it cannot end so, or a problem cannot be transferred.
    """
    campaign = ledger.campaign()
    require_office(ledger, context)
    if not apply:
        return _Ending(Transaction(ledger), campaign, context, old, target, preview=True).told()
    with writing(ledger, context.waiting) as transaction:
        ending = _Ending(transaction, campaign, context, old, target)
        return ending.told()._replace(applied=True, uncommitted=ending.write(context))


class _Ending:
    """An organization being ended: all is judged when it begins, and nothing is written before :meth:`write`."""

    def __init__(
        self,
        transaction: Transaction,
        campaign: Campaign,
        context: Context,
        old: str,
        target: Target,
        *,
        preview: bool = False,
    ) -> None:
        self.transaction = transaction
        self.ledger = transaction.ledger
        self.campaign = campaign
        self.orgs = self.ledger.orgs()
        self.who = who_records(self.ledger, campaign, context, self.orgs, preview=preview)
        self.old = naming.org(self.ledger, old)
        self.target = target._replace(org=naming.org(self.ledger, target.org))
        for org in (self.old, self.target.org):
            self.ledger.org(org)
        if reason := _wrong(self.old, self.target.org, self.orgs, self.who):
            raise NotAllowed(_("{reason}. Nothing was recorded.").format(reason=reason))
        if (later := next(acted_after(self.ledger, f"{self.old}/", self.who.day), None)) is not None:
            raise NotAllowed(
                _("{org} still recorded in {ref} on {day}, so it did not end before. Nothing was recorded.").format(
                    org=calling.unit(self.old, self.orgs), ref=later[0], day=later[1]
                )
            )
        self.drafts = self._drafted()

    def told(self) -> Reform:
        """Return what becomes of it."""
        problems = tuple(
            Goes(old.record.ref, old.state.head.title, old.state.due, new.record.ref) for old, new in self.drafts
        )
        others = tuple(_others(self.ledger, self.old))
        names = calling.names(self.orgs)
        return Reform(self.old, self.target.org, self.who.day, problems, others, names)

    def write(self, context: Context) -> str | None:
        """Write it, and commit it; return why git did not do it, or None."""
        for old, new in self.drafts:
            self.transaction.enter(old.before, old.entries)
            self.transaction.record([new.record])
        said = {"parent": self.target.org, "until": self.who.day, "merged_into": self.target.org}
        definition = redefining.of_org(self.ledger, context, self.old, said)
        redefining.write(self.transaction, [definition], self.who.at.date())
        records = [draft.record for pair in self.drafts for draft in pair]
        entries = [entry for pair in self.drafts for draft in pair for entry in draft.entries]
        subject = f"{self.old}: transfer to {self.target.org}"
        return commit(self.transaction, self.campaign, self.who, subject, records, entries)

    def _drafted(self) -> list[tuple[ProblemDraft, ProblemDraft]]:
        found, refused = [], {}
        for problem in self.ledger.problems(self.old):
            if fold(problem).status in OVER:
                continue
            try:
                draft: ProblemDraft = begun(self.transaction, self.campaign, self.who, problem)
                found.append((draft, moved(self.transaction, self.campaign, self.who, draft, self.target)))
            except YianError as error:
                refused[problem.ref] = error
        if refused:
            first = next(iter(refused.values()))
            if not found and len(refused) == 1:
                raise first
            said = {ref: e.message.removesuffix(_("Nothing was recorded.")).strip() for ref, e in refused.items()}
            raise SeveralRefused(said, len(refused) + len(found), first.exit_status)
        return found


def _wrong(old: str, new: str, orgs: Mapping[str, Org], who: Stamp) -> str | None:
    """Return why an organization cannot end so, in the reader's language; None where it can."""
    if old == new:
        raise UsageProblem(_("{org} cannot be merged into itself. Nothing was recorded.").format(org=old))
    if orgs[old].until is not None:
        return _("{org} ended on {day} already").format(org=calling.unit(old, orgs), day=orgs[old].until)
    if orgs[old].function is not Function.UNIT:
        return _("{org} is no unit: the office and the inspectors do not end so").format(org=calling.unit(old, orgs))
    if orgs[new].until is not None and orgs[new].has_ended(who.day):
        return _("{org} ended on {day} already").format(org=calling.unit(new, orgs), day=orgs[new].until)
    if old in ancestors(new, orgs):
        return _("{new} stands below {old}; give it another parent first, with `yian edit {code}`").format(
            new=calling.unit(new, orgs), old=calling.unit(old, orgs), code=new
        )
    return None


def _others(ledger: Ledger, org: str) -> Iterator[Stays]:
    for kind in kinds.MATTERS:
        for matter in ledger.matters(org, kind) if kind in OPEN else ():
            if matters.fold(matter).status in OPEN[kind]:
                yield Stays(kind, matter.ref, matter.head.title)
