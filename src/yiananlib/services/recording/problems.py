"""Recording entries in a problem: read, judge, write, commit; the way every recording service goes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.model import calling
from yiananlib.model.base import Stamped
from yiananlib.model.campaign import Campaign
from yiananlib.model.entries import Entry
from yiananlib.model.state import State
from yiananlib.services.recording import subjects
from yiananlib.services.recording.candidates import Trial
from yiananlib.services.recording.context import Context, Stamp, stamp
from yiananlib.services.recording.drafting import begun
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import Transaction, writing

if TYPE_CHECKING:
    from yiananlib.model.record import Record
    from yiananlib.services.recording.drafting import ProblemDraft


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


class Seat:
    """The pen in somebody's hand: what is entered with it is committed at once."""

    def __init__(self, transaction: Transaction, campaign: Campaign, who: Stamp) -> None:
        self.transaction = transaction
        self.campaign = campaign
        self.who = who

    def entered(
        self, verb: str, record: "Record[Any, Any]", entries: Sequence[Stamped], *beside: "Record[Any, Any]"
    ) -> str | None:
        """Commit what was entered of a record, and with it ``beside`` it; return why git did not do it, or None."""
        subject, records = f"{record.ref}: {verb}", [record, *beside]
        return commit(self.transaction, self.campaign, self.who, subject, records, entries)


@contextmanager
def seated(
    ledger: Ledger,
    context: Context,
    attempt: Callable[[Transaction, Campaign, Stamp], object],
    home: Callable[[], str | tuple[str, ...]],
) -> Iterator[Seat]:
    """Hold the pen inside the block: the one with which several records are written together, else one of one's own.

    ``attempt`` is what the block will do, without entering it, and ``home`` tells the organizations that it is about:
    where nobody says who records, those are named who may.

    Raises:
        YianError: as :func:`stamp` does; the ledger cannot be written to.
    """
    if context.seat is not None:
        yield context.seat
        return
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        trial = Trial(home, lambda who: attempt(Transaction(ledger), campaign, who))
        yield Seat(transaction, campaign, stamp(ledger, campaign, context, trial))


def record(
    ledger: Ledger, context: Context, ref: str, write: Callable[["ProblemDraft"], str], *, mending: bool = False
) -> Recorded:
    """Record what ``write`` adds to the draft of the problem ``ref``; it returns the verb for git's log.

    ``mending`` lets it be recorded though an entry that is there breaks the rules.

    Raises:
        YianError: as in :mod:`yiananlib.errors`; nothing was written then.
    """
    draft, campaign, uncommitted = recorded(
        ledger, context, lambda found: found.find_problem(ref), write, lambda: ledger.locate(ref)[0], mending=mending
    )
    return outcome(draft, campaign, uncommitted)


def outcome(draft: "ProblemDraft", campaign: Campaign, uncommitted: str | None) -> Recorded:
    """Return what was recorded of a problem, now that it is written; ``uncommitted`` as in :class:`Recorded`."""
    return Recorded(draft.state, campaign, uncommitted, tuple(draft.entries), calling.names(draft.orgs))


def recorded(
    ledger: Ledger,
    context: Context,
    find: Callable[[Ledger], Any],
    write: Callable[[Any], str],
    home: Callable[[], str],
    *,
    mending: bool = False,
) -> tuple[Any, Campaign, str | None]:
    """Record what ``write`` adds to the draft of the record that ``find`` finds; see :func:`record`.

    Returns:
        The draft, the campaign, and why git did not commit it, or None.
    """

    def drafted(transaction: Transaction, campaign: Campaign, who: Stamp) -> tuple[Any, str]:
        draft = begun(transaction, campaign, who, find(transaction.ledger), mending=mending)
        return draft, write(draft)

    with seated(ledger, context, drafted, home) as seat:
        draft, verb = drafted(seat.transaction, seat.campaign, seat.who)
        seat.transaction.enter(draft.before, draft.entries)
        return draft, seat.campaign, seat.entered(verb, draft.record, draft.entries)


def record_one(ledger: Ledger, context: Context, ref: str, verb: str, model: type[Entry], /, **fields: Any) -> Recorded:
    """Record one entry of the problem ``ref``; see :func:`record`."""

    def write(draft: "ProblemDraft") -> str:
        draft.add(model, **fields)
        return verb

    return record(ledger, context, ref, write)


def commit(
    transaction: Transaction,
    campaign: Campaign,
    who: Stamp,
    subject: str,
    records: "Sequence[Record[Any, Any]]" = (),
    entries: Iterable[Stamped] = (),
) -> str | None:
    """Commit what ``transaction`` wrote where the campaign wants it; return why it failed, or None.

    ``subject`` is in the words of :mod:`subjects`. The trailers name the officer, the problems and
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
    failure = transaction.commit(message, who.at.isoformat(), author)
    return failure.reason if failure else None
