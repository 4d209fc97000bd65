"""What becomes of the rows of a unit's workbook: the entries that its cells mean, by the rules of every recording.

A cell is compared with what it was given and with what the ledger says by now. What a row says is recorded whole or not
at all. Nothing is written here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import NoSuchRecord, UsageProblem, YianError
from yiananlib.messages import N_, _
from yiananlib.model import cell_faults, deadline_words, personal, spoken_days, unit_cells, unit_memory
from yiananlib.model.authority import Actor
from yiananlib.model.base import Sheet
from yiananlib.model.entries import Endorsed, Evidenced, Progressed
from yiananlib.model.items import Said, short
from yiananlib.model.measures import Completed
from yiananlib.model.sheet_layout import text_of
from yiananlib.model.text import clean
from yiananlib.model.unit_cells import SUBMISSION, TEXTS, YES, Change, Key, Part
from yiananlib.model.vocabulary import OVER, Function, Role, Status
from yiananlib.services.recording.close_out import add_submission
from yiananlib.services.recording.drafting import ProblemDraft, begun
from yiananlib.services.recording.import_rows import Outcome, bare
from yiananlib.services.recording.supporting import Words, evidenced
from yiananlib.services.recording.unit_book import in_role
from yiananlib.store import layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.entries import Entry
    from yiananlib.model.items import Place
    from yiananlib.model.problem import Problem
    from yiananlib.model.sheet_layout import Value
    from yiananlib.model.state import State
    from yiananlib.services.recording.context import Stamp
    from yiananlib.services.recording.supporting import Copy
    from yiananlib.services.recording.unit_sheets import Returned, Row
    from yiananlib.store.transaction import Transaction

_YES: Final = frozenset(["yes", "y", "是", "√", "✓", "✔", "1", "true"])
_NO: Final = frozenset(["", "no", "n", "否", "×", "0", "false"])
_DAY: Final = re.compile(
    r"\s*(?:(?:(?:[0-9]{4}|[0-9]{2})\s*[-年./]\s*)?[0-9]{1,2}\s*[-月./]\s*[0-9]{1,2}\s*[日号]?|[0-9]{8})\s*"
)
"""A day in the calendar; 今天 and 月底 were said on another day than this."""
_CLOSED: Final = OVER


class Cell(NamedTuple):
    """A cell that somebody changed: its column, what it was given, what the ledger says by now, what it holds."""

    column: str
    base: str
    now: str
    held: str
    change: Change


@dataclass
class Judged:
    """A row and what becomes of it: ``entries`` would be made of it, on behalf of the unit where the office imports."""

    place: Place
    key: Key | None
    title: str | None = None
    due: dt.date | None = None
    measure: str | None = None
    outcome: Outcome = Outcome.UNCHANGED
    cells: list[Cell] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    entries: tuple[Entry, ...] = ()

    def say(self, column: str, value: object, said: str, *, wrong: bool = False) -> None:
        """Say something of a cell; ``wrong`` refuses the row."""
        self.said.append(Said(column, short(value), said, wrong))
        if wrong:
            self.outcome = Outcome.REFUSED


class _Given(NamedTuple):
    """What a row gives: its cells as text by field, and what became of each that is to be filled in."""

    held: Mapping[str, str]
    changes: Mapping[str, Change]

    def made(self, field: str) -> bool:
        """Tell whether a cell is to be recorded."""
        return self.changes.get(field) is Change.MADE


class Judge:
    """What becomes of rows: those of a problem after each other, its measures first, as a submission rests on them."""

    def __init__(
        self,
        transaction: Transaction,
        campaign: Campaign,
        who: Stamp,
        returned: Returned,
        received: dt.date | None,
        signed: Copy | None,
    ) -> None:
        self.transaction = transaction
        self.campaign = campaign
        self.memory = returned.memory
        self.org = returned.memory.org
        self.unit = transaction.ledger.org(self.org)
        self.who = who
        self.received = received
        self.signed = signed
        self.drafts: dict[str, ProblemDraft] = {}
        self.before: dict[str, Problem] = {}
        self.uses_sheet = False
        self.counts = Counter(row.key for row in returned.rows if row.key is not None)
        self.around = transaction.ledger
        if signed is not None:
            self.around = transaction.ledger.overlaid({layout.evidence_file(self.org, signed.file): signed.data})

    def judge(self, rows: Sequence[Row], skipped: Iterable[Place]) -> list[Judged]:
        """Return what becomes of each row, in their order; of those that are ``skipped`` nothing is recorded."""
        left_out = frozenset(skipped)
        by_problem: dict[str, list[Row]] = defaultdict(list)
        found: dict[Place, Judged] = {}
        for row in rows:
            place = (row.sheet, row.number)
            if row.key is None or row.key not in self.memory.cells:
                found[place] = self._stranger(row)
            elif self.counts[row.key] > 1:
                found[place] = judged = Judged(place, row.key)
                judged.say(self._title(row.part, "key"), row.key, _("this row appears more than once"), wrong=True)
            else:
                by_problem[row.key.problem].append(row)
        for problem, own in by_problem.items():
            for judged in self._problem(problem, own, left_out):
                found[judged.place] = judged
        return [found[row.sheet, row.number] for row in rows]

    # a row that is none of the workbook's

    def _stranger(self, row: Row) -> Judged:
        judged = Judged((row.sheet, row.number), row.key)
        command = "yian add-problem" if row.part is Part.PROBLEM else "yian add-measure"
        said = _("it is not a row of this workbook; record anything new with `{command}`").format(command=command)
        judged.say(self._title(row.part, "key"), text_of(row.cells["key"]), said, wrong=True)
        return judged

    # the rows of a problem

    def _problem(self, problem: str, rows: Sequence[Row], left_out: frozenset[Place]) -> Iterator[Judged]:
        try:
            draft = self._draft(problem)
        except YianError as error:
            for row in rows:
                judged = Judged((row.sheet, row.number), row.key)
                judged.say(self._title(row.part, "key"), row.key, bare(error.message), wrong=True)
                yield judged
            return
        given = {row.key: self._given(row, draft) for row in rows}
        for row in sorted(rows, key=lambda row: _order(row, given[row.key][1])):
            judged, cells = given[row.key]
            mark, uses_sheet = draft.mark(), self.uses_sheet
            if judged.outcome is Outcome.UNCHANGED:
                try:
                    self._record(judged, cells, draft)
                except YianError as error:
                    judged.say("", "", bare(error.message), wrong=True)
            judged.entries = tuple(draft.entries[mark[1] :])
            if judged.entries and judged.outcome is Outcome.UNCHANGED:
                judged.outcome = Outcome.CHANGED
            if judged.outcome is not Outcome.CHANGED or judged.place in left_out:
                draft.back_to(mark)
                self.uses_sheet = uses_sheet
            if judged.outcome is not Outcome.CHANGED:
                judged.entries = ()
            yield judged

    def _draft(self, problem: str) -> ProblemDraft:
        """Return the draft of a problem; it must be the one that the workbook was made from."""
        if problem not in self.drafts:
            draft = begun(
                self.transaction,
                self.campaign,
                self._stamp(),
                self.transaction.ledger.find_problem(f"{self.org}/{problem}"),
            )
            if not unit_memory.is_of(draft.record, self.memory.records[problem]):
                said = _(
                    "the workbook was made from another state of {ref} that is not in its history; export it again"
                )
                raise UsageProblem(said.format(ref=draft.record.ref))
            self.drafts[problem], self.before[problem] = draft, draft.record
        return self.drafts[problem]

    def _given(self, row: Row, draft: ProblemDraft) -> tuple[Judged, _Given]:
        """Return what a row gives, and what is wrong with it as it stands."""
        assert row.key is not None  # noqa: S101 - the others are strangers
        state, key = draft.state, row.key
        judged = Judged((row.sheet, row.number), key, state.head.title, state.due)
        if key.measure is not None and (measure := state.measure(key.measure)) is not None:
            judged.due, judged.measure = measure.planned.due, measure.planned.text
        now, seen = unit_cells.now(state, key), frozenset(self.memory.records[key.problem].seen)
        held: dict[str, str] = {}
        changes: dict[str, Change] = {}
        for name, (base, is_open) in self.memory.cells[key].items():
            if name == "key" or name not in row.cells:  # whose column is not there any more stays as it is
                held[name] = base
                continue
            value = row.cells[name]
            try:
                held[name] = text = self._read(name, value)
            except ValueError as error:
                judged.say(self._title(row.part, name), value, str(error), wrong=True)
                continue
            if not is_open:
                if not unit_cells.same(text, base):
                    said = _("it is locked and was “{base}”; restore that").format(base=short(base))
                    judged.say(self._title(row.part, name), text, said, wrong=True)
                continue
            change = unit_cells.change(base, text, now[name])
            if change is not Change.NONE and (wrong := cell_faults.fault(value)) is not None:
                judged.say(self._title(row.part, name), value, wrong, wrong=True)
                continue
            if change in (Change.MADE, Change.CONFLICT) and unit_cells.said_since(state, seen, key, name, text):
                change = Change.SAID
            changes[name] = change
        for name in unit_cells.FILLED[key.part]:  # what was too long for a cell
            held.setdefault(name, now[name])
        self._settle_submission(state, key, held, changes)
        self._tell(judged, row.part, key, now, held, changes)
        return judged, _Given(held, changes)

    def _settle_submission(self, state: State, key: Key, held: Mapping[str, str], changes: dict[str, Change]) -> None:
        """Take what was submitted since in just these words as said."""
        seen = self.memory.records[key.problem].seen
        if key.part is Part.MEASURE or held["submit"] != YES:
            return
        if unit_cells.submitted_since(state, seen, held):
            for name in SUBMISSION:
                if changes.get(name) in (Change.MADE, Change.CONFLICT):
                    changes[name] = Change.SAID

    def _tell(
        self, judged: Judged, part: Part, key: Key, now: Mapping[str, str], held: Mapping[str, str],
        changes: Mapping[str, Change],
    ) -> None:  # fmt: skip
        """Say what became of the cells, and where somebody has to look."""
        for name, change in changes.items():
            base, title = self.memory.cells[key][name].base, self._title(part, name)
            if change is Change.NONE:
                continue
            judged.cells.append(Cell(title, base, now[name], held[name], change))
            if change is Change.CONFLICT:
                said = _("the ledger now has “{now}”; export it again, or record the change with its own command")
                judged.say(title, held[name], said.format(now=short(now[name])))
                self._doubt(judged)
            elif change is Change.SAID:
                judged.say(title, held[name], _("it was already recorded, and the ledger has moved on since"))
            elif not held[name]:
                if name not in SUBMISSION or held["submit"] != YES:
                    judged.say(title, "", _("it was emptied; what is recorded stays"))
            elif (found := next(_personal(held[name]), None)) is not None:
                judged.say(title, found[0], _(_PRIVATE[found[1]]), wrong=True)
        filled = [name for name in TEXTS if changes.get(name) is Change.MADE and held[name]]
        if filled and held["submit"] != YES:
            said = _("it is only recorded with a submission: enter “yes” under “{submit}”, or empty it")
            submit = self._title(part, "submit")
            judged.say(self._title(part, filled[0]), held[filled[0]], said.format(submit=submit))
            self._doubt(judged)

    @staticmethod
    def _doubt(judged: Judged) -> None:
        if judged.outcome is Outcome.UNCHANGED:
            judged.outcome = Outcome.DOUBTFUL

    # what is recorded

    def _record(self, judged: Judged, given: _Given, draft: ProblemDraft) -> None:
        key = judged.key
        assert key is not None  # noqa: S101 - as above
        if key.measure is not None:
            self._measure(key.measure, given, draft)
            return
        if given.made("progress") and given.held["progress"]:
            draft.add(Progressed, note=given.held["progress"])
        if given.held["submit"] == YES:
            if any(given.made(name) for name in SUBMISSION):
                self._submit(judged, given, draft)
            self._endorse(draft)

    def _measure(self, number: int, given: _Given, draft: ProblemDraft) -> None:
        usual = draft.stamp
        day = given.held["completed"]
        if given.made("completed") and day:
            on = unit_cells.day(day)
            draft.stamp = usual._replace(on=on if on != usual.at.date() else None)
            draft.add(Completed, measure=number)
            draft.stamp = usual
        if given.made("progress") and given.held["progress"]:
            draft.add(Progressed, note=given.held["progress"], measure=number)
        if day and "completed" in given.changes and self.signed is not None:
            self._support(number, self.signed, draft)

    def _support(self, number: int, sheet: Copy, draft: ProblemDraft) -> None:
        """Record the signed sheet as evidence of a measure that it says is done."""
        measure = draft.state.measure(number)
        there = any((e.measure, e.sha256) == (number, sheet.sha256) for e in draft.state.evidence)
        if there or measure is None or measure.completed is None:
            return
        if draft.state.status in _CLOSED or draft.state.status is Status.PASSED:  # it would undo the pass
            return
        words = Words(note=_("the sheet signed by the head of the unit"))
        draft.add(Evidenced, **evidenced(sheet, words, draft.stamp.at.date()), measure=number)
        self.uses_sheet = True

    def _submit(self, judged: Judged, given: _Given, draft: ProblemDraft) -> None:
        said = {name: given.held[name] or None for name in TEXTS}
        for one, other in (("rule", "no_rule"), ("wider", "no_wider")):
            if said[one] and said[other]:
                title = self._title(Part.PROBLEM, other)
                judged.say(title, said[other], _("it contradicts “{other}”; keep only one").format(
                    other=self._title(Part.PROBLEM, one)), wrong=True)  # fmt: skip
                return
        lacking = add_submission(draft, self.around, said, received=self.received)
        for check in lacking:
            text = _("{code}: {missing}; {remedy}").format(code=check.code, missing=check.missing, remedy=check.remedy)
            judged.say(self._title(Part.PROBLEM, "submit"), "", text, wrong=True)

    def _endorse(self, draft: ProblemDraft) -> None:
        """Record that the head stands for a problem that the signed sheet says is to be struck off."""
        sheet, state = self.signed, draft.state
        if sheet is None or state.endorsed is not None or not unit_cells.stands_submitted(state):
            return
        usual, head = draft.stamp, in_role(self.unit, Role.HEAD, self.who.at.date())
        if head is None:
            said = _("{org} has no head in office who could have signed it").format(org=self.org)
            raise NoSuchRecord(_("officer"), f"{self.org}/{Role.HEAD}", said)
        actor = Actor(self.org, self.unit.function, head)
        draft.stamp = usual._replace(behalf=None if actor.ref == usual.actor.ref else actor)
        draft.add(Endorsed, sheet=Sheet(**sheet.said))
        draft.stamp = usual
        self.uses_sheet = True

    def _stamp(self) -> Stamp:
        """Return who records what the unit says: the office for its liaison, unless it names another."""
        who = self.who
        if who.behalf is not None or who.actor.function is not Function.OFFICE or who.actor.org == self.org:
            return who
        liaison = in_role(self.unit, Role.LIAISON, who.at.date())
        if liaison is None:
            raise NoSuchRecord(
                _("officer"), f"{self.org}/{Role.LIAISON}",
                _("The unit has no liaison in office; use --for to name the officer it is recorded for."),
            )  # fmt: skip
        return who._replace(behalf=Actor(self.org, self.unit.function, liaison))

    # cells

    def _title(self, part: Part, name: str) -> str:
        return self.memory.headings[part].get(name, "")

    def _read(self, name: str, value: Value) -> str:
        """Return what a cell holds as text, a day in ISO 8601; raise ValueError with what is wrong."""
        if name in ("completed", "due"):
            return self._day(value, filled=name == "completed")
        text = text_of(value)
        if name == "submit":
            plain = text.strip().casefold()
            if plain in _YES:
                return YES
            if plain not in _NO:
                raise ValueError(_("it is neither yes nor no"))
            return ""
        try:
            return clean(text)
        except ValueError as error:
            raise ValueError(_("it contains a character that cannot be stored ({code}); type it again").format(
                code=error)) from None  # fmt: skip

    def _day(self, value: Value, *, filled: bool) -> str:
        if not text_of(value):
            return ""
        today = self.who.at.date()
        try:
            if isinstance(value, str):
                if filled and not _DAY.fullmatch(unicodedata.normalize("NFKC", value)):
                    raise ValueError(_("it is not a valid day; write it as 2026-06-15"))
                day = spoken_days.day(value, today)
            else:
                day = deadline_words.read(value, today).due or today
        except YianError as error:
            raise ValueError(bare(error.message)) from None
        if filled and day > today:
            raise ValueError(_("{day} is in the future").format(day=day))
        if filled and self.received is not None and day > self.received:
            raise ValueError(_("{day} is after the day the sheet was received").format(day=day))
        return day.isoformat()


_PRIVATE: Final = {
    "identity": N_("an identity number, which no record may contain; leave it out of the sheet"),
    "phone": N_("a telephone number, which no record may contain; leave it out of the sheet"),
    "name": N_("the name of a person, which no record may contain; write the post"),
}


def _personal(text: str) -> Iterator[tuple[str, str]]:
    return personal.found(text, ())


def _order(row: Row, given: _Given) -> tuple[bool, bool, str, int]:
    """Return where a row stands among those of its problem: completions by their days, and the problem last."""
    done = given.held.get("completed", "") if given.made("completed") else ""
    number = row.key.measure if row.key is not None and row.key.measure is not None else 0
    return (row.part is Part.PROBLEM, not done, done, number)
