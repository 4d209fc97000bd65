"""What heads do themselves, as a document: a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.leadership import Heads


def heads(value: Heads) -> Document:
    """Lay out what each head endorsed, held and visited, and how long ago the last was."""
    blocks: list[Block] = [*title(value, _("what heads do themselves")), head_rows(value)]
    if value.without:
        named = _(", ").join(value.setting.names.get(org, org) for org in value.without)
        blocks.append(Paragraph(_("Units without a head in office: {names}").format(names=named), "red"))
    said = _(
        "Endorsed: problems. Meetings and visits: those that took place and that the head chaired or, where no chair is"
        " named, recorded or had recorded in their name (--for). Days since: since the last of these; none is shown in"
        " red."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def head_rows(value: Heads) -> Table:
    """Return a row a head."""
    columns = (
        Column(_("Organization")), Column(_("Post")), Column(_("Endorsed"), "count"), Column(_("Meetings"), "count"),
        Column(_("Visits"), "count"), Column(_("Last on"), "day"), Column(_("Days since"), "count"),
    )  # fmt: skip
    names = value.setting.names
    lines = tuple(
        cells(
            names.get(one.org, one.org), one.post, one.endorsed, one.meetings, one.visits, words.on(one.last),
            (value.day - one.last).days if one.last is not None else Cell(words.NOTHING, "red"),
        )
        for one in value.heads
    )  # fmt: skip
    return Table(columns, lines, _("No head is in office."))


def heads_json(value: Heads) -> dict[str, Any]:
    """Return the JSON of what heads did; ``days`` since the last is null where there is none."""
    rows = [one._asdict() | {"days": (value.day - one.last).days if one.last else None} for one in value.heads]
    return told(value) | {"heads": rows, "without": list(value.without)}
