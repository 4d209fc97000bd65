"""What is open at the end of a campaign goes over into the ledger of the next: registered here, all or nothing.

It is read from the newest commit of the other ledger, which stays as it is; the registration names the commit.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NoSuchRecord, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.model import authority, calling, ids, judging, tags, transfers
from yiananlib.model.entries import Numbered, Registered
from yiananlib.model.lifecycle import fold
from yiananlib.model.measures import Planned
from yiananlib.model.org import in_order
from yiananlib.model.problem import Head, Problem
from yiananlib.model.vocabulary import OVER
from yiananlib.services.recording.context import made, officer_ref
from yiananlib.services.recording.drafting import Draft
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import who_records
from yiananlib.services.recording.problems import commit
from yiananlib.store import git
from yiananlib.store.ledger import Ledger, at_revision
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.state import State
    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.drafting import ProblemDraft

_OF_THERE = ("finding", "task", "meeting", "recurs")
"""Fields of the head that name what is in the other ledger alone."""
_WORDS = {"source": "source", "kind": "kind", "field": "field", "level": "level", "linked": "linked_work"}


class OpenRow(NamedTuple):
    """A problem that is open there, and what becomes of it here; ``said`` is why nothing does."""

    ref: str
    title: str
    due: dt.date
    number: str | None
    outcome: Outcome
    id: str | None = None
    said: str = ""
    skipped: bool = False


class Continued(NamedTuple):
    """What another ledger has open, and whether it was recorded here; ``commit`` is None where it is not in git."""

    ledger: str
    commit: str | None
    rows: tuple[OpenRow, ...]
    names: Mapping[str, str] = MappingProxyType({})
    applied: bool = False
    uncommitted: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many problems have each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in (Outcome.NEW, Outcome.UNCHANGED, Outcome.REFUSED)}

    @property
    def in_the_way(self) -> tuple[OpenRow, ...]:
        """The problems that cannot be registered here, and are not left out by name."""
        return tuple(row for row in self.rows if row.outcome is Outcome.REFUSED and not row.skipped)


def import_open(ledger: Ledger, context: Context, folder: Path, skip: Sequence[str] = (), *, apply: bool) -> Continued:
    """Return what would come over from the ledger in ``folder``, and with ``apply`` record it: all of it, or nothing.

    Raises:
        UsageProblem: there is no ledger, or it is this one, or nothing that is named by ``skip``.
        LedgerInvalid: a record there cannot be read.
        NotAuthorised, NotAllowed: somebody else must record it.
    """
    if not (folder / "yian.toml").is_file():
        raise UsageProblem(_("{folder} is not a ledger: it has no yian.toml.").format(folder=folder))
    if folder.resolve() == ledger.root.resolve():
        raise UsageProblem(_("{folder} is this ledger; name that of the campaign before.").format(folder=folder))
    there = Ledger(folder)
    if not (git.is_work_tree(folder.absolute()) and git.revision(folder, "HEAD")):
        return _continued(ledger, context, there, skip, apply=apply)
    with at_revision(there, "HEAD") as at:
        return _continued(ledger, context, at, skip, apply=apply)


def _continued(ledger: Ledger, context: Context, there: Ledger, skip: Sequence[str], *, apply: bool) -> Continued:
    campaign = ledger.campaign()
    if not apply:
        return _Coming(Transaction(ledger), campaign, context, there, skip, preview=True).told()
    with writing(ledger, context.waiting) as transaction:
        coming = _Coming(transaction, campaign, context, there, skip)
        told = coming.told()
        if told.in_the_way:
            return told
        return told._replace(applied=True, uncommitted=coming.write())


class _Coming:
    """The open problems of another ledger being judged; nothing is written before :meth:`write`."""

    def __init__(
        self,
        transaction: Transaction,
        campaign: Campaign,
        context: Context,
        there: Ledger,
        skip: Sequence[str],
        *,
        preview: bool = False,
    ) -> None:
        self.transaction = transaction
        self.ledger = transaction.ledger
        self.campaign = campaign
        self.there = there
        self.orgs = self.ledger.orgs()
        self.checklist = {prompt.id: prompt.text for prompt in self.ledger.checklist().prompts}
        self.prompts = {prompt.id: prompt.text for prompt in there.checklist().prompts}
        self.name = there.campaign().name
        self.commit = there.commit.oid if there.commit is not None else None
        self.who = who_records(self.ledger, campaign, context, self.orgs, preview=preview)
        self.drafts: list[ProblemDraft] = []
        self.rows = [self._row(state, skip) for state in _open(there)]
        known = {row.ref for row in self.rows}
        if missing := [said for said in skip if said not in known]:
            raise UsageProblem(
                _("{ref} is not open in that ledger; write it as it is shown.").format(ref=_(", ").join(missing))
            )

    def told(self) -> Continued:
        """Return what comes over."""
        return Continued(self.name, self.commit, tuple(self.rows), calling.names(self.orgs))

    def write(self) -> str | None:
        """Write it, and commit it; return why git did not do it, or None."""
        records = [draft.record for draft in self.drafts]
        self.transaction.record(records)
        if not records:
            return None
        entries = [entry for draft in self.drafts for entry in draft.entries]
        subject = f"{records[0].ref}: import open" if len(records) == 1 else f"{len(records)} problems: import open"
        return commit(self.transaction, self.campaign, self.who, subject, records, entries)

    def _row(self, state: State, skip: Sequence[str]) -> OpenRow:
        row = OpenRow(state.problem.ref, state.head.title, state.due, state.number, Outcome.NEW)
        if (here := self._here(state.problem.ref)) is not None:
            return row._replace(outcome=Outcome.UNCHANGED, id=here)
        try:
            draft = self._drafted(state)
        except YianError as error:
            said = error.message.removesuffix(_("Nothing was recorded.")).strip()
            return row._replace(outcome=Outcome.REFUSED, said=said, skipped=row.ref in skip)
        if row.ref in skip:
            return row._replace(outcome=Outcome.UNCHANGED, skipped=True)
        self.drafts.append(draft)
        return row._replace(id=draft.record.name)

    def _here(self, ref: str) -> str | None:
        """Return the problem that came over before."""
        for org, name in self.ledger.mentioning(ref.encode()):
            source = fold(self.ledger.problem(org, name)).taken
            if source is not None and (source.problem, source.ledger) == (ref, self.name):
                return f"{org}/{name}"
        return None

    def _drafted(self, state: State) -> ProblemDraft:
        problem = state.problem
        self.ledger.org(problem.org)
        source = transfers.taken(state, tuple(judging.involved(state))) | {"ledger": self.name, "commit": self.commit}
        name = problem.name
        if self.ledger.is_taken(name):
            name = ids.fresh(self.ledger.is_taken, self.who.entropy, f"{self.name}/{problem.ref}")
        draft: ProblemDraft = Draft(
            self.transaction, self.campaign, self.who, Problem(problem.org, made(Head, **self._head(state, name)), ())
        )
        draft.add(Registered, **{"from": {key: value for key, value in source.items() if value is not None}})
        if state.number is not None:
            if holders := self.ledger.numbered(state.number):
                raise UsageProblem(
                    _("{other} already has the serial number {number}").format(
                        other="/".join(holders[0]), number=state.number
                    )
                )
            draft.add(Numbered, number=state.number)
        left = [measure for measure in state.current_measures if measure.completed is None]
        for number, measure in enumerate(left, start=1):
            said = {"text": measure.planned.text, "due": measure.planned.due, "type": measure.planned.type}
            draft.add(Planned, number=number, owner=self._measure_owner(measure.owner, state), **said)
        return draft

    def _head(self, state: State, name: str) -> dict[str, Any]:
        """Return the head as it is registered here: what it names must be here, or is left out."""
        said = {key: value for key, value in state.head.plain().items() if key not in _OF_THERE}
        for key, vocabulary in _WORDS.items():
            given = said.get(key, ())
            for word in [given] if isinstance(given, str) else given:
                if word not in self.campaign.vocabulary.get(vocabulary, {}):
                    raise UsageProblem(
                        _("“{word}” is not in the vocabulary “{name}” here").format(word=word, name=vocabulary)
                    )
        for tag in said.get("tags", ()):
            if not tags.is_known(tag, self.campaign.vocabulary):
                raise UsageProblem(_("“{tag}” is not a tag of this campaign").format(tag=tag))
        if self.checklist.get(said.get("prompt", "")) != self.prompts.get(said.get("prompt", "")):
            del said["prompt"]
        for key in ("leader", "owner"):
            officer_ref(self.orgs, said[key], state.problem.org, self.who.day, self.ledger)
        support = tuple(unit for unit in said.get("support", ()) if self.ledger.has_org(unit))
        return {**said, "id": name, "support": support}

    def _measure_owner(self, owner: str, state: State) -> str:
        """Return who carries out a measure here: the same where they are in office, else who owns the problem."""
        actor = authority.actor(owner, self.orgs)
        try:
            if actor is not None:
                return officer_ref(self.orgs, owner, state.problem.org, self.who.day, self.ledger)
        except NoSuchRecord:
            pass
        return state.head.owner


def _open(there: Ledger) -> Iterator[State]:
    """Yield the problems that are open in a ledger, in configured order of organizations."""
    for org in in_order(there.orgs()):
        for problem in there.problems(org):
            state = fold(problem)
            if state.status not in OVER:
                yield state
