"""The lifecycle: what may follow what, and the folding of entries into a state.

The table is design.md section 3. A *step* is an entry's kind, for reviews and look-backs with its
outcome (``reviewed:pass``). An entry that the table does not allow changes nothing and is reported:
refused when it is about to be written, a finding when it is found in a file.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from yiananlib.messages import _
from yiananlib.model.entries import (
    Amended,
    Closed,
    Completed,
    Endorsed,
    Entry,
    Evidenced,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    LookedBack,
    Planned,
    Progressed,
    Publicised,
    Registered,
    Reviewed,
    Submitted,
    Withdrawn,
)
from yiananlib.model.problem import Problem, amended
from yiananlib.model.state import Deadline, Fault, Measure, Move, State
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.model.words import STATUS_WORDS, STEP_WORDS

CLOCK_TOLERANCE: Final = dt.timedelta(minutes=10)
"""How far ``at`` may run back against the entry before it: clocks differ."""

_WORK: Final = ("planned", "amended", "progressed", "completed", "evidenced", "extension-granted")
_REMARKS: Final = ("noted", "numbered", "handled", "held-accountable")
_OPEN: Final = ("extension-requested", "extension-denied", "endorsed", *_REMARKS)


def _stay(status: Status, *steps: str) -> dict[str, Status]:
    return dict.fromkeys(steps, status)


TABLE: Final[dict[Status, dict[str, Status]]] = {
    Status.REGISTERED: {
        **_stay(Status.REGISTERED, *_WORK, *_OPEN),
        "progressed": Status.RECTIFYING,
        "completed": Status.RECTIFYING,
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
    },
    Status.RECTIFYING: {
        **_stay(Status.RECTIFYING, *_WORK, *_OPEN),
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
    },
    Status.SUBMITTED: {
        **_stay(Status.SUBMITTED, *_WORK, *_OPEN, "publicised"),
        "withdrawn": Status.RECTIFYING,
        "reviewed:return": Status.RETURNED,
        "reviewed:pass": Status.PASSED,
        "voided": Status.VOIDED,
    },
    Status.RETURNED: {
        **_stay(Status.RETURNED, *_WORK, *_OPEN),
        "progressed": Status.RECTIFYING,
        "completed": Status.RECTIFYING,
        "submitted": Status.SUBMITTED,
        "voided": Status.VOIDED,
    },
    Status.PASSED: {
        **_stay(Status.PASSED, *_OPEN, "publicised"),
        **_stay(Status.SUBMITTED, *_WORK),
        "reviewed:return": Status.RETURNED,
        "closed": Status.CLOSED,
        "voided": Status.VOIDED,
    },
    Status.CLOSED: {
        **_stay(Status.CLOSED, *_REMARKS, "rated", "looked-back:held"),
        "looked-back:incomplete": Status.RECTIFYING,
        "looked-back:slipped": Status.RECTIFYING,
        "reopened": Status.RECTIFYING,
    },
    Status.VOIDED: _stay(Status.VOIDED, "noted"),
}
"""For each status, the steps it allows and the status that follows. What is not here is refused."""


def step(entry: Entry) -> str:
    """Return the entry's name in :data:`TABLE`."""
    if isinstance(entry, Reviewed):
        return f"reviewed:{entry.verdict}"
    if isinstance(entry, LookedBack):
        return f"looked-back:{entry.result}"
    return entry.kind


def fold(problem: Problem) -> State:
    """Return the state that the entries amount to, with every entry the lifecycle does not allow in ``faults``."""
    folding = _Folding(problem)
    for entry in problem.entries:
        folding.take(entry)
    return folding.state()


def walk(problem: Problem) -> Iterator[tuple[State, Entry]]:
    """Yield each entry that the lifecycle allows, with the state it found: what authority is judged by."""
    folding = _Folding(problem)
    for index, entry in enumerate(problem.entries):
        so_far = Problem(problem.org, problem.head, problem.entries[:index])
        before = folding.state()._replace(problem=so_far)
        folding.take(entry)
        if len(folding.faults) == len(before.faults):
            yield before, entry


def refusal(problem: Problem, entry: Entry) -> str | None:
    """Return why ``entry`` may not follow now, in the reader's language; None when it may.

    Only ``entry`` is judged; what is wrong with earlier entries is verify's business.
    """
    folding = _Folding(problem)
    for earlier in problem.entries:
        folding.take(earlier)
    before = len(folding.faults)
    folding.take(entry)
    return folding.faults[-1].reason if len(folding.faults) > before else None


def unseen_before(entries: Sequence[Entry], index: int) -> tuple[int, ...]:
    """Return the indexes of entries before the review at ``index`` that it had not seen."""
    review = entries[index]
    assert isinstance(review, Reviewed)  # noqa: S101 - narrows the type for the caller's contract
    seen = set(review.seen)
    return tuple(i for i, entry in enumerate(entries[:index]) if entry.id not in seen)


class _Folding:
    """The walk over the entries; mutable, and used in this module alone."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.index = -1
        self.moves: list[Move] = []
        self.faults: list[Fault] = []
        self.ids: set[str] = set()
        self.latest: dt.datetime | None = None
        self.round = 1
        self.round_start = 0
        self.measures: dict[int, Measure] = {}
        self.deadlines = [Deadline(dt.date.min, problem.head.due)]
        self.evidence: list[Evidenced] = []
        self.amendments: list[Amended] = []
        self.publicised: Publicised | None = None
        self.requests: dict[str, ExtensionRequested] = {}
        self.endorsed: Endorsed | None = None
        self.submission: Submitted | None = None
        self.review: Reviewed | None = None
        self.closes: list[Closed] = []
        self.look_backs: list[LookedBack] = []
        self.unseen: tuple[int, ...] = ()
        self.overlooked: tuple[int, ...] = ()
        """What a pass that lapsed for it alone had not seen; empty where no pass lapsed so."""

    @property
    def status(self) -> Status | None:
        return self.moves[-1].status if self.moves else None

    def take(self, entry: Entry) -> None:
        self.index += 1
        name = step(entry)
        after = self._after(entry, name)
        reason = self._objection(entry) if isinstance(after, Status) else after
        if isinstance(after, Status) and reason is None:
            before = self.status
            self._apply(entry, name, after)
            if after is not before:
                self.moves.append(Move(entry.on, after, self.index, self.round))
            if self.latest is None or entry.at > self.latest:
                self.latest = entry.at
        else:
            self.faults.append(Fault(self.index, str(reason)))
        self.ids.add(entry.id)

    def _after(self, entry: Entry, name: str) -> Status | str:
        """Return the status that follows, or why none does."""
        status = self.status
        if status is None:
            if isinstance(entry, Registered):
                return Status.REGISTERED
            return _("the first entry must be “registered”")
        after = TABLE[status].get(name)
        if name == "closed" and self.overlooked and self.index < len(self.problem.entries):
            # recorded already, before the merge brought what the pass had not seen: it stays closed
            after = Status.CLOSED
        if after is None:
            return _("“{step}” cannot follow while the problem is {status}; what may follow: {moves}").format(
                step=_(STEP_WORDS.get(name, name)),
                status=_(STATUS_WORDS[status]),
                moves=_(", ").join(_(STEP_WORDS[s]) for s, to in TABLE[status].items() if to is not status)
                or _("nothing"),
            )
        if name == "reviewed:pass" and unseen_before((*self.problem.entries[: self.index], entry), self.index):
            after = Status.SUBMITTED
        if (after is not status or name == "looked-back:held") and entry.on < self.moves[-1].on:
            return _("its day {on} is before {before}, the day of the move before it").format(
                on=entry.on, before=self.moves[-1].on
            )
        return after

    def _objection(self, entry: Entry) -> str | None:
        """Return what is wrong with ``entry`` besides its place in the table."""
        if entry.id in self.ids:
            return _("its id {id} is taken by an earlier entry").format(id=entry.id)
        if self.latest and entry.at < self.latest - CLOCK_TOLERANCE:
            return _("its time {at} is more than ten minutes before {latest}, the time of an earlier entry").format(
                at=entry.at.isoformat(), latest=self.latest.isoformat()
            )
        if isinstance(entry, Planned) and entry.number in self.measures:
            return _("there is a measure {number} already").format(number=entry.number)
        if isinstance(entry, (Completed, Progressed, Evidenced)) and entry.measure is not None:
            return self._measure_objection(entry, entry.measure)
        if isinstance(entry, (ExtensionGranted, ExtensionDenied)) and entry.request not in self.requests:
            return _("there is no undecided request {id} for more time").format(id=entry.request)
        if isinstance(entry, ExtensionRequested):
            return self._request_objection(entry)
        if isinstance(entry, ExtensionGranted) and entry.until <= self.deadlines[-1].due:
            return _("the new date {until} is not after {due}, the deadline in force").format(
                until=entry.until, due=self.deadlines[-1].due
            )
        return None

    def _measure_objection(self, entry: Completed | Progressed | Evidenced, number: int) -> str | None:
        measure = self.measures.get(number)
        if measure is None:
            return _("there is no measure {number}").format(number=number)
        if isinstance(entry, Completed) and measure.completed and measure.round == self.round:
            if self.status is Status.RETURNED:
                return None
            return _("measure {number} was completed on {on} already").format(number=number, on=measure.completed)
        if isinstance(entry, Completed) and measure.round != self.round:
            return _("measure {number} belongs to round {round}, which was closed; add a new measure").format(
                number=number, round=measure.round
            )
        return None

    def _request_objection(self, entry: ExtensionRequested) -> str | None:
        due = self.deadlines[-1].due
        if entry.on > due and not self._ran_out_while_closed():
            return _("more time is asked for before the deadline, and that was {due}").format(due=due)
        if entry.until <= due:
            return _("the new date {until} is not after {due}, the deadline in force").format(
                until=entry.until, due=due
            )
        if self.requests:
            return _("a request for more time is still undecided")
        return None

    def _ran_out_while_closed(self) -> bool:
        """Tell whether the problem was opened again after its deadline: then more time may still be asked for."""
        return self.round > 1 and self.problem.entries[self.round_start].on > self.deadlines[-1].due

    def _apply(self, entry: Entry, name: str, after: Status) -> None:
        match entry:
            case Planned():
                self.measures[entry.number] = Measure(entry, self.round)
            case Completed():
                measure = self.measures[entry.measure]
                if measure.completed is None or entry.on < measure.completed:
                    self.measures[entry.measure] = measure._replace(completed=entry.on)
            case Amended():
                self.amendments.append(entry)
            case Publicised():
                self.publicised = entry
            case Evidenced():
                self.evidence.append(entry)
            case ExtensionRequested():
                self.requests[entry.id] = entry
            case ExtensionGranted():
                del self.requests[entry.request]
                self.deadlines.append(Deadline(entry.on, entry.until))
            case ExtensionDenied():
                del self.requests[entry.request]
            case Endorsed():
                self.endorsed = entry
            case Submitted():
                self.submission = entry
            case Withdrawn():
                self.submission = None
            case Reviewed(verdict=Verdict.RETURN):
                self.endorsed = self.submission = self.publicised = None
            case Closed():
                self.closes.append(entry)
                self.unseen = self.overlooked
            case LookedBack():
                self.look_backs.append(entry)
                if entry.result is LookBackResult.HELD:
                    seen = set(entry.seen)
                    self.unseen = tuple(i for i in self.unseen if self.problem.entries[i].id not in seen)
            case _:
                pass
        if isinstance(entry, Reviewed) and entry.verdict is Verdict.PASS and after is Status.SUBMITTED:
            self.overlooked = unseen_before((*self.problem.entries[: self.index], entry), self.index)
        elif TABLE[Status.PASSED].get(name) is not Status.PASSED:
            self.overlooked = ()
        if isinstance(entry, Reviewed) and after is Status.PASSED:
            self.review = entry
        elif after not in (Status.PASSED, Status.CLOSED):
            self.review = None
        if after is Status.RECTIFYING and name in (
            "looked-back:incomplete",
            "looked-back:slipped",
            "reopened",
        ):
            self.round += 1
            self.round_start = self.index
            self.endorsed = self.submission = self.publicised = None
            self.unseen = ()

    def state(self) -> State:
        return State(
            problem=self.problem,
            head=amended(self.problem.head, self.amendments),
            moves=tuple(self.moves),
            round=self.round,
            round_start=self.round_start,
            measures=tuple(self.measures.values()),
            deadlines=tuple(self.deadlines),
            evidence=tuple(self.evidence),
            requests=tuple(self.requests.values()),
            endorsed=self.endorsed,
            submission=self.submission,
            review=self.review,
            publicised=self.publicised,
            closes=tuple(self.closes),
            look_backs=tuple(self.look_backs),
            unseen=self.unseen,
            faults=tuple(self.faults),
        )
