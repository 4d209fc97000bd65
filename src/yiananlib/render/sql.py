"""Answers to questions in SQL, and the tables that can be asked, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from yiananlib.index.sql import Answer, Tables, Value


def answer(value: Answer) -> Document:
    """Lay out the rows of an answer."""
    return Document((rows(value),))


def rows(value: Answer) -> Table:
    """Return the rows of an answer; figures stand to the right."""
    numbers = [
        bool(value.rows) and all(isinstance(row[n], (int, float, type(None))) for row in value.rows)
        for n in range(len(value.columns))
    ]
    columns = tuple(
        Column(visible(name), "count") if number else Column(visible(name), mm=WIDE)
        for name, number in zip(value.columns, numbers, strict=True)
    )
    return Table(columns, tuple(cells(*map(_said, row)) for row in value.rows), _("No row."))


def tables(value: Tables) -> Document:
    """Lay out the tables, a row a column."""
    blocks: list[Block] = []
    for table in value.tables:
        blocks += [
            Heading(f"{table.name}: {_(table.meaning)}"),
            Table(
                (Column(_("Column")), Column(_("Type")), Column(_("Meaning"), mm=WIDE)),
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


def _said(value: Value) -> Value:
    """Return a value so that no terminal is told anything by it."""
    if isinstance(value, bytes):
        return value.hex()
    return visible(value) if isinstance(value, str) else value
