"""Rules and meetings as documents: as lists, and one whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Cell, Column, Document, Fields, Heading, Paragraph, Table, cells
from yiananlib.render.entries import history, refused, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.services.matter_reading import Matters, ShownMatter

    class Layout(Protocol):
        """What the module of a kind of matter lays out: ``render.rules`` and its like."""

        STATUS_WORDS: Mapping[str, str]
        ENTRY_WORDS: Mapping[str, str]
        EMPTY: str

        def columns(self) -> tuple[Column, ...]:
            """Return the columns of its list that come between the title and the status."""

        def row(self, value: MatterRow) -> tuple[Any, ...]:
            """Return the cells in these columns."""

        def fields(self, value: ShownMatter) -> list[tuple[str, str | None]]:
            """Return a named line each of what there is to say of it, besides unit, status and days."""

        def said(self, kind: str, data: Mapping[str, Any]) -> str:
            """Return the words of an entry."""


def layout(kind: str) -> Layout:
    """Return how matters of a kind are laid out: the module of its name in the plural."""
    found: Layout = importlib.import_module(f"yiananlib.render.{kind}s")
    return found


def listed(value: Matters) -> Document:
    """Lay out a list of matters, with how many there are below it."""
    of = layout(value.kind)
    table = Table(
        (Column(_("Record")), Column(_("Unit")), Column(_("Title"), wide=True), *of.columns(), Column(_("Status"))),
        tuple(cells(r.ref, r.org_name, r.title, *of.row(r), _(of.STATUS_WORDS[r.status])) for r in value.rows),
        _(of.EMPTY),
    )
    count = _("{n} in all, as of {day}").format(n=len(value.rows), day=words.day(value.day))
    return Document((table, Paragraph(count, "dim")) if value.rows else (table,))


def shown(value: ShownMatter) -> Document:
    """Lay out one matter whole."""
    row = value.row
    of = layout(row.kind)
    pairs: list[tuple[str, str | None]] = [
        (_("Unit"), f"{row.org_name}  ({row.org})"),
        (_("Status"), _(of.STATUS_WORDS[row.status])),
        *of.fields(value),
    ]
    told_of = history(row.history, lambda e: _(of.ENTRY_WORDS[e.kind]), lambda e: told(e.kind, e.data, of.said))
    return Document(
        (
            Heading(f"{row.ref}  {row.title}", 1),
            Fields(tuple((name, Cell(text)) for name, text in pairs if text)),
            Heading(_("History")),
            told_of,
            *refused(row.refused),
        )
    )
