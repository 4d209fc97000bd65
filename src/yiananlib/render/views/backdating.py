"""The backdated entries (补录) as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.index.figures import DEFINITIONS
from yiananlib.messages import _
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.entries import happened, whose
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.index.late import Backdated
    from yiananlib.services.reading.backdating import Backdating


def backdating(value: Backdating) -> Document:
    """Lay out the entries, with what the report counts as one."""
    said = _("{name}: {text}").format(name=_("Backdated"), text=_(DEFINITIONS["backdated"]))
    blocks: list[Block] = [*title(value, _("backdated entries")), rows(value), Paragraph(said, "dim")]
    return Document(tuple(blocks))


def rows(value: Backdating) -> Table:
    """Return a row an entry."""
    names = value.setting.names
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Entry")), Column(_("What")),
        Column(_("By")), Column(_("Took effect"), "day"), Column(_("Recorded"), "day"), Column(_("Days"), "count"),
        Column(_("Counts from"), "day"), Column(_("Confirmed")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                row.ref, row.org_name, row.title, row.entry, happened(row.kind, {}),
                whose(row.by, row.for_, names, row.org), row.day, row.recorded, row.days, row.counts,
                _("yes") if row.confirmed else Cell(_("no"), "red"),
            )
            for row in value.rows
        ),
        _("Nothing was recorded after the day it took effect."),
    )  # fmt: skip


def backdating_json(value: Backdating) -> dict[str, Any]:
    """Return the JSON of the backdated entries."""
    return told(value) | {"entries": [_backdated(row) for row in value.rows]}


def _backdated(row: Backdated) -> dict[str, Any]:
    said = row._asdict()
    del said["key"]
    return {"id": said.pop("id"), "org": said.pop("org"), "for": said.pop("for_"), **said, "days": row.days}
