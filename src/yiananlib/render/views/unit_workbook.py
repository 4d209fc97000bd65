"""The workbook of a unit: for each unit its problems and their measures, and hidden what it knows of itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model import unit_sheet
from yiananlib.model.unit_cells import COMPLETED, OF_MEASURE, OF_PROBLEM, SUBMISSION, TITLES, Key, Known, word
from yiananlib.model.unit_sheet import HIDDEN, ID, MEASURE, Remembered, Row
from yiananlib.render import words
from yiananlib.render.book import Book, Fill, Open, Sheet
from yiananlib.render.document import Cell, Column, Kind, cells
from yiananlib.render.formats.xlsx import fits
from yiananlib.render.views.ledger import ENTRIES
from yiananlib.render.views.ledger_book import as_of, signatures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yiananlib.index.values import Measure
    from yiananlib.services.unit_workbook import UnitBook, UnitProblem

_BY_TITLE: Final = {entry.title: entry for entry in ENTRIES if entry.mm}


class _Locked(NamedTuple):
    """A column that tells and is not filled in; ``told`` makes its cell of a problem, and maybe a measure of it."""

    title: str
    mm: int
    told: Callable[[UnitProblem, Measure | None, UnitBook], object]
    kind: Kind = "text"


def _of_ledger(title: str, mm: int) -> _Locked:
    """Return a column of the ledger table."""
    entry = _BY_TITLE[title]
    assert entry.told is not None  # noqa: S101 - the running number alone is told otherwise
    told = entry.told
    return _Locked(title, mm, lambda p, _m, v: told(p.whole, v.ledger), entry.kind)


def _owner(problem: UnitProblem, measure: Measure | None, value: UnitBook) -> str:
    owner = measure.owner if measure is not None else problem.whole.row.owner
    return value.ledger.names.get(owner, owner)


_ID: Final = _Locked("Id", 15, lambda p, _m, _v: p.whole.row.id)
_PROBLEM: Final = (
    _ID, _of_ledger("Problem (symptom)", 40), _of_ledger("Measures (remedy)", 34), _of_ledger("Deadline", 20),
    _of_ledger("Status", 14), _of_ledger("Lamp", 13),
    _Locked(N_("Why it was returned"), 20, lambda p, _m, _v: p.returned),
)  # fmt: skip
_MEASURE: Final = (
    _ID, _Locked(N_("Problem"), 44, lambda p, _m, _v: p.whole.row.title),
    _Locked(N_("Measure"), 12, lambda _p, m, _v: m.number if m else "", "count"),
    _Locked(N_("What is to be done"), 64, lambda _p, m, _v: m.text if m else ""),
    _Locked(N_("Owner"), 24, _owner),
    _Locked(N_("Deadline"), 24, lambda _p, m, _v: words.on(m.due) if m else "", "day"),
    _Locked(N_("Evidence"), 30, lambda _p, m, _v: "\n".join(f.partition("-")[2] or f for f in m.evidence) if m else ""),
)  # fmt: skip
_WIDTHS: Final = {"progress": 30, "effect": 26, "rule": 20, "wider": 20, SUBMISSION: 18, COMPLETED: 26}
_USUAL: Final = 18


def sheets(value: UnitBook) -> Book:
    """Return the workbook."""
    remembered: list[Remembered] = []

    def made() -> Iterator[Sheet]:
        parts = [
            _Part(value, unit, problems, of_measures=of_measures)
            for unit, problems in value.units
            for of_measures in (False, True)
        ]
        for part in parts:
            if part.rows or not part.of_measures:
                yield part.sheet()
        rows = {at: row for part in parts for at, row in part.known.items()}
        kept = {key: cell for part in parts for key, cell in part.kept.items()}
        headings = {ID: _(_ID.title), MEASURE: _("Measure"), **{field: _(title) for field, title in TITLES.items()}}
        remembered.append(Remembered(value.day, value.org, headings, rows, kept))
        yield _hidden(remembered[0])

    return Book(made(), value.day)


def _hidden(remembered: Remembered) -> Sheet:
    lines = list(unit_sheet.written(remembered))
    width = max(map(len, lines))
    first, *rest = (cells(*line, *[""] * (width - len(line))) for line in lines)
    columns = tuple(Column(cell.text, mm=30) for cell in first)
    return Sheet(HIDDEN, "", columns, rest, fills={}, hidden=True)


class _Part:
    """The problems of a unit, or their measures: the rows, and what is to be known of them later."""

    def __init__(self, value: UnitBook, unit: str, problems: Sequence[UnitProblem], *, of_measures: bool) -> None:
        self.value = value
        self.unit = unit
        self.of_measures = of_measures
        self.locked: Sequence[_Locked] = _MEASURE if of_measures else _PROBLEM
        self.fields: Sequence[str] = OF_MEASURE if of_measures else OF_PROBLEM
        self.known: dict[tuple[str, int], Row] = {}
        self.kept: dict[Key, Known] = {}
        self.rows: list[tuple[Cell, ...]] = []
        for problem in problems:
            if not of_measures:
                self._add(problem, None)
                continue
            for measure in problem.whole.measures:
                if measure.round == problem.whole.row.round:
                    self._add(problem, measure)

    def _add(self, problem: UnitProblem, measure: Measure | None) -> None:
        number = measure.number if measure is not None else 0
        told = cells(*(column.told(problem, measure, self.value) for column in self.locked))
        filled = [self._fillable(problem, Key(problem.whole.row.id, number, field)) for field in self.fields]
        self.rows.append((*cells(len(self.rows) + 1), *told, *filled))
        row = problem.whole.row
        locked = unit_sheet.fingerprint(_read_back(cell) for cell in told) if all(fits(c.text) for c in told) else ""
        self.known[row.id, number] = Row(row.id, number, row.org, problem.digest, problem.submission, locked)

    def _fillable(self, problem: UnitProblem, key: Key) -> Cell:
        known = problem.cells[key]
        if not fits(known.text):
            return Cell(known.text)
        self.kept[key] = known
        day = dt.date.fromisoformat(known.text) if key.field == COMPLETED and known.text else None
        text = words.day(day) if day is not None else known.text
        return Open(text, value=day) if known.open else Cell(text, value=day)

    def sheet(self) -> Sheet:
        """Return the sheet."""
        columns = [Column(_("No."), "count", 9)]
        columns += [Column(_(column.title), column.kind, column.mm) for column in self.locked]
        columns += [
            Column(_(TITLES[f]), "day" if f == COMPLETED else "text", _WIDTHS.get(f, _USUAL)) for f in self.fields
        ]
        first = len(self.locked) + 1
        what = _("{unit}, measures") if self.of_measures else _("{unit}, problems")
        said = _(
            "Fill in the yellow cells alone, and send the file back; what is left as it is changes nothing. Whoever"
            " applies for close-out says the effect, and of rule and wider look either what was done or why not."
        )
        if self.of_measures:
            said = _(
                "Fill in the yellow cells alone: how the work goes on, and the day on which a measure was carried out."
            )
        return Sheet(
            name=what.format(unit=self.unit),
            title=_("{campaign}: workbook of {unit}").format(campaign=self.value.setting.name, unit=self.unit),
            columns=tuple(columns),
            rows=self.rows,
            left=_("Unit: {unit}").format(unit=self.unit),
            right=as_of(self.value.ledger),
            above=(said,),
            below=(signatures(),),
            empty=_("No problem is registered."),
            frozen=3,
            fills={first + place: _fill(field, self.value.day) for place, field in enumerate(self.fields)},
        )


def _fill(field: str, day: dt.date) -> Fill:
    if field == SUBMISSION:
        return Fill(
            (word(),), hint=_("Choose “{word}” where the work is done; else leave it empty.").format(word=word())
        )
    if field == COMPLETED:
        return Fill(
            day=True, until=day + dt.timedelta(days=366), hint=_("The day on which the measure was carried out.")
        )
    hints = {
        "progress": _("How the work goes on: write the newest in the place of what is there."),
        "effect": _("What is different now, with figures; no copy of the measures."),
        "rule": _("The rule that was made or revised."),
        "no_rule": _("Only where no rule is needed: why."),
        "wider": _("What was looked at beyond this problem, and found."),
        "no_wider": _("Only where there is nothing wider to look at: why."),
    }
    return Fill(hint=hints[field])


def _read_back(cell: Cell) -> object:
    return cell.value if cell.value is not None else cell.text
