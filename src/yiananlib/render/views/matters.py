"""Rules and meetings as documents: as lists, and one whole."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol

from yiananlib.messages import _
from yiananlib.model.calling import post, units
from yiananlib.model.registers import BY_NAME
from yiananlib.model.words import HANDING_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Fields, Heading, Paragraph, Table, cells
from yiananlib.render.entries import history, refused, told
from yiananlib.render.shapes import entries, matter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Setting
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.matter_reading import Matters, ShownMatter

    class Layout(Protocol):
        """What the module of a kind of matter lays out: ``render.rules`` and its like."""

        STATUS_WORDS: Mapping[str, str]
        ENTRY_WORDS: Mapping[str, str]
        EMPTY: str

        def columns(self) -> tuple[Column, ...]:
            """Return the columns of its list that come between the title and the status."""

        def row(self, value: MatterRow, names: Names) -> tuple[Any, ...]:
            """Return the cells in these columns."""

        def fields(self, value: ShownMatter) -> list[tuple[str, str | None]]:
            """Return a named line each of what there is to say of it, besides unit, status and days."""

        def said(self, kind: str, data: Mapping[str, Any]) -> str:
            """Return the words of an entry."""


def layout(kind: str, setting: Setting) -> Layout:
    """Return how matters of a kind are laid out: by a register's row, else by the module of its name in the plural."""
    if kind in BY_NAME:
        from yiananlib.render.views.registers import OfRegister

        return OfRegister.of(kind, setting)
    found: Layout = importlib.import_module(f"yiananlib.render.views.{kind}s")
    return found


def listed(value: Matters) -> Document:
    """Lay out a list of matters, with how many there are below it."""
    of, names = layout(value.kind, value.setting), value.setting.names
    table = Table(
        (
            Column(_("Record")),
            Column(_("Unit")),
            Column(getattr(of, "TITLE", _("Title")), mm=WIDE),
            *of.columns(),
            Column(_("Status")),
        ),
        tuple(cells(r.ref, r.org_name, r.title, *of.row(r, names), _(of.STATUS_WORDS[r.status])) for r in value.rows),
        _("No matches.") if value.setting.public else _(of.EMPTY),
    )
    count = _("{n} in all, as of {day}").format(n=len(value.rows), day=words.day(value.day))
    blocks: list[Block] = [table, Paragraph(count, "dim")] if value.rows else [table]
    if value.rows and (sums := getattr(of, "sums", _no_sums)(value.rows)):
        blocks.append(Paragraph(sums))
    if value.without:
        blocks.append(Paragraph(_(BY_NAME[value.kind].expected).format(units=units(value.without, names))))
    return Document(tuple(blocks))


def _no_sums(_rows: Sequence[MatterRow]) -> str:
    return ""


def shown(value: ShownMatter) -> Document:
    """Lay out one matter whole."""
    row = value.row
    of = layout(row.kind, value.setting)
    pairs: list[tuple[str, str | None]] = [
        (_("Unit"), f"{row.org_name}  ({row.org})"),
        (_("Status"), _(of.STATUS_WORDS[row.status])),
        *of.fields(value),
    ]
    said = of.said if not value.setting.public else lambda _kind, _data: ""
    return whole(row, pairs, of.ENTRY_WORDS, said, value.setting.names)


def whole(
    row: MatterRow,
    pairs: Sequence[tuple[str, str | None]],
    entry_words: Mapping[str, str],
    said: Callable[[str, Mapping[str, Any]], str],
    names: Names,
) -> Document:
    """Lay out a matter: what there is to say of it, those names alone that have something, and its entries."""
    recorded = history(
        row.history,
        lambda e: _(entry_words[e.kind]),
        lambda e: told(e.kind, _by_post(e.kind, e.data, names, row.org), said),
        names,
        row.org,
    )
    return Document(
        (
            Heading(f"{row.ref}  {row.title}", 1),
            Fields(tuple((name, Cell(text)) for name, text in pairs if text)),
            Heading(_("History")),
            recorded,
            *refused(row.refused),
        )
    )


def _by_post(kind: str, data: Mapping[str, Any], names: Names, org: str) -> Mapping[str, Any]:
    """Return what an entry says, officers by post: its member, and from whom to whom work goes."""
    named = ("from", "to") if kind in HANDING_WORDS else ("member",)
    return {**data, **{name: post(data[name], names, org) for name in named if name in data}}


def listed_json(value: Matters) -> list[dict[str, Any]] | dict[str, Any]:
    """Return a list of rules or meetings; where each unit is to have one, with the units that have none."""
    rows = [_matter(row) for row in value.rows]
    if value.kind in BY_NAME and BY_NAME[value.kind].expected:
        return {"records": rows, "without": list(value.without)}
    return rows


def shown_json(value: ShownMatter) -> dict[str, Any]:
    """Return one rule or meeting with its entries."""
    return _matter(value.row) | entries(value.row)


def _matter(row: MatterRow) -> dict[str, Any]:
    if row.kind in BY_NAME and BY_NAME[row.kind].lies_with:
        return matter(row) | {"lies_with": row.lies_with}
    if row.kind != "rule":
        return matter(row)
    decided = [e.data["decision"] for e in row.entries if e.kind == "decided"]
    return matter(row) | {"decision": decided[-1] if decided else None}
