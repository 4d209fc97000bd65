"""A draft: the entries being made for one record, each judged as it is added, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import judging, records, refusals, steps
from yiananlib.model.base import Stamped
from yiananlib.model.problem import Problem
from yiananlib.model.record import Record
from yiananlib.model.state import State
from yiananlib.services.recording.context import made
from yiananlib.store import kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from yiananlib.model.campaign import Campaign
    from yiananlib.services.recording.context import Stamp
    from yiananlib.store.transaction import Transaction

E = TypeVar("E", bound=Stamped)
R = TypeVar("R", bound=Record[Any, Any])
S = TypeVar("S")


class Draft(Generic[R, S]):
    """The entries being made for one record; they are judged one after the other as they are added.

    ``before`` is the record without them, ``record`` with them; ``stamp`` says who records and when.
    """

    def __init__(self, transaction: Transaction, campaign: Campaign, stamp: Stamp, record: R) -> None:
        self.transaction = transaction
        self.ledger = transaction.ledger
        self.campaign = campaign
        self.stamp = stamp
        self.before = self.record = record
        self.entries: list[Any] = []
        self.orgs = self.ledger.lineage(*stamp.orgs, record.org, *records.homes(record))
        self.began: Callable[[str], dt.date | None] = lambda org: first_day(self.ledger.problems(org))
        self._state: tuple[R, S] | None = None

    @property
    def state(self) -> S:
        """What the record amounts to with the entries that were added so far."""
        if self._state is None or self._state[0] is not self.record:
            self._state = self.record, records.fold(self.record)
        return self._state[1]

    def add(self, model: type[E], **fields: Any) -> E:
        """Make an entry, and add it if nothing is wrong with it; the gate is asked by who closes.

        Raises:
            UsageProblem: a field cannot be used.
            NotAuthorised, NotAllowed, UsageProblem: it is refused.
        """
        taken = frozenset(entry.id for entry in self.record.entries)
        entry = made(model, **self.stamp.fields(taken, self.record.ref), **fields)
        self._judge(entry)
        self.record = self.record.followed_by(entry)
        self.entries.append(entry)
        return entry

    def mark(self) -> tuple[R, int, Stamp]:
        """Return what :meth:`back_to` needs to take back what is added from now on."""
        return self.record, len(self.entries), self.stamp

    def back_to(self, mark: tuple[R, int, Stamp]) -> None:
        """Take back what was added since ``mark``."""
        self.record, count, self.stamp = mark
        del self.entries[count:]

    def _judge(self, entry: Any) -> None:
        if entry.kind in steps.JUDGEMENTS and isinstance(self.record, Problem):
            self.orgs |= self.ledger.lineage(*judging.named(self.record))
            if getattr(entry, "sole", None):
                self.orgs |= self.ledger.orgs()
        basis = refusals.Basis(self.orgs, self.campaign, self.began)
        for refusal in records.refusals(entry, self.record, lambda: self.state, basis):
            where = self.record.ref if self.record.entries else self.record.org
            raise refusal.rule.raises(refused(where, refusal.reason))


ProblemDraft = Draft[Problem, State]


def begun(
    transaction: Transaction, campaign: Campaign, who: Stamp, record: Any, *, mending: bool = False
) -> Draft[Any, Any]:
    """Return a draft of a record that is there, read under the lock that ``transaction`` holds, without new entries.

    Raises:
        LedgerInvalid: one of its entries breaks the rules; not where one is ``mending``.
    """
    draft: Draft[Any, Any] = Draft(transaction, campaign, who, record)
    faults = draft.state.faults
    if faults and not mending:
        index, reason = faults[0]
        raise LedgerInvalid(
            kinds.BY_NAME[record.kind].path(record.org, record.name),
            _("entry {n} breaks the rules: {reason}.").format(n=index + 1, reason=reason),
            _("`yian verify` tells more; nothing can be recorded until this is corrected."),
        )
    return draft


def first_day(problems: Iterable[Problem]) -> dt.date | None:
    """Return the day on which the first of some problems was registered, None where there is none."""
    return min((entry.on for problem in problems for entry in problem.entries[:1]), default=None)


def refused(ref: str, reason: str) -> str:
    """Return the sentence with which what concerns ``ref`` is refused."""
    return _("{ref}: {reason}. Nothing was recorded.").format(ref=ref, reason=reason)
