"""A roster of organizations as it would be brought in, or was: the headings, the rows, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model import words as model_words
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.views.importing import ASIDES, HOW, OUTCOMES, STYLES

if TYPE_CHECKING:
    from yiananlib.render.document import Style
    from yiananlib.services.recording.roster import Roster, RosterRow

FIELDS: Final = {
    "title": N_("organization"),
    "id": N_("id"),
    "parent": N_("parent organization"),
    "function": N_("function"),
    "members": N_("members of the leading team"),
    "order": N_("rank"),
    "head": N_("post of the head"),
    "liaison": N_("post of the liaison"),
    "deputy": N_("posts of deputies"),
    "head_email": N_("e-mail address of the head"),
    "liaison_email": N_("e-mail address of the liaison"),
    "post": N_("post"),
    "role": N_("role"),
    "officer": N_("id of the post"),
    "email": N_("e-mail address"),
    "since": N_("since"),
    "until": N_("until"),
}
"""What the fields of a roster are called."""


def roster(value: Roster) -> Document:
    """Lay out how the headings were read, and what becomes of each row."""
    blocks: list[Block] = [Paragraph(said, "yellow") for said in value.said]
    blocks.append(
        Heading(_("sheet “{sheet}”, headings from row {row}").format(sheet=value.sheet, row=value.header_row))
    )
    rows = tuple(cells(c.heading, _(FIELDS[c.field]) if c.field else "—", _how(c.how)) for c in value.columns)
    blocks.append(Table((Column(_("Heading"), mm=40), Column(_("Field")), Column(_("How"))), rows))
    if value.ignored:
        lines = (
            _("row {row}, {what}: {text}").format(row=a.row, what=_(ASIDES[a.what]), text=a.text) for a in value.ignored
        )
        blocks.append(
            Paragraph(_("Rows that are not organizations:") + "\n" + "\n".join(f"  {line}" for line in lines), "dim")
        )
    told = tuple(line for row in value.rows for line in _lines(row))
    columns = (
        Column(_("Row")), Column(_("Outcome")), Column(_("Code")), Column(_("Organization"), mm=40),
        Column(_("Posts to be added"), mm=60), Column(_("Description"), mm=60),
    )  # fmt: skip
    blocks.append(Table(columns, told, _("There are no rows with organizations.")))
    counts = _(", ").join(f"{_(OUTCOMES[name])} {n}" for name, n in value.counts.items())
    blocks.append(Heading(_("rows: {n} ({counts})").format(n=len(value.rows), counts=counts)))
    return Document((*blocks, Paragraph(_next(value))))


def _how(how: str) -> str:
    return _("known heading") if how == "map" else _(HOW[how])


def _lines(row: RosterRow) -> list[tuple[Cell, ...]]:
    style: Style = STYLES[row.state]
    outcome = Cell(_(OUTCOMES[row.state]) + (_(" (skipped)") if row.skipped else ""), style)
    posts = _("; ").join(f"{o.id} {o.post} ({_(model_words.ROLE_WORDS[o.role])})" for o in row.officers)
    first = [str(row.row), outcome, row.id or "", row.name, posts]
    if not row.problems:
        return [cells(*first, "")]
    found = []
    for place, said in enumerate(row.problems):
        where = _("{what}: {text}").format(what=said.column, text=said.said) if said.column else said.said
        beside = first if place == 0 else ["", "", "", "", ""]
        found.append(cells(*beside, Cell(where, "red" if said.wrong else "")))
    return found


def _next(value: Roster) -> str:
    if value.in_the_way:
        return _(
            "Nothing is recorded while a row is refused or doubtful. Correct it in the sheet, leave it out"
            " with --skip ROW, or use --separate ROW to treat it as a different organization with the same"
            " name."
        )
    if not any(row.state in ("new", "changed") for row in value.rows):
        return _("Everything is already there; there is nothing to record.")
    if value.applied:
        return _("Recorded.")
    if any(row.state == "new" for row in value.rows):
        return _("Nothing has been recorded yet; use --apply to record. Ids are permanent: check them first.")
    return _("Nothing has been recorded yet; use --apply to record.")


def roster_json(value: Roster) -> Any:
    """Shape how the roster was read, and what becomes of each row."""
    return {
        "sheet": value.sheet,
        "header_row": value.header_row,
        "columns": [{"heading": c.heading, "field": c.field, "how": c.how} for c in value.columns],
        "ignored": [aside._asdict() for aside in value.ignored],
        "counts": value.counts,
        "applied": value.applied,
        "rows": [
            {
                "row": row.row,
                "id": row.id,
                "name": row.name,
                "officers": [{"id": o.id, "post": o.post, "role": o.role, "email": o.email} for o in row.officers],
                "state": row.state,
                "skipped": row.skipped,
                "problems": [{"column": p.column, "value": p.value, "said": p.said} for p in row.problems],
            }
            for row in value.rows
        ],
    }
