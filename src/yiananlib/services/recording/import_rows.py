"""What becomes of each problem of a foreign sheet: new, changed, unchanged, doubtful or refused.

A problem is known again by its yian id, else by its serial number or the number that its sheet gives it, else by the
fingerprint of unit and symptom. One that is only like another is asked about, never merged. What would be recorded is
judged by the rules of every recording, here as when it is applied.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import NoSuchRecord, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.model import ids
from yiananlib.model.entries import Amended, CarriedOver, Changes, Noted, Numbered, Progressed
from yiananlib.model.items import Said, fingerprint
from yiananlib.model.lifecycle import fold
from yiananlib.model.measures import Completed, Planned
from yiananlib.model.serial import canonical
from yiananlib.model.text import clean, comparable
from yiananlib.model.vocabulary import OVER, Function, Role, Status
from yiananlib.services.recording.context import made
from yiananlib.services.recording.drafting import ProblemDraft
from yiananlib.services.recording.register import Proposal, register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.entries import Entry
    from yiananlib.model.items import Item
    from yiananlib.model.problem import Problem
    from yiananlib.model.state import State
    from yiananlib.services.recording.context import Stamp
    from yiananlib.store.transaction import Transaction


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass
class Judged:
    """A problem of a sheet, and what becomes of it.

    ``problem`` is as it would be then; ``before`` as it is in the ledger, None where it is not; ``entries`` are those
    that are added to it.
    """

    item: Item
    outcome: Outcome
    problem: Problem | None = None
    before: Problem | None = None
    entries: list[Entry] = field(default_factory=list)


_AMENDED: Final = (
    "title", "symptom", "root_cause", "goal", "severity", "class", "level", "kind", "field", "source", "tags",
    "leader", "owner", "support",
)  # fmt: skip
"""Fields of the head in which a sheet may say something else than the ledger."""


class Judge:
    """What becomes of the ``many`` problems of a sheet, one after the other; nothing is written."""

    def __init__(
        self,
        transaction: Transaction,
        campaign: Campaign,
        checklist: Checklist,
        who: Stamp,
        alike: int,
        many: int,
        document: str | None = None,
    ) -> None:
        self.transaction = transaction
        self.ledger = transaction.ledger
        self.campaign = campaign
        self.checklist = checklist
        self.who = who
        self.least = alike / 100
        self.document = document
        self.there: dict[str, _Unit] = {}
        self.many = many

    @cached_property
    def names(self) -> Iterator[str]:
        """The ids of those that are new, in the order of the sheet; drawn where one is."""
        return iter(ids.several(self.many, self.ledger.is_taken, self.who.entropy, "import"))

    def judge(self, item: Item) -> Judged:
        """Return the outcome for a problem, its faults being noted on each of its rows."""
        judged = self._judged(item)
        if judged.outcome in (Outcome.REFUSED, Outcome.DOUBTFUL):
            for place in item.places[1:]:
                if not any(one.wrong for one in item.said[place]):
                    said = _("the same problem as row {row}, which is not imported").format(row=item.places[0][1])
                    item.said[place].append(Said("", "", said))
            if not any(one.wrong for one in item.said[item.places[0]]) and item.is_refused:
                wrong = next(place for place in item.places if any(one.wrong for one in item.said[place]))
                item.say(_("the same problem as row {row}, which is not imported").format(row=wrong[1]))
        return judged

    def _judged(self, item: Item) -> Judged:
        if item.is_refused:
            return Judged(item, Outcome.REFUSED)
        try:
            if item.org is None:
                item.org = self._unit_of(item)
            state = self._known(item)
            if state is None:
                return self._new(item)
            return self._changed(item, state)
        except YianError as error:
            item.say(bare(error.message), wrong=True)
            return Judged(item, Outcome.REFUSED)

    # identity

    def _unit_of(self, item: Item) -> str:
        """Return the unit of what says only by a number which problem it tells of.

        Raises:
            UsageProblem: it has no number either.
            NoSuchRecord: no problem, or more than one, has the number.
        """
        if item.ref is None:
            raise UsageProblem(_("no unit: give one in a column, or with --org"))
        named = item.ref.rpartition("/")[2]
        if ids.is_id(named) or canonical(named) is not None:
            return self.ledger.find_problem(item.ref).org
        units = [org for org in self.ledger.org_names() if item.ref in self._unit(org).by_reference]
        if len(units) != 1:
            raise NoSuchRecord(_("problem"), item.ref, _("Give the unit in a column, or with --org."))
        return units[0]

    def _known(self, item: Item) -> State | None:
        """Return the problem of the ledger that it is."""
        assert item.org is not None  # noqa: S101 - judged before
        unit = self._unit(item.org)
        if item.ref is not None:
            named = item.ref.rpartition("/")[2]
            if ids.is_id(named) or canonical(named) is not None:
                try:
                    problem = self.ledger.find_problem(item.ref)
                except NoSuchRecord:
                    problem = None
                if problem is not None and problem.org != item.org:
                    raise NoSuchRecord(_("problem"), f"{item.org}/{named}", _("It is {ref}.").format(ref=problem.ref))
                if problem is not None:
                    return fold(problem)
            if item.ref in unit.by_reference:
                return fold(unit.by_reference[item.ref])
        known = unit.by_fingerprint.get(item.fingerprint or "")
        if known is None or (item.ref is not None and _reference(known) not in (None, item.ref)):
            return None
        return fold(known)

    def _unit(self, org: str) -> _Unit:
        if org not in self.there:
            self.there[org] = _Unit(self.ledger.problems(org))
        return self.there[org]

    # new ones

    def _new(self, item: Item) -> Judged:
        assert item.org is not None  # noqa: S101 - judged before
        if "symptom" not in item.fields:
            item.say(_("there is no such problem yet, and the row has no description of it"), wrong=True)
            return Judged(item, Outcome.REFUSED)
        if "due" not in item.fields:
            item.say(_("it has no deadline"), wrong=True)
            return Judged(item, Outcome.REFUSED)
        unit = self._unit(item.org)
        near = None if item.anew else unit.like(item, self.least)
        if near is not None:
            item.say(
                _(
                    "{percent} percent similar to {other}; enter its id, or “new”, in a column “yian”, or skip the row"
                ).format(percent=near[1], other=near[0]),
            )
            return Judged(item, Outcome.DOUBTFUL)
        origin = {"fingerprint": item.fingerprint, "reference": item.ref, "term": item.term}
        fields = {**item.filled, **item.fields}
        is_carried = self.document is not None and item.struck
        measures = [] if is_carried else item.measures
        proposal = Proposal(item.org, fields, measures, {k: v for k, v in origin.items() if v is not None})
        problem = register(self.transaction, self.campaign, self.checklist, self.who, proposal, next(self.names))
        draft = ProblemDraft(self.transaction, self.campaign, self.who, problem)
        if is_carried:
            self._carry_over(item, draft, unit)
        serial = canonical(item.ref) if item.ref is not None else None
        if serial is not None and self.who.principal.supervises:
            draft.add(Numbered, number=serial)
        self._tell(item, draft, closed=is_carried)
        unit.add(draft.record, item.places[0][1])
        return Judged(item, Outcome.NEW, draft.record)

    def _carry_over(self, item: Item, draft: ProblemDraft, unit: _Unit) -> None:
        if item.closed_on is None:
            raise UsageProblem(_("it was closed, but the day is missing"))
        draft.began = lambda _org: unit.began
        draft.stamp = self.who._replace(behalf=None)  # the office vouches for it, whoever the rest is recorded for
        draft.add(CarriedOver, day=item.closed_on, document=self.document)
        draft.stamp = self.who

    # those that are there

    def _changed(self, item: Item, state: State) -> Judged:
        problem = state.problem
        due = item.fields.get("due")
        if due is not None and due not in {problem.head.due, state.due}:
            said = _("the deadline is {there} and never changes; ask for more time with `yian extend`")
            item.say(said.format(there=problem.head.due), wrong=True)
            return Judged(item, Outcome.REFUSED, before=problem)
        if state.status in OVER:
            return Judged(item, Outcome.UNCHANGED, problem, problem)
        draft = ProblemDraft(self.transaction, self.campaign, self.who, problem)
        changes = _differing(item, state)
        if changes:
            draft.add(Amended, reason=_("as reported in the unit's imported sheet"), changes=made(Changes, **changes))
        texts = {comparable(m.planned.text) for m in state.measures}
        for measure in item.measures:
            if comparable(measure["text"]) in texts:
                continue
            texts.add(comparable(measure["text"]))
            number = max((m.planned.number for m in draft.state.measures), default=0) + 1
            owner, until = measure["owner"] or state.head.owner, measure["due"] or state.due
            draft.add(Planned, number=number, text=measure["text"], owner=owner, due=until)
        self._tell(item, draft)
        if not draft.entries:
            return Judged(item, Outcome.UNCHANGED, problem, problem)
        return Judged(item, Outcome.CHANGED, draft.record, problem, draft.entries)

    def _tell(self, item: Item, draft: ProblemDraft, *, closed: bool = False) -> None:
        """Record what the sheet says of the work, as what its unit says: nothing of it closes anything.

        Of what is ``closed`` all of it are remarks.
        """
        noted = {comparable(e.note) for e in draft.record.entries if isinstance(e, (Noted, Progressed))}
        noted |= {comparable(e.why) for e in draft.record.entries if isinstance(e, Progressed) and e.why}
        texts = [one["text"] for one in item.measures]
        for remark in (*item.remarks, *texts, *item.progress) if closed else item.remarks:
            if comparable(remark) not in noted:
                draft.add(Noted, note=remark)
        if closed:
            return
        draft.stamp = self._claiming(draft.record.org)
        for note in item.progress:
            if comparable(note) not in noted:
                draft.add(Progressed, note=note)
        if item.done:
            self._done(item, draft, noted)

    def _done(self, item: Item, draft: ProblemDraft, noted: set[str]) -> None:
        on = item.completed_on
        said = _("completed on {day}, according to the sheet").format(day=on) if on is not None else None
        for measure in draft.state.current_measures:
            if measure.completed is None and measure.planned.series is None:
                draft.add(Completed, measure=measure.planned.number, note=said)
        if not draft.state.current_measures:
            note = said or _("rectified, according to the sheet")
            if comparable(note) not in noted:
                draft.add(Progressed, note=note)

    def _claiming(self, org: str) -> Stamp:
        """Return the stamp of what a unit says of its own work: the office types it for the unit's liaison."""
        who = self.who
        if who.behalf is not None or who.actor.function is not Function.OFFICE or org == who.actor.org:
            return who
        from yiananlib.model.authority import Actor

        unit = self.ledger.org(org)
        for role in (Role.LIAISON, Role.HEAD):
            for officer in unit.officers:
                if officer.role is role and officer.in_office(who.at.date()):
                    return who._replace(behalf=Actor(org, unit.function, officer))
        return who


class _Unit:
    """The problems of an organization by what they are known by, those of the sheet before among them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.began: dt.date | None = None
        """The day on which the first was registered."""
        self.by_reference: dict[str, Problem] = {}
        self.by_fingerprint: dict[str, Problem] = {}
        self.symptoms: list[str] = []
        self.names: list[str] = []
        for problem in problems:
            self.add(problem)

    def add(self, problem: Problem, row: int | None = None) -> None:
        """Take a problem in; ``row`` is where in the sheet it is, None where it is in the ledger."""
        state = fold(problem)
        if state.status is Status.VOIDED:
            return
        if row is None:
            on = problem.entries[0].on
            self.began = on if self.began is None else min(self.began, on)
            if (reference := _reference(problem)) is not None:
                self.by_reference.setdefault(reference, problem)
            for symptom in dict.fromkeys((problem.head.symptom, state.head.symptom)):
                self.by_fingerprint.setdefault(fingerprint(problem.org, symptom), problem)
            if (print_ := getattr(problem.entries[0], "fingerprint", None)) is not None:
                self.by_fingerprint.setdefault(print_, problem)
        self.symptoms.append(comparable(state.head.symptom))
        self.names.append(problem.ref if row is None else _("row {row}").format(row=row))

    def like(self, item: Item, least: float) -> tuple[str, int] | None:
        """Return the problem whose symptom is like that of ``item``, and how many percent; None where none is."""
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import extractOne

        symptom = comparable(str(item.fields["symptom"]))
        found = extractOne(symptom, self.symptoms, scorer=Indel.normalized_similarity, score_cutoff=least - 1e-6)
        return (self.names[found[2]], int(found[1] * 100)) if found is not None else None


def _reference(problem: Problem) -> str | None:
    return getattr(problem.entries[0], "reference", None) if problem.entries else None


def _differing(item: Item, state: State) -> Mapping[str, Any]:
    """Return the fields of the head in which the sheet says something else."""
    now = state.head.plain()

    def given() -> Iterator[tuple[str, Any]]:
        for name in _AMENDED:
            value = item.fields.get(name)
            if value in (None, "", ()):
                continue
            value = clean(value) if isinstance(value, str) else value
            there = now.get(name)
            if value != there and not (isinstance(value, str) and comparable(value) == comparable(str(there or ""))):
                yield name, value

    return dict(given())


def bare(message: str) -> str:
    """Return why something is refused without that nothing was recorded: a preview records nothing anyway."""
    return message.removesuffix(_("{said}. Nothing was recorded.").format(said="")).strip()
