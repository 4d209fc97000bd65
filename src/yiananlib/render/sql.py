"""Answers to questions in SQL, and the tables that can be asked, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render.document import Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from yiananlib.index.sql import Answer, Tables, Value


def answer(value: Answer) -> Document:
    """Lay out the rows of an answer; figures stand to the right."""
    numbers = [
        bool(value.rows) and all(isinstance(row[n], (int, float, type(None))) for row in value.rows)
        for n in range(len(value.columns))
    ]
    columns = tuple(
        Column(visible(name), right=right, wide=not right) for name, right in zip(value.columns, numbers, strict=True)
    )
    rows = tuple(cells(*(said(cell) for cell in row)) for row in value.rows)
    return Document((Table(columns, rows, _("No row.")),))


def tables(value: Tables) -> Document:
    """Lay out the tables, a row a column."""
    blocks: list[Block] = []
    for table in value.tables:
        blocks += [
            Heading(f"{table.name}: {_(table.meaning)}"),
            Table(
                (Column(_("Column")), Column(_("Type")), Column(_("Meaning"), wide=True)),
                tuple(cells(c.name, c.kind.removesuffix(" NOT NULL"), _(c.meaning)) for c in table.columns),
            ),
        ]
    blocks.append(
        Paragraph(
            _(
                "Days are text (2026-06-15). An interval goes from its first day to the day before `until`; one that"
                " still lasts ends on 9999-12-31."
            ),
            "dim",
        )
    )
    return Document(tuple(blocks))


def said(value: Value) -> str:
    """Return a value as text that no terminal is told anything by."""
    if value is None:
        return ""
    return visible(value.hex() if isinstance(value, bytes) else str(value))
