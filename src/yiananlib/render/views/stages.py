"""How far units are in the four stages, as a document: a row a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.stages import OfOrg, Stages


def stages(value: Stages) -> Document:
    """Lay out what each unit has learned, examined, rectified and made of it."""
    said = _(
        "Learn: meetings that took place (visits and collections of opinions apart), and who came or made up for it, at"
        " each anew. Examine: answers of the campaign's round. Rectify: measures of all rounds completed, problems"
        " struck off. Act: rules made, revised or abolished; submissions in force that say what was done beyond it"
        " (举一反三). Each of its own, without those below it."
    )
    return Document((*title(value, _("learn, examine, rectify, act")), rows(value), Paragraph(said, "dim")))


def rows(value: Stages) -> Table:
    """Return a row a unit, and the total below them."""
    columns = (
        Column(_("Organization")), Column(_("Learn: meetings"), "count"), Column(_("People"), "count"),
        Column(_("Examine"), "percent"), Column(_("Rectify: measures done"), "count"),
        Column(_("Closed"), "count"), Column(_("Act: rules made"), "count"), Column(_("Beyond the case"), "count"),
    )  # fmt: skip
    lines = [_line(row.name, row) for row in value.rows]
    if lines:
        lines.append(_line(Cell(_("Total"), "bold"), value.total))
    return Table(columns, tuple(lines), _("No unit is registered."))


def _line(name: str | Cell, row: OfOrg) -> tuple[Cell, ...]:
    work = row.work

    def of(part: int, whole: int) -> Cell:
        return Cell(_("{part} of {whole}").format(part=part, whole=whole), value=part)

    return cells(
        name, work.meetings, work.attended, words.share(row.coverage.rate), of(work.measures_done, work.measures),
        of(work.closed, work.problems), work.rules_made, of(work.wider, work.submitted),
    )  # fmt: skip


def stages_json(value: Stages) -> dict[str, Any]:
    """Return the JSON of the four stages."""
    return (
        told(value)
        | _shaped(value.total)
        | {"orgs": [{"org": row.org, "name": row.name, **_shaped(row)} for row in value.rows]}
    )


def _shaped(row: OfOrg) -> dict[str, Any]:
    work, coverage = row.work, row.coverage
    return {
        "learn": {"meetings": work.meetings, "attended": work.attended},
        "examine": {"answered": coverage.answered, "expected": coverage.expected, "rate": coverage.rate},
        "rectify": {
            "measures": work.measures, "measures_done": work.measures_done, "problems": work.problems,
            "closed": work.closed,
        },
        "act": {"rules_made": work.rules_made, "submitted": work.submitted, "wider": work.wider},
    }  # fmt: skip
