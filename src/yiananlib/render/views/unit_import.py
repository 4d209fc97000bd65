"""What came back in the workbook of a unit: cell by cell what was changed, what is recorded of it, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import post
from yiananlib.model.steps import STEP_WORDS, step
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.views.importing import OUTCOMES, STYLES, counted, imported_json, next_step, short

if TYPE_CHECKING:
    from yiananlib.model.entries import Entry
    from yiananlib.services.recording import unit_rows
    from yiananlib.services.recording.importing import ImportedRow
    from yiananlib.services.recording.unit_import import UnitImported

CHANGES: Final = {
    "made": N_("changed"),
    "said": N_("already recorded"),
    "conflict": N_("conflict"),
}
"""What became of a cell; of those that nobody changed nothing is said."""


def brought(value: UnitImported) -> Document:
    """Lay out what was changed, what would be recorded, what is wrong, and the counts."""
    found = value.imported
    head = _("workbook of {unit}, as of {day}").format(unit=value.org_name, day=words.day(value.day))
    blocks: list[Block] = [Heading(head), *(Paragraph(said, "yellow") for said in found.said)]
    rows = [row for one in found.rows for row in _row(value, one)]
    columns = (
        Column(_("Row")), Column(_("Outcome")), Column(_("Record")), Column(_("Column")), Column(_(
            "Previ"
            "ously"
), mm=40),
        Column(_("Filled in"), mm=60), Column(_("Description"), mm=60),
    )  # fmt: skip
    blocks.append(Table(columns, tuple(rows), _("No cells were changed.")))
    return Document((*blocks, Heading(counted(found)), *next_step(found, rejects=False)))


def _row(value: UnitImported, row: ImportedRow) -> list[tuple[Cell, ...]]:
    """Return the lines for a row worth reporting: its cells, what is wrong, what is recorded."""
    place = (row.sheet, row.row)
    lines: list[tuple[str, str, str, Cell]] = []
    told = {(said.column, said.said) for said in row.problems}
    for cell in value.cells[place]:
        said = [one for one in row.problems if one.column == cell.column]
        told -= {(one.column, one.said) for one in said}
        words_ = "\n".join(one.said for one in said) or _(CHANGES[cell.change])
        lines.append((cell.column, _shown(cell, cell.base), _shown(cell, cell.held), Cell(words_, _style(said))))
    lines += [
        (one.column, "", one.value, Cell(one.said, "red" if one.wrong else ""))
        for one in row.problems
        if (one.column, one.said) in told
    ]
    if not lines and not value.entries[place]:
        return []
    if made := value.entries[place]:
        said_of_them = _("recorded: {entries}") if value.imported.applied else _("will record: {entries}")
        lines.append(
            ("", "", "", Cell(said_of_them.format(entries=_(", ").join(_entry(one, value) for one in made)), "dim"))
        )
    outcome = Cell(_(OUTCOMES[row.state]) + (_(" (skipped)") if row.skipped else ""), STYLES[row.state])
    first = (f"{row.sheet}!{row.row}", outcome, _record(row))
    return [
        cells(*(first if n == 0 else ("", "", "")), column, short(was), short(says), said)
        for n, (column, was, says, said) in enumerate(lines)
    ]


def _record(row: ImportedRow) -> str:
    name = f"{row.org}/{row.id}" if row.id is not None else ""
    return f"{name}/{row.measures[0]['number']}" if row.measures else name


def _style(said: list[Any]) -> Any:
    return "red" if any(one.wrong for one in said) else "yellow" if said else ""


def _shown(cell: unit_rows.Cell, text: str) -> str:
    return _("yes") if text == "yes" else text


def _entry(entry: Entry, value: UnitImported) -> str:
    said = _(STEP_WORDS[step(entry)])
    if entry.for_ is None:
        return said
    return _("{what} (for {whom})").format(what=said, whom=post(entry.for_, value.imported.names, value.org))


def brought_json(value: UnitImported) -> Any:
    """Shape what became of each row as of any import, with the cells that were changed and what is recorded."""
    made = imported_json(value.imported)
    for shape, row in zip(made["rows"], value.imported.rows, strict=True):
        place = (row.sheet, row.row)
        shape["cells"] = [cell._asdict() for cell in value.cells[place]]
        shape["entries"] = [entry.plain() for entry in value.entries[place]]
    return made
