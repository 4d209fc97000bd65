"""The workbook of a unit: a sheet of its problems, one of their measures, and what it knows of itself.

What the unit fills in is open, all else is locked. A column is a row here; its cells are written into the hidden sheet
as they are made, so that it is told later what was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model import recurring, unit_cells, unit_memory
from yiananlib.model.unit_cells import Key, Part
from yiananlib.render import words
from yiananlib.render.book import Book, Fill, Open, Sheet
from yiananlib.render.document import Cell, Column, Kind, cells
from yiananlib.render.formats.xlsx import fits
from yiananlib.render.views import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yiananlib.model.state import State
    from yiananlib.services.recording.unit_book import UnitBook


class Filling(NamedTuple):
    """A column: its field, title, width in millimetres, the cell of a row, and the values allowed in it.

    ``told`` is None for what a unit fills in: see :func:`unit_cells.now`.
    """

    field: str
    title: str
    mm: int
    told: Callable[[UnitBook, State, Key], Cell] | None = None
    kind: Kind = "text"
    hint: str = ""


YES, NO = N_("yes"), N_("no")
NUMBER: Final = "no"
"""The column of running numbers, which say nothing."""
_LINES: Final = 4
"""Lines for which a row has room: cells are filled in that are empty yet."""


def _problem(_book: UnitBook, state: State, key: Key) -> Cell:
    head = state.head
    if key.measure is not None:
        return Cell(head.title)
    number = f"〔{state.number}〕" if state.number is not None else ""
    return Cell(f"{number}{head.title}\n{head.symptom}")


def _measure(_book: UnitBook, state: State, key: Key) -> Cell:
    measure = state.measure(key.measure) if key.measure is not None else None
    if measure is None or measure.planned.series is None:
        return Cell(measure.planned.text if measure is not None else "")
    text = words.measure(measure.planned.text, measure.planned.every)
    one = recurring.first_open(measure.planned.series, measure.settled)
    if one is None:
        return Cell(text)
    said = _("open: {name}, by {day}; answer it with `yian done {ref} {n} --occurrence {name}`")
    ref = state.problem.ref
    return Cell(f"{text}\n" + said.format(name=one.name, day=words.day(one.due), ref=ref, n=measure.planned.number))


def _owner(book: UnitBook, state: State, key: Key) -> Cell:
    measure = state.measure(key.measure) if key.measure is not None else None
    owner = measure.owner if measure is not None else state.head.owner
    return Cell(book.posts.get(owner, owner))


def _due(_book: UnitBook, state: State, key: Key) -> Cell:
    measure = state.measure(key.measure) if key.measure is not None else None
    if measure is not None and measure.planned.series is not None:
        one = recurring.first_open(measure.planned.series, measure.settled)
        return words.on(one.due if one is not None else measure.planned.due)
    return words.on(measure.planned.due if measure is not None else state.due)


COLUMNS: Final = {
    Part.PROBLEM: (
        Filling(NUMBER, N_("No."), 9, None, "count"),
        Filling("key", N_("Id (yian)"), 17, lambda _b, _s, key: Cell(str(key))),
        Filling("problem", N_("Problem (symptom)"), 41, _problem),
        Filling("owner", N_("Owner"), 15, _owner),
        Filling("due", N_("Deadline"), 19, _due, "day"),
        Filling("status", N_("Status"), 14, lambda _b, state, _k: Cell(words.status(state.status))),
        Filling(
            "progress", N_("Progress of rectification"), 30,
            hint=N_("Current progress. The text here is the last report: overwrite it."),
        ),
        Filling("effect", N_("Effect"), 30, hint=N_("What is different now, with figures.")),
        Filling("rule", N_("Rule made or revised"), 22, hint=N_("The rule made or revised.")),
        Filling("no_rule", N_("Reason for no rule"), 18, hint=N_("Only if no rule was needed.")),
        Filling("wider", N_("Looked for elsewhere"), 22, hint=N_("Where else the same fault was looked for.")),
        Filling("no_wider", N_("Why not elsewhere"), 18, hint=N_("Only if nobody looked elsewhere.")),
        Filling(
            "submit", N_("Submit"), 17,
            hint=N_("“yes” submits the problem to be closed; all its measures must be done and have evidence."),
        ),
    ),
    Part.MEASURE: (
        Filling(NUMBER, N_("No."), 9, None, "count"),
        Filling("key", N_("Measure (yian)"), 19, lambda _b, _s, key: Cell(str(key))),
        Filling("problem", N_("Problem"), 46, _problem),
        Filling("measure", N_("Measure"), 67, _measure),
        Filling("owner", N_("Owner"), 20, _owner),
        Filling("due", N_("Deadline"), 24, _due, "day"),
        Filling(
            "progress", N_("Progress of the measure"), 56,
            hint=N_("Current progress of the measure. The text here is the last report: overwrite it."),
        ),
        Filling(
            "completed", N_("Completed on"), 26, None, "day",
            hint=N_("The day the measure was carried out, such as 2026-6-30; leave empty until then."),
        ),
    ),
}  # fmt: skip


def sheets(value: UnitBook) -> Book:
    """Return the workbook."""
    memory = unit_memory.Memory(value.campaign, value.org, value.day)
    memory.records = {state.head.id: unit_memory.record(state.problem) for state in value.states}
    memory.headings = {part: {c.field: _(c.title) for c in columns} for part, columns in COLUMNS.items()}
    rows = [(state, key) for state in value.states for key in unit_cells.keys(state)]
    made = []
    for part in COLUMNS:
        own = [(state, key) for state, key in rows if key.part is part]
        table = tuple(_row(value, memory, state, key, n) for n, (state, key) in enumerate(own, 1))
        notes = _notes(value, own) if part is Part.PROBLEM else {}
        made.append(_sheet(value, part)._replace(rows=table, notes=notes))
    return Book((*made, _hidden(memory)), value.day)


def _notes(value: UnitBook, own: Sequence[tuple[State, Key]]) -> dict[tuple[int, int], str]:
    """Return what is said beside problems of what is like them: what became of it, and by which measures."""
    place = next(n for n, column in enumerate(COLUMNS[Part.PROBLEM]) if column.field == "problem")
    found = {}
    for row, (state, _key) in enumerate(own):
        if likes := value.alike.get(state.head.id):
            lines = (similar.line(like).strip() for like in likes)
            found[row, place] = "\n".join([_("Similar problems that were closed, and what held:"), *lines])
    return found


def _row(value: UnitBook, memory: unit_memory.Memory, state: State, key: Key, number: int) -> tuple[Cell, ...]:
    said, fillable = unit_cells.now(state, key), unit_cells.fillable(state, key)
    kept = memory.cells.setdefault(key, {})
    made = []
    for column in COLUMNS[key.part]:
        if column.field == NUMBER:
            made.append(Cell(str(number), value=number))
            continue
        told = column.told
        cell = told(value, state, key) if told is not None else _filled(column, said[column.field])
        base = said[column.field] if told is None else _read_back(cell)
        if fits(unit_memory.written(base)):  # what goes on in another sheet can be neither filled in nor compared
            kept[column.field] = unit_memory.Cell(base, column.field in fillable)
        made.append(Open(*cell) if kept.get(column.field, _CLOSED).is_open else cell)
    return tuple(made)


_CLOSED: Final = unit_memory.Cell("", is_open=False)


def _filled(column: Filling, said: str) -> Cell:
    if column.field == "submit":
        return Cell(_(YES) if said else "")
    if column.kind == "day" and said:
        return words.on(unit_cells.day(said))
    return Cell(said)


def _read_back(cell: Cell) -> str:
    """Return what is read of a cell when it comes back."""
    return str(cell.value) if cell.value is not None else cell.text


def _sheet(value: UnitBook, part: Part) -> Sheet:
    """Return the sheet of a part, without its rows."""
    columns = COLUMNS[part]
    filled = unit_cells.FILLED[part]
    is_problems = part is Part.PROBLEM
    name = _("Open problems") if is_problems else _("Their measures")
    title = _("{campaign}: ledger of {unit}, to be filled in") if is_problems else _("{campaign}: measures of {unit}")
    fills = {
        place: Fill(
            words=(_(YES), _(NO)) if column.field == "submit" else (),
            day=column.field == "completed",
            hint=_(column.hint),
        )
        for place, column in enumerate(columns)
        if column.field in filled
    }
    return Sheet(
        name=name,
        title=title.format(campaign=value.campaign, unit=value.name),
        columns=tuple(Column(_(column.title), column.kind, column.mm) for column in columns),
        rows=(),
        left=_("Unit: {unit}").format(unit=value.name),
        right=_("As of {day}").format(day=words.day(value.day)),
        above=(_how(part),),
        below=(Cell(""), _signature()),
        empty=_("There is nothing to rectify.") if is_problems else _("There are no measures."),
        frozen=3,
        fills=fills,
        lines=_LINES if is_problems else 2,
    )


def _how(part: Part) -> str:
    if part is Part.MEASURE:
        return _("Fill in only the yellow cells: the progress of each measure, and the day it was carried out.")
    return _(
        "Fill in only the yellow cells, and send this file back unchanged otherwise. To have a problem"
        " closed, enter the effect, the rule made, where else you looked, and “yes” in the last column."
    )


def _signature() -> Cell:
    parts = (_("Filled in by:"), _("Head of the unit (signature):"), _("Date of signature:"))
    return Cell((" " * 60).join(parts))


def _hidden(memory: unit_memory.Memory) -> Sheet:
    columns = tuple(Column(name, mm=30) for name in ("what", "whose", "field", "value"))
    rows = (cells(*row) for row in unit_memory.rows(memory))
    return Sheet(unit_memory.SHEET, "", columns, rows, fills={}, hidden=True)
