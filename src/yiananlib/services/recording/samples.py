"""抽查: a population is frozen, and a sample drawn from it by what nobody could know then.

What cannot be looked at is replaced by what comes next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.errors import NoSuchRecord, NotAllowed, UsageProblem
from yiananlib.messages import _, speaking
from yiananlib.model import drawing, ids, samples
from yiananlib.model.matters import Matter
from yiananlib.model.org import ancestors
from yiananlib.model.samples import Announced, Drawn, Frozen, Head, Replaced
from yiananlib.model.vocabulary import Function
from yiananlib.services.reading import naming
from yiananlib.services.recording.context import made
from yiananlib.services.recording.drafting import Draft, refused
from yiananlib.services.recording.matters import MatterDraft, RecordedMatter, outcome, record, record_one
from yiananlib.services.recording.problems import seated
from yiananlib.services.verifying import seeds
from yiananlib.store import clone, git, kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.drawing import Rule
    from yiananlib.model.problem import Problem
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction


def freeze(
    ledger: Ledger,
    context: Context,
    rule: Rule,
    since: dt.date,
    *,
    until: dt.date | None = None,
    scope: str | None = None,
    title: str | None = None,
    note: str | None = None,
) -> RecordedMatter:
    """Freeze the problems that were closed from ``since`` to ``until`` (default: the day) and still are.

    ``scope`` is the organization that is sampled with all below it. The record is kept by the organization of whoever
    freezes.

    Raises:
        UsageProblem: there is none; more are drawn at least than at most.
        NotAllowed: the same population was frozen before; something is not committed.
    """
    if rule.least is not None and rule.most is not None and rule.most < rule.least:
        raise UsageProblem(_("--most {most} is less than --least {least}.").format(most=rule.most, least=rule.least))

    def drafted(transaction: Transaction, campaign: Campaign, who: Stamp) -> MatterDraft:
        home = who.principal.org
        place = naming.org(ledger, scope) if scope is not None else None
        if place is not None:
            ledger.org(place)
        last = until or who.day
        if last < since or last > who.at.date():
            raise UsageProblem(
                _("The days {since} to {until} must be in order and not in the future.").format(since=since, until=last)
            )
        found = samples.population(_problems(ledger, place), since, last, who.at)
        if not found:
            said = _("No problem closed from {since} to {until} is still closed; there is nothing to sample.")
            raise UsageProblem(said.format(since=since, until=last))
        _require_committed(ledger)
        if (other := _twin(ledger, found)) is not None:
            raise NotAllowed(
                _("The same problems were frozen as {ref}, and no population is drawn twice.").format(ref=other)
            )
        fields = {
            "since": since, "until": last, "scope": place, "share": rule.share, "least": rule.least, "most": rule.most,
            "by_unit": rule.by_unit or None, "population": found,
            "title": title or _title(campaign.language, since, last),
        }  # fmt: skip
        said_ = samples.said(fields)
        head = made(
            Head, **fields, digest=drawing.digest(said_, found),
            id=ids.fresh(ledger.is_taken, who.entropy, f"{home}/sample/{since}/{last}"),
        )  # fmt: skip
        draft: MatterDraft = Draft(transaction, campaign, who, Matter(home, head, (), kind="sample"))
        draft.add(Frozen, note=note)
        return draft

    def homes() -> tuple[str, ...]:
        return tuple(code for code, org in ledger.orgs().items() if org.function is not Function.UNIT)

    with seated(ledger, context, drafted, homes) as seat:
        draft = drafted(seat.transaction, seat.campaign, seat.who)
        seat.transaction.record([draft.record])
        uncommitted = seat.entered("sample", draft.record, draft.entries)
    return outcome(draft, seat.campaign, uncommitted)


def announce(ledger: Ledger, context: Context, ref: str, how: str) -> RecordedMatter:
    """Record what will be the seed, before it is there."""
    return record_one(ledger, context, "sample", ref, "sample, announce", Announced, how=how)


def draw(
    ledger: Ledger,
    context: Context,
    ref: str,
    *,
    commit: str | None = None,
    number: str | None = None,
    brought_by: str | None = None,
    how: str | None = None,
) -> RecordedMatter:
    """Draw the sample: by a ``commit`` made after the population was frozen, or by a ``number`` that somebody brings.

    Raises:
        NoSuchRecord: there is no such commit.
        NotAllowed: the commit cannot be the seed; it was drawn before.
    """

    def write(draft: MatterDraft) -> str:
        matter = draft.record
        seed = _commit(ledger, matter, commit) if commit is not None else None
        head = matter.head
        chosen = drawing.drawn(head.rule, head.population, seed or number or "")
        who = (brought_by or draft.stamp.principal.ref) if number is not None else None
        draft.add(Drawn, commit=seed, number=number, brought_by=who, how=how, drawn=chosen)
        return "sample, draw"

    return record(ledger, context, "sample", ref, write)


def replace(ledger: Ledger, context: Context, ref: str, problem: str, reason: str) -> RecordedMatter:
    """Leave a problem that was drawn out, for a reason; the next in the order takes its place, never a chosen one.

    Raises:
        NotAllowed: it is not in the sample or was judged already, or none is left.
    """

    def write(draft: MatterDraft) -> str:
        org, name = ledger.locate(problem)
        member = f"{org}/{name}"
        judged = [e for e in ledger.find_problem(member).entries if getattr(e, "sample", None) == draft.record.ref]
        if judged:
            said = _("{problem} was already judged in this sample").format(problem=member)
            raise NotAllowed(refused(draft.record.ref, said))
        successor = samples.next_for(draft.state, member) or member
        draft.add(Replaced, problem=member, successor=successor, reason=reason)
        return "sample, replace"

    return record(ledger, context, "sample", ref, write)


def require_drawn(ledger: Ledger, sample: str, problem: Problem) -> str:
    """Return a sample in full; refuse it where the problem is not in it, or was judged in it already.

    Raises:
        NoSuchRecord, Ambiguous: there is no such sample.
        NotAllowed: see above.
    """
    from yiananlib.model.matters import fold

    found = ledger.find_matter("sample", sample)
    if problem.ref not in samples.now(fold(found)):
        said = _("it is not in the sample {sample}").format(sample=found.ref)
        raise NotAllowed(refused(problem.ref, said))
    if any(getattr(entry, "sample", None) == found.ref for entry in problem.entries):
        said = _("it was already judged in the sample {sample}").format(sample=found.ref)
        raise NotAllowed(refused(problem.ref, said))
    return found.ref


def _title(language: str, since: dt.date, until: dt.date) -> str:
    with speaking(language):
        return _("Re-check of closes, {since} to {until}").format(since=since, until=until)


def _problems(ledger: Ledger, scope: str | None) -> Iterator[Problem]:
    orgs = ledger.orgs()
    for org in orgs:
        if scope is None or org == scope or scope in ancestors(org, orgs):
            yield from ledger.problems(org)


def _twin(ledger: Ledger, population: tuple[str, ...]) -> str | None:
    """Return the sample that froze the same problems; None where none did."""
    found = (matter for org in ledger.orgs() for matter in ledger.matters(org, "sample"))
    return next((matter.ref for matter in found if matter.head.population == population), None)


def _require_committed(ledger: Ledger) -> None:
    """Refuse to freeze what git does not have: the proof freezes it again from the commit."""
    if not git.is_work_tree(ledger.root):
        return
    waiting = [path for path in clone.uncommitted(ledger.root) if layout.place(path) is not None]
    if waiting:
        said = _("{path} is not committed, and a population is frozen as git has it; run `yian sync` first.")
        raise NotAllowed(said.format(path=layout.shown(waiting[0])))


def _commit(ledger: Ledger, matter: Matter, name: str) -> str:
    if not git.is_work_tree(ledger.root):
        raise NotAllowed(_("This ledger is not in a git repository; draw with --number N --how TEXT."))
    found = git.revision(ledger.root, name)
    if found is None:
        raise NoSuchRecord(_("commit"), name)
    path = kinds.MATTERS["sample"].path(matter.org, matter.head.id)
    if reason := seeds.fault(ledger.root, git.prefix(ledger.root), path, matter.org, found):
        raise NotAllowed(refused(matter.ref, reason))
    return found
