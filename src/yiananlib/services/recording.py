"""Recording entries in a problem: read, judge, write, commit; the way every recording service goes."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import judging, refusals
from yiananlib.model.campaign import Campaign
from yiananlib.model.entries import Entry
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.record import Stamped
from yiananlib.model.state import State
from yiananlib.services import subjects
from yiananlib.services.occasion import Occasion, Stamp, made, stamp
from yiananlib.store import kinds
from yiananlib.store.ledger import Ledger
from yiananlib.store.pen import Pen, writing

if TYPE_CHECKING:
    from yiananlib.model.matters import Matter

E = TypeVar("E", bound=Stamped)


class Recorded(NamedTuple):
    """A problem after something was recorded. ``uncommitted`` is why git did not commit it, or None."""

    state: State
    campaign: Campaign
    uncommitted: str | None = None


class Draft:
    """The entries being made for one problem; they are judged one after the other as they are added."""

    def __init__(self, pen: Pen, campaign: Campaign, stamp: Stamp, problem: Problem) -> None:
        self.pen = pen
        self.ledger = pen.ledger
        self.campaign = campaign
        self.stamp = stamp
        self.problem = problem
        self.state = fold(problem)
        self.entries: list[Entry] = []
        self.orgs = self.ledger.lineage(*stamp.orgs, problem.org)
        self.began: Callable[[str], dt.date | None] = lambda org: first_day(self.ledger.problems(org))

    def add(self, kind: type[E], **fields: Any) -> E:
        """Make an entry, and add it if nothing is wrong with it; the gate is asked by who closes.

        Raises:
            UsageProblem: a field cannot be used.
            NotAuthorised, NotAllowed, UsageProblem: it is refused.
        """
        taken = frozenset(e.id for e in self.problem.entries)
        entry = made(kind, **self.stamp.fields(taken, self.problem.ref), **fields)
        self._judge(entry)  # type: ignore[arg-type]  # every kind of Stamped is in the union Entry
        self.problem = self.problem.followed_by(entry)  # type: ignore[arg-type]  # as above
        self.entries.append(entry)  # type: ignore[arg-type]  # as above
        self.state = fold(self.problem)
        return entry

    def _judge(self, entry: Entry) -> None:
        if entry.kind in judging.JUDGEMENTS:
            self.orgs |= self.ledger.lineage(*judging.named(self.problem))
        if entry.kind == "closed" and entry.sole:
            self.orgs |= self.ledger.orgs()
        basis = refusals.Basis(self.orgs, self.campaign, self.began)
        for refusal in refusals.of_problem(entry, self.state, basis):
            raise refusal.rule.raises(refused(self.problem.ref, refusal.reason))


def first_day(problems: Iterable[Problem]) -> dt.date | None:
    """Return the day on which the first of some problems was registered, None where there is none."""
    return min((entry.on for problem in problems for entry in problem.entries[:1]), default=None)


def refused(ref: str, reason: str) -> str:
    """Return the sentence with which what concerns ``ref`` is refused."""
    return _("{ref}: {reason}. Nothing was recorded.").format(ref=ref, reason=reason)


def record(
    ledger: Ledger, occasion: Occasion, ref: str, write: Callable[[Draft], str], *, mending: bool = False
) -> Recorded:
    """Record what ``write`` adds to the draft of the problem ``ref``; it returns the verb for git's log.

    ``mending`` lets it be recorded though an entry that is there breaks the rules.

    Raises:
        YianError: as in :mod:`yiananlib.errors`; nothing was written then.
    """
    campaign = ledger.campaign()
    with writing(ledger, occasion.waiting) as pen:
        who = stamp(ledger, campaign, occasion)
        draft = begun(pen, campaign, who, ref, mending=mending)
        problem = draft.problem
        verb = write(draft)
        pen.enter(problem, draft.entries)
        uncommitted = commit(pen, campaign, who, f"{problem.ref}: {verb}", [draft.problem], draft.entries)
    return Recorded(draft.state, campaign, uncommitted)


def record_one(
    ledger: Ledger, occasion: Occasion, ref: str, verb: str, model: type[Entry], /, **fields: Any
) -> Recorded:
    """Record one entry of the problem ``ref``; see :func:`record`."""

    def write(draft: Draft) -> str:
        draft.add(model, **fields)
        return verb

    return record(ledger, occasion, ref, write)


def begun(pen: Pen, campaign: Campaign, who: Stamp, ref: str, *, mending: bool = False) -> Draft:
    """Return a draft of the problem ``ref`` without new entries.

    Raises:
        NoSuchRecord, Ambiguous.
        LedgerInvalid: an entry that is there breaks the rules; not where one is ``mending``.
    """
    draft = Draft(pen, campaign, who, pen.ledger.find_problem(ref))
    if draft.state.faults and not mending:
        fault = draft.state.faults[0]
        raise LedgerInvalid(
            kinds.PROBLEM.path(draft.problem.org, draft.problem.head.id),
            _("entry {n} breaks the rules: {reason}.").format(n=fault.entry + 1, reason=fault.reason),
            _("`yian verify` says more; nothing is recorded until it is mended."),
        )
    return draft


def commit(
    pen: Pen,
    campaign: Campaign,
    who: Stamp,
    subject: str,
    records: "Sequence[Problem | Matter]" = (),
    entries: Iterable[Stamped] = (),
) -> str | None:
    """Commit what ``pen`` wrote where the campaign wants it; return why it failed, or None.

    ``subject`` is in the words of :mod:`~yiananlib.services.subjects`. The trailers name the officer, the problems and
    matters and the entries; the date is the entries' ``at``.
    """
    if not campaign.git.commit:
        return None
    body = [record.head.title for record in records[:1]]
    from yiananlib.store import git  # a ledger without git never needs it
    from yiananlib.store.trailers import written

    refs = ((getattr(record, "kind", "problem"), record.ref) for record in records)
    trailers = written(who.actor.ref, refs, (entry.id for entry in entries), given=who.clock_given)
    message = "\n\n".join([subjects.subject(subject, campaign.language), *body, "\n".join(trailers)]) + "\n"

    author = git.Identity(who.actor.officer.post, f"{who.actor.officer.id}@{who.actor.org}.invalid")
    failure = pen.commit(message, who.at.isoformat(), author)
    return failure.reason if failure else None
