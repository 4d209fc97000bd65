"""The walk over a problem's entries that folds them into a state; ``lifecycle`` asks it.

An entry that the table of :mod:`yiananlib.model.steps` does not allow changes nothing and becomes a fault.
"""

import datetime as dt
import operator
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from yiananlib.messages import _
from yiananlib.model import answers, counting, general, hands, objections, papers, redating, retraction
from yiananlib.model.entries import (
    Amended,
    CarriedOver,
    Closed,
    Endorsed,
    Entry,
    Evidenced,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    LookedBack,
    Numbered,
    Progressed,
    Publicised,
    Redated,
    Registered,
    Reviewed,
    Submitted,
    Withdrawn,
)
from yiananlib.model.general import Generalised, LookedWider
from yiananlib.model.hands import Reassigned
from yiananlib.model.measures import Completed, Excused, Planned
from yiananlib.model.problem import Problem, amended
from yiananlib.model.record import Fault
from yiananlib.model.state import HELD, Deadline, Hold, Measure, Move, State
from yiananlib.model.steps import DATED, KEEP_A_PASS, OPEN_AGAIN, STEP_WORDS, TABLE, step
from yiananlib.model.transfers import Transferred
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.model.words import STATUS_WORDS


def unseen_before(entries: Sequence[Entry], index: int, left_out: AbstractSet[str] = frozenset()) -> tuple[int, ...]:
    """Return the indexes of entries before the review at ``index`` that it had not seen, but for those ``left_out``."""
    review = entries[index]
    assert isinstance(review, Reviewed)  # noqa: S101 - narrows the type for the caller's contract
    seen = left_out | set(review.seen)
    return tuple(i for i, entry in enumerate(entries[:index]) if entry.id not in seen)


class Folding:
    """The walk over the entries; mutable, and used by ``lifecycle`` alone."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.redated = redating.days(problem.entries)
        self.entries = redating.dated(problem.entries, self.redated)
        """The entries as they count: those of a clock that ran ahead on the day that another gives."""
        self.left_out = retraction.left_out(problem.entries)
        self.index = -1
        self.status: Status | None = None
        self.allowed: dict[str, Status] = {}
        """The row of the table that the status stands for; a status is slow to look up."""
        self.moves: list[Move] = []
        self.faults: list[Fault] = []
        self.ids: set[str] = set()
        self.latest: Entry | None = None
        """The entry with the latest time so far."""
        self.moved: dt.date | None = None
        """The day of the last move, of those that stand in the order of moves."""
        self.round = 1
        self.round_start = 0
        self.measures: dict[int, Measure] = {}
        self.deadlines = [Deadline(dt.date.min, problem.head.due)]
        self.evidence: list[Evidenced] = []
        self.amendments: list[Amended | Reassigned] = []
        self.publicised: Publicised | None = None
        self.number: str | None = None
        self.requests: dict[str, ExtensionRequested] = {}
        self.endorsed: Endorsed | None = None
        self.submission: Submitted | None = None
        self.review: Reviewed | None = None
        self.answers = answers.Answers(problem.org)
        self.closes: list[Closed] = []
        self.carried: CarriedOver | None = None
        self.went_to: str | None = None
        self.look_backs: list[LookedBack] = []
        self.deciding: list[int] = []
        self.received: dict[str, dt.date] = {}
        self.unseen: tuple[int, ...] = ()
        self.holds: list[Hold] = []
        self.held: tuple[Entry | None, ...] = (None,) * len(HELD)
        """What is in force now, in the order of ``HELD``; ``places`` has the place of each in ``holds``."""
        self.places: dict[str, int] = {}
        self.overlooked: tuple[int, ...] = ()
        """What a pass that lapsed for it alone had not seen; empty where no pass lapsed so."""

    def take(self, entry: Entry) -> None:
        """Judge the next entry, and let it take effect where it is allowed."""
        name = step(entry)
        after = self.judge(entry, name)
        if after is not None:
            self.apply(entry, name, after)
        self.ids.add(entry.id)

    def judge(self, entry: Entry, name: str) -> Status | None:
        """Return the status after the next entry; None where it is not allowed, with the reason in ``faults``.

        None, too, where it was taken back: that is no fault, and it stands outside the order of times and of moves.
        """
        self.index += 1
        if entry.id in self.left_out:
            return None
        after = self._after(entry, name)
        reason = self._objection(entry) if isinstance(after, Status) else after
        if isinstance(after, Status) and reason is None:
            return after
        self.faults.append(Fault(self.index, str(reason)))
        return None

    def apply(self, entry: Entry, name: str, after: Status) -> None:
        """Let the entry judged last take effect."""
        self._take_effect(entry, name, after)
        self._hold()
        apart = self._stands_apart(entry)
        if after is not self.status or name == "submitted":
            # only what stands apart can precede the registration
            on = max(entry.on, self.moves[0].on) if self.moves else entry.on
            self.moves.append(Move(on, after, self.index, self.round))
            self.status = after
            self.allowed = TABLE[after]
            self.moved = self.moved if apart else on
        if not apart and (self.latest is None or entry.at > self.latest.at):
            self.latest = entry

    def _stands_apart(self, entry: Entry) -> bool:
        """Tell whether an entry is out of the order of times and of moves: one redated, or one that redates."""
        return entry.id in self.redated or entry.kind == redating.KIND

    def _unseen_before(self, review: Entry) -> tuple[int, ...]:
        return unseen_before((*self.problem.entries[: self.index], review), self.index, self.left_out)

    def _after(self, entry: Entry, name: str) -> Status | str:
        """Return the status that follows, or why none does."""
        status = self.status
        if status is None:
            if isinstance(entry, Registered):
                return Status.REGISTERED
            return _("the first entry must be “registered”")
        after = self.allowed.get(name)
        if name == "closed" and self.overlooked and self.index < len(self.problem.entries):
            # recorded already, before the merge brought what the pass had not seen: it stays closed
            after = Status.CLOSED
        if after is None and self.went_to is not None:
            return _("it was transferred and is {ref} now").format(ref=self.went_to)
        if after is None:
            return _("“{step}” is not possible while the problem is {status}; possible: {moves}").format(
                step=_(STEP_WORDS.get(name, name)),
                status=_(STATUS_WORDS[status]),
                moves=_(", ").join(_(STEP_WORDS[s]) for s, to in TABLE[status].items() if to is not status)
                or _("nothing"),
            )
        if name == "reviewed:pass" and self._unseen_before(entry):
            after = Status.SUBMITTED
        before = self.moved
        if (
            (after is not status or name in DATED)
            and before is not None
            and entry.on < before
            and not self._stands_apart(entry)
        ):
            return _("its day {on} is before {before}, the day of the previous move").format(on=entry.on, before=before)
        return after

    def _objection(self, entry: Entry) -> str | None:
        """Return what is wrong with ``entry`` besides its place in the table."""
        if entry.id in self.ids:
            return _("its id {id} is already used by an earlier entry").format(id=entry.id)
        if not self._stands_apart(entry) and (back := redating.running_back(entry.at, self.latest, self.problem.ref)):
            return back
        object_to = _OBJECTIONS.get(entry.kind)
        return None if object_to is None else object_to(self, entry)

    def _redating_objection(self, entry: Redated) -> str | None:
        # by what their clocks said: that of an entry that redates may have run ahead, too
        said = self.problem.entries[self.index] if self.index < len(self.problem.entries) else entry
        return redating.objection(self.problem.entries[: self.index], said)

    def _submission_objection(self, entry: Submitted) -> str | None:
        if self.status is Status.SUBMITTED and (self.submission is None or self.submission.incomplete is None):
            return _("it is already submitted; `yian withdraw` withdraws a submission")
        if entry.received is None:
            return None
        if entry.for_ is None:
            return _("only the office or the inspectors, submitting for the unit, can give the day of receipt")
        return counting.received_objection(entry.by, self.problem.org, entry.received, entry)

    def _evidence_objection(self, entry: Evidenced) -> str | None:
        said = self.problem.entries[self.index] if self.index < len(self.problem.entries) else entry
        if fault := self._measure_objection(entry) or papers.impossible_day(entry, said.recorded):
            return fault
        return papers.out_of_place(entry, self.state()) if self.status is Status.CLOSED else None

    def _review_objection(self, entry: Reviewed) -> str | None:
        if unknown := papers.unknown(entry, self.problem.entries[: self.index]):
            return unknown
        if entry.received is None or self.submission is None:
            return None
        return counting.received_objection(entry.by, self.problem.org, entry.received, self.submission)

    def _hand_over_objection(self, entry: Reassigned) -> str | None:
        head = amended(self.problem.head, self.amendments)
        holders = {head.leader, head.owner, *(m.owner for m in self._undone())}
        return hands.objection(entry, holders, self.amendments)

    def _undone(self) -> list[Measure]:
        """Return the measures of the present round that are not carried out."""
        return [m for m in self.measures.values() if m.round == self.round and m.completed is None]

    def _decision_objection(self, entry: ExtensionGranted | ExtensionDenied) -> str | None:
        return objections.of_decision(entry, self.requests.get(entry.request), self.deadlines[-1].due)

    def _carried_objection(self, entry: CarriedOver) -> str | None:
        alone = all(other.id in self.left_out for other in self.problem.entries[1 : self.index])
        return objections.of_carried(entry, self.problem.head.found, self.moves[0].on, alone=alone)

    def _wider_objection(self, entry: LookedWider) -> str | None:
        refused = {fault.entry for fault in self.faults}
        before = enumerate(self.problem.entries[: self.index])
        return general.unasked(entry, [e for n, e in before if n not in refused and e.id not in self.left_out])

    def _general_objection(self, entry: Generalised) -> str | None:
        if self.problem.head.id in entry.problems:
            return _("a general problem cannot stand for itself")
        return None

    def _number_objection(self, _entry: Numbered) -> str | None:
        if self.number is not None:
            return _("it already has the serial number {number}, which is permanent").format(number=self.number)
        return None

    def _measure_objection(self, entry: Completed | Excused | Progressed | Evidenced) -> str | None:
        if entry.measure is None:
            return None
        again = self.status is Status.RETURNED
        return objections.of_measure(entry, self.measures.get(entry.measure), self.round, again=again)

    def _request_objection(self, entry: ExtensionRequested) -> str | None:
        due = self.deadlines[-1].due
        late = entry.on > due and not self.state().ran_out_while_closed
        return objections.of_request(entry, due, late=late, pending=bool(self.requests))

    def _take_effect(self, entry: Entry, name: str, after: Status) -> None:
        effect = _EFFECTS.get(entry.kind)
        if effect is not None:
            effect(self, entry)
        if counting.decides(entry):
            self.deciding.append(self.index)
        if name == "reviewed:pass" and after is Status.SUBMITTED:
            self.overlooked = self._unseen_before(entry)
        elif self.overlooked and name not in KEEP_A_PASS:
            self.overlooked = ()
        if after is Status.PASSED:
            if isinstance(entry, Reviewed):
                self.review = entry
        elif after is not Status.CLOSED:
            self.review = None
        self.answers.settle(entry.kind, after, self.index)
        if after is Status.RECTIFYING and name in OPEN_AGAIN:
            self.round += 1
            self.round_start = self.index
            self.endorsed = self.submission = self.publicised = None
            self.unseen = ()

    def _hold(self) -> None:
        """Keep what the entry judged last put in force, and what it ended."""
        asked = next(iter(self.requests.values()), None)
        contest, upheld = self.answers.contest, self.answers.upheld
        now = (self.endorsed, self.submission, self.publicised, asked, contest, upheld)
        if all(map(operator.is_, now, self.held)):
            return
        for what, entry, held in zip(HELD, now, self.held, strict=True):
            if entry is not held and held is not None:
                place = self.places[what]
                self.holds[place] = self.holds[place]._replace(ended=self.index)
            if entry is not held and entry is not None:
                self.places[what] = len(self.holds)
                self.holds.append(Hold(what, self.index))
        self.held = now

    def _register(self, entry: Registered) -> None:
        source = entry.from_
        if source is not None and source.deadline is not None:
            self.deadlines += [Deadline(entry.on, source.deadline)] * (source.extensions or 1)

    def _plan(self, entry: Planned) -> None:
        self.measures[entry.number] = Measure(entry, self.round)

    def _complete(self, entry: Completed) -> None:
        measure = self.measures[entry.measure]
        self.measures[entry.measure] = measure._replace(completions=(*measure.completions, entry))

    def _excuse(self, entry: Excused) -> None:
        measure = self.measures[entry.measure]
        self.measures[entry.measure] = measure._replace(excuses=(*measure.excuses, entry))

    def _request(self, entry: ExtensionRequested) -> None:
        self.requests[entry.id] = entry

    def _grant(self, entry: ExtensionGranted) -> None:
        del self.requests[entry.request]
        self.deadlines.append(Deadline(entry.on, entry.until))

    def _deny(self, entry: ExtensionDenied) -> None:
        del self.requests[entry.request]

    def _answer(self, entry: answers.Answer) -> None:
        self.answers.take(entry, self.index)

    def _amend(self, entry: Amended) -> None:
        self.amendments.append(entry)

    def _hand_over(self, entry: Reassigned) -> None:
        self.amendments.append(entry)
        for measure in self._undone():
            if measure.owner == entry.from_:
                self.measures[measure.planned.number] = measure._replace(owner_now=entry.to)

    def _publicise(self, entry: Publicised) -> None:
        self.publicised = entry

    def _give_number(self, entry: Numbered) -> None:
        self.number = entry.number

    def _keep_evidence(self, entry: Evidenced) -> None:
        self.evidence.append(entry)

    def _endorse(self, entry: Endorsed) -> None:
        self.endorsed = entry

    def _submit(self, entry: Submitted) -> None:
        self.submission = entry
        if entry.received is not None:
            self.received[entry.id] = entry.received

    def _withdraw(self, _entry: Withdrawn) -> None:
        self.submission = None

    def _review(self, entry: Reviewed) -> None:
        if entry.received is not None and self.submission is not None:
            self.received[self.submission.id] = entry.received
        if entry.verdict is Verdict.RETURN:
            self.endorsed = self.submission = self.publicised = None

    def _close(self, entry: Closed) -> None:
        self.closes.append(entry)
        self.unseen = self.overlooked

    def _carry_over(self, entry: CarriedOver) -> None:
        self.carried = entry

    def _transfer(self, entry: Transferred) -> None:
        self.went_to = entry.to

    def _look_back(self, entry: LookedBack) -> None:
        self.look_backs.append(entry)
        if entry.result is LookBackResult.HELD:
            seen = set(entry.seen)
            self.unseen = tuple(i for i in self.unseen if self.problem.entries[i].id not in seen)

    def state(self) -> State:
        """Return what the entries so far amount to."""
        return State(
            problem=self.problem,
            entries=self.entries,
            redated=self.redated,
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
            number=self.number,
            contests=tuple(self.answers.contests),
            contest=self.answers.contest,
            upheld=self.answers.upheld,
            blocks=tuple(self.answers.blocks),
            closes=tuple(self.closes),
            carried=self.carried,
            look_backs=tuple(self.look_backs),
            deciding=tuple(self.deciding),
            received=dict(self.received),
            unseen=self.unseen,
            left_out=self.left_out,
            faults=tuple(self.faults),
            holds=tuple(self.holds),
        )


_OBJECTIONS: Final[dict[str, Callable[[Folding, Any], str | None]]] = {
    "planned": lambda folding, entry: objections.of_planned(entry, folding.measures),
    "reassigned": Folding._hand_over_objection,
    "progressed": Folding._measure_objection,
    "completed": Folding._measure_objection,
    "excused": Folding._measure_objection,
    "evidenced": Folding._evidence_objection,
    "extension-requested": Folding._request_objection,
    "extension-granted": Folding._decision_objection,
    "extension-denied": Folding._decision_objection,
    "publicised": lambda _folding, entry: objections.of_publicity(entry),
    "carried-over": Folding._carried_objection,
    "submitted": Folding._submission_objection,
    "numbered": Folding._number_objection,
    "reviewed": Folding._review_objection,
    "redated": Folding._redating_objection,
    "retracted": lambda folding, entry: retraction.objection(folding.problem.entries[: folding.index], entry),
    **dict.fromkeys(answers.KINDS, lambda folding, entry: folding.answers.objection(entry)),
    "generalised": Folding._general_objection,
    "looked-wider": Folding._wider_objection,
}
"""What can be wrong with an entry besides its place in the table, for the kinds that have more to ask."""

_EFFECTS: Final[dict[str, Callable[[Folding, Any], None]]] = {
    "registered": Folding._register,
    "planned": Folding._plan,
    "completed": Folding._complete,
    "excused": Folding._excuse,
    "amended": Folding._amend,
    "reassigned": Folding._hand_over,
    "publicised": Folding._publicise,
    "numbered": Folding._give_number,
    "evidenced": Folding._keep_evidence,
    "extension-requested": Folding._request,
    "extension-granted": Folding._grant,
    "extension-denied": Folding._deny,
    "endorsed": Folding._endorse,
    "submitted": Folding._submit,
    "withdrawn": Folding._withdraw,
    "reviewed": Folding._review,
    "closed": Folding._close,
    "carried-over": Folding._carry_over,
    "transferred": Folding._transfer,
    "looked-back": Folding._look_back,
    **dict.fromkeys(answers.KINDS, Folding._answer),
}
"""What an entry that is allowed does besides moving the problem."""
