"""Recording entries in a problem: read, judge, write, commit; the way every recording service goes."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import calling, judging, refusals
from yiananlib.model.base import Stamped
from yiananlib.model.campaign import Campaign
from yiananlib.model.entries import Entry
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.state import State
from yiananlib.services import subjects
from yiananlib.services.candidates import Trial
from yiananlib.services.occasion import Occasion, Stamp, made, stamp
from yiananlib.store import kinds
from yiananlib.store.ledger import Ledger
from yiananlib.store.pen import Pen, writing

if TYPE_CHECKING:
    from yiananlib.model.matters import Matter

E = TypeVar("E", bound=Stamped)


class Recorded(NamedTuple):
    """A problem after something was recorded.

    ``uncommitted`` is why git did not commit it, or None. ``entries`` are those that were made, the last of the
    problem's; ``names`` are what readers call the organizations and officers concerned, as in
    :mod:`yiananlib.model.calling`.
    """

    state: State
    campaign: Campaign
    uncommitted: str | None
    entries: tuple[Entry, ...]
    names: Mapping[str, str]

    @property
    def ref(self) -> str:
        """What the problem is called on the command line."""
        return self.state.problem.ref


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

    def recorded(self, uncommitted: str | None) -> Recorded:
        """Return what was recorded, now that it is written; ``uncommitted`` as in :class:`Recorded`."""
        return Recorded(self.state, self.campaign, uncommitted, tuple(self.entries), calling.names(self.orgs))

    def _judge(self, entry: Entry) -> None:
        if entry.kind in judging.JUDGEMENTS:
            self.orgs |= self.ledger.lineage(*judging.named(self.problem))
        if entry.kind == "closed" and entry.sole:
            self.orgs |= self.ledger.orgs()
        basis = refusals.Basis(self.orgs, self.campaign, self.began)
        for refusal in refusals.of_problem(entry, self.state, basis):
            raise refusal.rule.raises(refused(self.problem.ref, refusal.reason))


class Seat:
    """The pen in somebody's hand: what is entered with it is committed at once."""

    def __init__(self, pen: Pen, campaign: Campaign, who: Stamp) -> None:
        self.pen = pen
        self.campaign = campaign
        self.who = who

    def entered(self, verb: str, record: "Problem | Matter", entries: Sequence[Stamped]) -> str | None:
        """Commit what was entered of a record; return why git did not do it, or None."""
        return commit(self.pen, self.campaign, self.who, f"{record.ref}: {verb}", [record], entries)


@contextmanager
def seated(
    ledger: Ledger,
    occasion: Occasion,
    attempt: Callable[[Pen, Campaign, Stamp], object],
    home: Callable[[], str],
) -> Iterator[Seat]:
    """Hold the pen inside the block: the one with which several records are written together, else one of one's own.

    ``attempt`` is what the block will do, without entering it, and ``home`` tells the organization that it is about:
    where nobody says who records, those are named who may.

    Raises:
        YianError: as :func:`stamp` does; the ledger cannot be written to.
    """
    if occasion.seat is not None:
        yield occasion.seat
        return
    campaign = ledger.campaign()
    with writing(ledger, occasion.waiting) as pen:
        trial = Trial(home, lambda who: attempt(Pen(ledger), campaign, who))
        yield Seat(pen, campaign, stamp(ledger, campaign, occasion, trial))


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

    def drafted(pen: Pen, campaign: Campaign, who: Stamp) -> tuple[Problem, Draft, str]:
        draft = begun(pen, campaign, who, ref, mending=mending)
        before = draft.problem
        return before, draft, write(draft)

    with seated(ledger, occasion, drafted, lambda: ledger.locate(ref)[0]) as seat:
        problem, draft, verb = drafted(seat.pen, seat.campaign, seat.who)
        seat.pen.enter(problem, draft.entries)
        uncommitted = seat.entered(verb, draft.problem, draft.entries)
    return draft.recorded(uncommitted)


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

    refs = ((record.kind, record.ref) for record in records)
    trailers = written(who.actor.ref, refs, (entry.id for entry in entries), given=who.clock_given)
    message = "\n\n".join([subjects.subject(subject, campaign.language), *body, "\n".join(trailers)]) + "\n"

    author = git.Identity(who.actor.officer.post, f"{who.actor.officer.id}@{who.actor.org}.invalid")
    failure = pen.commit(message, who.at.isoformat(), author)
    return failure.reason if failure else None
