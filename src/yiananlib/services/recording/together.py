"""One thing recorded of several records, judged one after the other and written as one: all of it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from yiananlib.errors import SeveralRefused, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.services.recording.candidates import Unsaid
from yiananlib.services.recording.context import stamp
from yiananlib.services.recording.problems import Seat, commit
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.record import Record
    from yiananlib.services.recording.context import Context, Stamp
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction

T = TypeVar("T")


class Together(NamedTuple):
    """What a service returned of several records, a row for each in the order in which they were first named.

    Where there are ``answers``, what it returned where the answer is no, nothing was recorded, and there are no
    ``rows``.
    """

    rows: tuple[Any, ...]
    answers: tuple[Any, ...] = ()


class _Shared(Seat):
    """The pen of several: what is entered with it is committed when all is. ``last`` is where something was entered."""

    def __init__(self, transaction: Transaction, campaign: Campaign, who: Stamp) -> None:
        super().__init__(transaction, campaign, who)
        self.verbs: list[str] = []
        self.records: dict[str, Record[Any, Any]] = {}
        self.beside: list[Record[Any, Any]] = []
        self.entries: list[Stamped] = []
        self.last: str | None = None

    def entered(
        self, verb: str, record: Record[Any, Any], entries: Sequence[Stamped], *beside: Record[Any, Any]
    ) -> None:
        """Keep in mind what was entered."""
        self.beside += beside
        self.verbs.append(verb)
        self.records[record.ref] = record
        self.entries += entries
        self.last = record.ref

    def commit(self) -> str | None:
        """Commit all that was entered; return why git did not do it, or None."""
        verb = self.verbs[0] if len(set(self.verbs)) == 1 else self.verbs[0].partition(",")[0]
        records = list(self.records.values())
        kind = records[0].kind
        named = records[0].ref if len(records) == 1 else f"{len(records)} {kind}s"
        every = [*records, *self.beside]
        return commit(self.transaction, self.campaign, self.who, f"{named}: {verb}", every, self.entries)


class _Stop(Exception):
    """Not an error: it takes what was judged past the write."""


def together(
    ledger: Ledger,
    context: Context,
    items: Sequence[T],
    one: Callable[[Ledger, Context, T], Any],
    named: Callable[[T], str] = str,
    *,
    apart: bool = True,
) -> Together:
    """Record with ``one`` what it records of each item, as if by a command each, but all of it or nothing.

    Args:
        ledger: the one in which it is recorded; ``one`` is handed it as what was before leaves it.
        context: when and by whom, for all alike.
        items: a record each; where they are not ``apart``, the same one may come again.
        one: a service that records by way of :func:`yiananlib.services.recording.problems.seated`.
        named: the name of an item, as it was typed.
        apart: whether a record may be named only once.

    Raises:
        SeveralRefused: some of several were refused; the message has the reason of each.
        YianError: the only one was refused, or all for want of what they share; nothing was written then.
    """
    campaign = ledger.campaign()
    rows: dict[str, Any] = {}
    answers: list[Any] = []
    refused: list[tuple[str, YianError]] = []
    count = 0
    try:
        with writing(ledger, context.waiting) as transaction:
            seat = _Shared(transaction, campaign, stamp(ledger, campaign, context))
            for item in items:
                count += 1
                seat.last = None
                try:
                    found = one(transaction.ledger, context._replace(seat=seat), item)
                    if seat.last is None:
                        answers.append(found)
                        continue
                    if apart and seat.last in rows:
                        raise UsageProblem(_("{ref} is named twice.").format(ref=seat.last))
                    rows[seat.last] = found
                except YianError as error:
                    refused.append((named(item), error))
            if refused or answers:
                raise _Stop
            uncommitted = seat.commit()
    except Unsaid:
        one(ledger, context, items[0])  # which names those who may record it
        raise
    except _Stop:
        if refused:
            raise _refusal(refused, answers, count) from None
        return Together((), tuple(answers))
    return Together(tuple(row._replace(uncommitted=uncommitted) for row in rows.values()))


def _refusal(refused: Sequence[tuple[str, YianError]], answers: Sequence[Any], count: int) -> YianError:
    first = refused[0][1]
    if count == 1 or (len(refused) == count and all(error.message == first.message for _name, error in refused)):
        return first
    reasons = {name: error.message.removesuffix(_("Nothing was recorded.")).strip() for name, error in refused}
    reasons |= {answer.ref: answer.sentence for answer in answers}
    return SeveralRefused(reasons, count, first.exit_status)
