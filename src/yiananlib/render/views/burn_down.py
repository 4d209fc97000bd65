"""A burn-down as a document: a line for some days each, with a bar of what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Chart, Column, Document, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told
from yiananlib.services.reading.burn_down import in_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.services.reading.burn_down import BurnDown, Line

MOST: Final = 40
"""Lines that a reader still looks through."""

_OPEN: Final = 1
"""The place of the column that is drawn."""


def burn_down(value: BurnDown) -> Document:
    """Lay out a burn-down."""
    return Document((*title(value, _("burn-down")), *drawn(value)))


def drawn(value: BurnDown) -> tuple[Block, ...]:
    """Return a line a day, or for so many weeks each that there are not too many lines, and what they count."""
    step = 1 if len(value.lines) <= MOST else 7 * -(-len(value.lines) // (7 * MOST))
    before = _("Open before {day}: {n}").format(day=words.day(value.start), n=value.before)
    said = before if step == 1 else "\n".join((before, _("Each row covers up to {n} days.").format(n=step)))
    counted = _(
        "Open is the previous row's, plus new and reopened, minus closed and voided. A problem closed and"
        " reopened on the same day counts as neither."
    )
    if _moved(value.lines):
        counted += _(
            " Taken over from another unit or ledger adds to it, transferred to another takes away; within the same"
            " scope both are the same problem."
        )
    return (Paragraph(said), Chart(_table(in_steps(value.lines, step)), _OPEN), Paragraph(counted, "dim"))


def rows(value: BurnDown) -> Table:
    """Return a row a day, without bars."""
    return _table(value.lines)


def _table(lines: Sequence[Line]) -> Table:
    columns = [
        Column(_("Day"), "day"), Column(_("Open"), "count"), Column(_("New"), "count"),
        Column(_("Closed"), "count"), Column(_("Reopened"), "count"), Column(_("Voided"), "count"),
    ]  # fmt: skip
    rows = [[line.day, line.open, line.new, line.closed, line.reopened, line.voided] for line in lines]
    if _moved(lines):
        columns += [Column(_("Taken over"), "count"), Column(_("Transferred"), "count")]
        rows = [[*row, line.received, line.transferred] for row, line in zip(rows, lines, strict=True)]
    return Table(tuple(columns), tuple(cells(*row) for row in rows))


def _moved(lines: Sequence[Line]) -> bool:
    """Tell whether a problem went from one unit to another."""
    return any(line.received or line.transferred for line in lines)


def burn_down_json(value: BurnDown) -> dict[str, Any]:
    """Return the JSON of a burn-down: a line a day."""
    sprint = value.setting.sprint
    return told(value) | {
        "from": value.start,
        "to": value.end,
        "sprint": sprint._asdict() | {"day": sprint.day_number(value.day)} if sprint is not None else None,
        "before": value.before,
        "lines": [line._asdict() for line in value.lines],
    }
