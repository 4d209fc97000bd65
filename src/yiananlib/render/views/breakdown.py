"""The problems broken down by what they say, as a document: a table each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model.words import BREAKDOWN_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.breakdown import Breakdown, Part, Parts


def breakdown(value: Breakdown) -> Document:
    """Lay out the tables; what no problem says has no row."""
    blocks: list[Block] = title(value, _("breakdown of problems"))
    for parts in value.tables:
        lines = tuple(_line(parts, part) for part in parts.rows if part.total)
        table = Table(_columns(_(BREAKDOWN_WORDS[parts.by])), lines, _("No problem is registered."))
        blocks += [Heading(_("By {what}").format(what=_(BREAKDOWN_WORDS[parts.by]))), _slim(table, parts)]
        if parts.overlaps:
            said = _("A problem may be in several rows: they do not add up to {total}, the number of problems.")
            blocks.append(Paragraph(said.format(total=value.total), "dim"))
    said = _("Problems: registered on or before the day, not voided. {name}: closed ÷ problems.")
    return Document((*blocks, Paragraph(said.format(name=_("Closure rate")), "dim")))


def rows(value: Breakdown) -> Table:
    """Return a row for each row of all tables, with those that no problem says."""
    lines = [
        (Cell(_(BREAKDOWN_WORDS[parts.by])), Cell(part.key or ""), *_line(parts, part))
        for parts in value.tables
        for part in parts.rows
    ]
    return Table((Column(_("Broken down by")), Column(_("Key")), *_columns(_("Word"))), tuple(lines))


_TIMES: Final = 7
"""The place of how often, which most tables do without."""


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(_("Belongs to")), Column(what, mm=WIDE), Column(_("Problems"), "count"),
        Column(_("Closed"), "count"), Column(_("Closure rate"), "percent"), Column(_("Open"), "count"),
        Column(_("Overdue"), "count"), Column(_("Times"), "count"),
    )  # fmt: skip


def _line(parts: Parts, part: Part) -> tuple[Cell, ...]:
    word = part.word if part.key is not None else _("not said")
    return cells(
        part.above, word, part.total, part.closed, words.share(part.closure_rate), part.open,
        words.alarm(part.overdue), part.times if parts.times else "",
    )  # fmt: skip


def _slim(table: Table, parts: Parts) -> Table:
    """Return a table without the columns that say nothing."""
    table = table if parts.times else table.without(_TIMES)
    return table if any(part.above for part in parts.rows) else table.without(0)


def breakdown_json(value: Breakdown) -> dict[str, Any]:
    """Return the JSON of a breakdown."""
    return told(value) | {
        "total": value.total,
        "tables": [
            {
                "by": parts.by,
                "overlaps": parts.overlaps,
                "rows": [part._asdict() | {"closure_rate": part.closure_rate} for part in parts.rows],
            }
            for parts in value.tables
        ],
    }
