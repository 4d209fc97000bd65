"""What a foreign sheet would become, or has become: how its headings were read, what each row is, what is wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model import sheet_layout
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.book import Book, of_document
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells

if TYPE_CHECKING:
    from yiananlib.model.calling import Names
    from yiananlib.model.sheet_layout import Value
    from yiananlib.render.document import Style
    from yiananlib.services.recording.import_rejects import Rejects
    from yiananlib.services.recording.importing import Imported, ImportedRow

OUTCOMES: Final = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "doubtful": N_("doubtful"),
    "refused": N_("refused"),
}
FIELDS: Final = {
    "id": N_("id"),
    "number": N_("number in the sheet"),
    "org": N_("unit"),
    "org_owner": N_("unit and owner"),
    "title": N_("title"),
    "symptom": N_("symptom"),
    "root_cause": N_("root cause"),
    "goal": N_("goal"),
    "measure": N_("measures"),
    "measure_owner": N_("owner of the measure"),
    "measure_due": N_("deadline of the measure"),
    "leader": N_("leader"),
    "owner": N_("owner"),
    "support": N_("supporting units"),
    "due": N_("deadline"),
    "found": N_("day found"),
    "class": N_("class"),
    "severity": N_("severity"),
    "kind": N_("kind"),
    "field": N_("key field"),
    "source": N_("source"),
    "level": N_("level of the cause"),
    "tags": N_("tags"),
    "progress": N_("progress"),
    "status": N_("reported state"),
    "struck_off": N_("whether closed"),
    "completed_on": N_("completed on"),
    "closed_on": N_("closed on"),
}
"""What fields are called here; those that are not named become remarks."""
HOW: Final = {
    "map": N_("by the mapping"),
    "synonym": N_("known heading"),
    "filled": N_("no column: default value"),
    "twice": N_("ignored: covered by another column"),
    "unknown": N_("ignored: unknown"),
    "ignored: no": N_("ignored: a running number"),
    "ignored: lamp": N_("ignored: computed by yian"),
    "ignored: phone": N_("ignored: personal"),
    "ignored: people": N_("ignored: people not responsible"),
    "ignored: import": N_("ignored: from an earlier import"),
}
ASIDES: Final = {
    "title": N_("title"),
    "period": N_("period or unit"),
    "total": N_("total"),
    "note": N_("note"),
    "signature": N_("signature"),
    "heading": N_("repeated heading"),
    "empty": N_("nothing"),
    "section": N_("section"),
    "statistics": N_("a sheet of statistics"),
}
STYLES: Final[dict[str, Style]] = {
    "refused": "red",
    "doubtful": "yellow",
    "new": "green",
    "changed": "blue",
    "unchanged": "dim",
}
_LENGTH: Final = 60


def imported(value: Imported) -> Document:
    """Lay out how the headings were read, the rows outside the table, the remarks on cells, and the counts."""
    blocks: list[Block] = [Paragraph(said, "yellow") for said in value.said]
    for table in value.tables:
        blocks.append(
            Heading(
                _("sheet “{sheet}”, headings from row {row}").format(sheet=table.sheet, row=table.header_row)
                if table.header_row
                else _("sheet “{sheet}”: no table of problems").format(sheet=table.sheet)
            )
        )
        if table.columns:
            rows = tuple(cells(column.heading, _field(column), _how(column.how)) for column in table.columns)
            blocks.append(Table((Column(_("Heading"), mm=40), Column(_("Field")), Column(_("How"))), rows))
        if table.ignored:
            lines = (
                _("row {row}, {what}: {text}").format(row=a.row, what=_(ASIDES[a.what]), text=short(a.text))
                for a in table.ignored
            )
            blocks.append(
                Paragraph(_("Rows that are not problems:") + "\n" + "\n".join(f"  {line}" for line in lines), "dim")
            )
    blocks += _told(value)
    return Document((*blocks, Heading(counted(value)), *next_step(value)))


def _told(value: Imported) -> list[Block]:
    """Return the rows of which something is to be said, and what becomes of the others."""
    many = len(value.tables) > 1
    rows: list[tuple[Cell, ...]] = []
    for row in value.rows:
        outcome = Cell(_(OUTCOMES[row.state]) + (_(" (skipped)") if row.skipped else ""), STYLES[row.state])
        where = f"{row.sheet}!{row.row}" if many else str(row.row)
        read = _read(row, value.names)
        if not row.problems:
            rows.append(cells(where, outcome, "", "", read, ""))
        for place, said in enumerate(row.problems):
            style: Style = "red" if said.wrong else ""
            first = place == 0
            rows.append(
                cells(
                    where,
                    outcome if first else Cell(""),
                    said.column.rpartition(" / ")[2],
                    said.value,
                    read if first else "",
                    Cell(said.said, style),
                )
            )
    columns = (
        Column(_("Row")), Column(_("Outcome")), Column(_("Column")), Column(_("Value"), mm=40),
        Column(_("Read as"), mm=60),
        Column(_("Description"), mm=60),
    )  # fmt: skip
    return [Table(columns, tuple(rows), _("There are no rows with problems."))]


def _read(row: ImportedRow, names: Names) -> str:
    due = words.day(row.due) if row.due is not None else None
    keep = _("ongoing") if row.keep else None
    measures = _("measures: {n}").format(n=len(row.measures)) if row.measures else None
    unit = names.get(row.org, row.org) if row.org is not None else None
    parts = (row.id, unit, short(row.title) if row.title else None, due, keep, measures)
    return _(", ").join(part for part in parts if part)


def _field(column: sheet_layout.Column) -> str:
    if column.field is None:
        return "—"
    return _(FIELDS[column.field]) if column.field in FIELDS else _("remark")


def _how(how: str) -> str:
    if how.startswith("like: "):
        return _("ignored: unknown; did you mean “{heading}”?").format(heading=how.removeprefix("like: "))
    return _(HOW[how])


def counted(value: Imported) -> str:
    """Return how many rows there are, and how many have each outcome."""
    counts = _(", ").join(f"{_(OUTCOMES[name])} {n}" for name, n in value.counts.items())
    return _("rows: {n} ({counts})").format(n=len(value.rows), counts=counts)


def next_step(value: Imported, *, rejects: bool = True) -> list[Block]:
    """Return what became of it, or what has to be done first; ``rejects``: what is to be mended can be written down."""
    said = []
    if value.mapping:
        said.append(_("Read with the mapping {name}.").format(name=value.mapping))
    if value.by is not None:
        who = f"{post(value.by, value.names)} ({value.by})" if value.by in value.names else value.by
        said.append(_("Checked as if recorded by {by}; --by names another officer.").format(by=who))
    if not value.in_the_way and not any(value.counts[outcome] for outcome in ("new", "changed")):
        said.append(_("Everything is already there; there is nothing to record."))
    elif value.applied:
        said.append(_("Recorded."))
    elif value.in_the_way:
        said.append(
            _(
                "Nothing is recorded while a row is refused or doubtful. Correct these rows (--rejects FILE"
                " writes them to a file), or leave them out with --skip ROW or --skip-refused."
            )
            if rejects
            else _(
                "Nothing is recorded while a row is refused or doubtful. Correct these rows in the workbook,"
                " or leave them out with --skip ROW or --skip-refused."
            )
        )
    else:
        said.append(_("Nothing has been recorded yet; use --apply to record."))
    return [Paragraph("\n".join(said))]


def short(text: str) -> str:
    """Return a text as one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"


def imported_json(value: Imported) -> Any:
    """Shape how a sheet was read, and what becomes of each row."""
    return {
        "sheets": [
            {
                "sheet": table.sheet,
                "header_row": table.header_row,
                "columns": [{"heading": c.heading, "field": c.field, "how": c.how} for c in table.columns],
                "ignored": [aside._asdict() for aside in table.ignored],
            }
            for table in value.tables
        ],
        "counts": value.counts,
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "id": row.id,
                "org": row.org,
                "title": row.title,
                "due": row.due,
                "keep": row.keep,
                "measures": [dict(measure) for measure in row.measures],
                "state": row.state,
                "problems": [{"column": p.column, "value": p.value, "said": p.said} for p in row.problems],
            }
            for row in value.rows
        ],
    }


def rejects(value: Rejects) -> Table:
    """The rows that were not taken, as they were, and beside each what is wrong with it."""
    columns = tuple(Column(heading) for heading in value.headings)
    return Table(columns, tuple(cells(*(_written(cell) for cell in row)) for row in value.rows))


def rejects_book(value: Rejects) -> Book:
    """Return them as a workbook."""
    return of_document(Document((rejects(value),)))


def _written(value: Value) -> object:
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else sheet_layout.text_of(value)
