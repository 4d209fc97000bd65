"""Handing over: all that is open in the hands of one post goes to another, all of it or nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import NotAllowed, SeveralRefused, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.model import authority, calling, hands, matters, rules
from yiananlib.model.lifecycle import fold
from yiananlib.model.org import in_order
from yiananlib.model.vocabulary import OVER
from yiananlib.services.reading import naming
from yiananlib.services.recording import redefining
from yiananlib.services.recording.context import Context, officer_ref
from yiananlib.services.recording.drafting import begun
from yiananlib.services.recording.importing import who_records
from yiananlib.services.recording.problems import commit
from yiananlib.store import kinds
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.matters import Matter, Standing
    from yiananlib.model.problem import Problem
    from yiananlib.model.record import Record
    from yiananlib.store.ledger import Ledger

OPEN: Final = {
    "notice": ("issued", "replied", "returned"),
    "rule": ("listed", "decided"),
    "meeting": ("called",),
    "group": ("standing",),
}
"""The kinds of matters that name who answers for them, and in which statuses they are open."""


class Held(NamedTuple):
    """Something open in the hands of a post: a record, as what it has it (``parts``), or one of its measures.

    ``what`` is the kind of record, or ``measure``, which has its ``number``; ``parts`` are fields of the head. ``due``
    is the deadline, which stays.
    """

    what: str
    org: str
    id: str
    title: str
    due: dt.date | None
    parts: tuple[str, ...] = ()
    number: int | None = None

    @property
    def ref(self) -> str:
        """What the record is called on the command line."""
        return f"{self.org}/{self.id}"


class Handover(NamedTuple):
    """What one post hands over to another on a day, and whether it was recorded; ``names`` are what readers call them.

    ``left`` is the day with which the post ends, None where it goes on.
    """

    old: str
    new: str
    day: dt.date
    reason: str
    rows: tuple[Held, ...]
    names: Mapping[str, str] = MappingProxyType({})
    left: dt.date | None = None
    applied: bool = False
    uncommitted: str | None = None


class Choice(NamedTuple):
    """What is handed over: ``only`` these records, all where it is empty; ``leaves``: the post ends with it."""

    only: Sequence[str] = ()
    leaves: bool = False
    apply: bool = False


def hand_over(ledger: Ledger, context: Context, old: str, new: str, reason: str, choice: Choice) -> Handover:
    """Return what of a post is handed over to another, and with ``apply`` record it: all of it, or nothing.

    Raises:
        NoSuchRecord, Ambiguous: there is no such officer or record.
        UsageProblem: a record that is named is not in the hands of the post.
        NotAuthorised, NotAllowed, SeveralRefused: something of it may not be handed over.
    """
    campaign = ledger.campaign()
    if not choice.apply:
        return _Deed(Transaction(ledger), campaign, context, (old, new), reason, choice).done()
    with writing(ledger, context.waiting) as transaction:
        deed = _Deed(transaction, campaign, context, (old, new), reason, choice)
        found = deed.done()
        return found._replace(applied=True, uncommitted=deed.write())


class _Deed:
    """A hand-over being made: everything is judged when it begins, nothing is written before :meth:`write`."""

    def __init__(
        self,
        transaction: Transaction,
        campaign: Campaign,
        context: Context,
        posts: tuple[str, str],
        reason: str,
        choice: Choice,
    ) -> None:
        self.transaction = transaction
        self.ledger = transaction.ledger
        self.campaign = campaign
        self.reason = reason
        self.orgs = self.ledger.orgs()
        self.who = who_records(self.ledger, campaign, context, self.orgs, preview=not choice.apply)
        self.old, self.new = self._posts(*posts)
        found = self._chosen(list(held(self.ledger, self.old)), choice.only)
        if not found and authority.actor(self.old, self.orgs) is None:
            raise naming.no_officer(self.old.partition("/")[2], self.orgs, self.old.partition("/")[0])
        self.rows = tuple(row for _record, rows in found for row in rows)
        self.definitions: list[redefining.Redefinition] = []
        if choice.leaves:
            self.definitions.append(self._leaving(context))
        self.drafts = self._drafted([record for record, _rows in found])

    def done(self) -> Handover:
        """Return what is handed over."""
        left = self.who.day if self.definitions else None
        names = calling.names(self.orgs)
        return Handover(self.old, self.new, self.who.day, self.reason, self.rows, names, left)

    def write(self) -> str | None:
        """Write it, and commit it; return why git did not do it, or None."""
        for draft in self.drafts:
            self.transaction.enter(draft.before, draft.entries)
        redefining.write(self.transaction, self.definitions, self.who.at.date())
        if not self.transaction.written:
            return None
        records = [draft.record for draft in self.drafts]
        entries = [entry for draft in self.drafts for entry in draft.entries]
        return commit(self.transaction, self.campaign, self.who, f"{self.old}: handover", records, entries)

    def _posts(self, old: str, new: str) -> tuple[str, str]:
        before = naming.officer(self.ledger, old)
        if "/" not in before:
            raise naming.no_officer(old, self.orgs)
        home = before.partition("/")[0]
        after = officer_ref(dict(self.orgs), new, home, self.who.day, self.ledger)
        if before == after:
            raise NotAllowed(
                _("{officer} cannot hand over to themselves. Nothing was recorded.").format(
                    officer=calling.whole(before, self.orgs)
                )
            )
        return before, after

    def _chosen(
        self, found: list[tuple[Record[Any, Any], list[Held]]], only: Sequence[str]
    ) -> list[tuple[Record[Any, Any], list[Held]]]:
        if not only:
            return found
        left = dict.fromkeys(only)
        chosen = []
        for record, rows in found:
            number = next((e.number for e in record.entries if e.kind == "numbered"), None)
            named = [said for said in only if said in (record.ref, record.name, number)]
            if named:
                chosen.append((record, rows))
                left = {said: None for said in left if said not in named}
        if left:
            raise UsageProblem(
                _("{officer} has no open work in {ref}. Give the whole id; without --only all is shown.").format(
                    officer=calling.whole(self.old, self.orgs), ref=_(", ").join(left)
                )
            )
        return chosen

    def _leaving(self, context: Context) -> redefining.Redefinition:
        org, _slash, name = self.old.partition("/")
        officer = self.orgs[org].officer(name) if org in self.orgs else None
        if officer is None or not officer.in_office(self.who.day):
            raise NotAllowed(
                _("{officer} does not hold the post on {day}, so it cannot end then. Nothing was recorded.").format(
                    officer=calling.whole(self.old, self.orgs), day=self.who.day
                )
            )
        found = redefining.of_officer(self.ledger, context, org, name, self.who.day)
        if (later := next(acted_after(self.ledger, self.old, self.who.day), None)) is not None:
            raise NotAllowed(
                _(
                    "{officer} still recorded in {ref} on {day}, so the post did not end before. Nothing was recorded."
                ).format(officer=calling.whole(self.old, self.orgs), ref=later[0], day=later[1])
            )
        return found

    def _drafted(self, records: Sequence[Record[Any, Any]]) -> list[Any]:
        drafts, refused = [], {}
        for record in records:
            try:
                draft = begun(self.transaction, self.campaign, self.who, record)
                draft.orgs |= self.ledger.lineage(self.old.partition("/")[0], self.new.partition("/")[0])
                _add(draft, self.old, self.new, self.reason)
                drafts.append(draft)
            except YianError as error:
                refused[record.ref] = error
        if refused:
            first = next(iter(refused.values()))
            if len(refused) == len(records) == 1:
                raise first
            said = {ref: e.message.removesuffix(_("Nothing was recorded.")).strip() for ref, e in refused.items()}
            raise SeveralRefused(said, len(records), first.exit_status)
        return drafts


def _add(draft: Any, old: str, new: str, reason: str) -> None:
    if draft.record.kind != "group":
        draft.add(hands.Reassigned, **{"from": old, "to": new, "reason": reason})
        return
    said = _standing_group(draft.state)
    changed: dict[str, Any] = {"chair": new} if said["chair"] == old else {}
    if old in said["members"]:
        changed["members"] = tuple(dict.fromkeys(new if one == old else one for one in said["members"]))
    draft.add(matters.kind("group").entries["changed"], reason=reason, **changed)


def held(ledger: Ledger, officer: str) -> Iterator[tuple[Record[Any, Any], list[Held]]]:
    """Yield the records in which something open is in the hands of an officer, each with what that is.

    A file is parsed only where its bytes hold the officer.
    """
    needle = officer.encode()
    for org in in_order(ledger.orgs()):
        for name in ("problem", *OPEN):
            kind = kinds.BY_NAME[name]
            for record_name in ledger.names(kind, org):
                if needle not in ledger.bytes_of(kind.path(org, record_name)):
                    continue
                record = ledger.record(kind, org, record_name)
                rows = list(_of_problem(record, officer) if name == "problem" else _of_matter(record, officer))
                if rows:
                    yield record, rows


def acted_after(ledger: Ledger, officer: str, day: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Yield the records in which an officer recorded, or had recorded, after a day, each with when.

    ``<org>/`` is every officer of an organization.
    """
    needle = officer.encode()
    for org in ledger.org_names():
        for kind in kinds.RECORDS:
            for name in ledger.names(kind, org):
                if needle in ledger.bytes_of(kind.path(org, name)):
                    record = ledger.record(kind, org, name)
                    later = (e for e in record.entries if e.recorded > day)
                    own = [e.recorded for e in later if _is_of(e.by, officer) or _is_of(e.for_, officer)]
                    if own:
                        yield record.ref, own[0]


def _is_of(ref: str | None, officer: str) -> bool:
    return ref is not None and (ref.startswith(officer) if officer.endswith("/") else ref == officer)


def _of_problem(problem: Problem, officer: str) -> Iterator[Held]:
    state = fold(problem)
    if state.status in OVER:
        return
    head = state.head
    parts = tuple(name for name in ("leader", "owner") if getattr(head, name) == officer)
    if parts:
        yield Held("problem", problem.org, problem.name, head.title, state.due, parts)
    for measure in state.current_measures:
        if measure.completed is None and measure.owner == officer:
            said = measure.planned
            yield Held("measure", problem.org, problem.name, said.text, said.due, number=said.number)


def _of_matter(matter: Matter, officer: str) -> Iterator[Held]:
    standing = matters.fold(matter)
    if standing.status not in OPEN[matter.kind] or (matter.kind == "rule" and rules.settles(matter)):
        return
    of = matters.kind(matter.kind)
    parts: tuple[str, ...]
    if of.charge:
        parts = (of.charge,) if getattr(standing.head, of.charge) == officer else ()
    else:
        said = _standing_group(standing)
        parts = tuple(
            name
            for name, is_so in (("chair", said["chair"] == officer), ("members", officer in said["members"]))
            if is_so
        )
    if parts:
        yield Held(matter.kind, matter.org, matter.name, standing.matter.head.title, of.due(standing), parts)


def _standing_group(standing: Standing) -> dict[str, Any]:
    """Return who chairs a group and who its members are, as it was last changed."""
    said = {"chair": standing.matter.head.chair, "members": standing.matter.head.members}
    for entry in standing.counted:
        if entry.kind == "changed":
            said |= {name: value for name in said if (value := getattr(entry, name))}
    return said
