"""Answers to questions in SQL, and the tables that can be asked, as documents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

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
    return Table(columns, tuple(cells(*map(_said, row)) for row in value.rows), _("No rows."))


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
                "Days are text (2026-06-15). An interval runs from its first day to the day before `until`;"
                " one that still lasts ends on 9999-12-31."
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


def answer_json(value: Answer) -> Any:
    """Shape the rows of an answer in SQL, by the names of its columns."""

    def said(cell: object) -> object:
        if isinstance(cell, bytes):
            return cell.hex()
        return str(cell) if cell in (math.inf, -math.inf) else cell  # for which JSON has no number

    names: list[str] = []
    for name in value.columns:
        same = value.columns[: len(names)].count(name)
        names.append(f"{name}:{same + 1}" if same else name)  # of columns of one name, none is lost
    return [dict(zip(names, map(said, row), strict=True)) for row in value.rows]


def tables_json(value: Tables) -> Any:
    """Shape the tables that SQL can ask."""
    return [
        {
            "table": table.name,
            "meaning": table.meaning,
            "columns": [{"name": c.name, "type": c.kind, "meaning": c.meaning} for c in table.columns],
        }
        for table in value.tables
    ]
