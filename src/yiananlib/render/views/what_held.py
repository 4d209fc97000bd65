"""What held, as a document: a table by kind and one by level of the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.words import GROUP_WORDS
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told
from yiananlib.services.reading.what_held import GROUPED

if TYPE_CHECKING:
    from yiananlib.index.outcomes import Counts
    from yiananlib.services.reading.what_held import WhatHeld


def what_held(value: WhatHeld) -> Document:
    """Lay out what became of what was struck off."""
    blocks: list[Block] = title(value, _("what held"))
    for by in GROUPED:
        lines = [_line(group.word, group.counts) for group in value.groups if group.by == by]
        if by == GROUPED[0] and lines:
            lines.append(_line(Cell(_("Total"), "bold"), value.total))
        table = Table(_columns(_(GROUP_WORDS[by])), tuple(lines), _("Nothing is closed yet."))
        blocks += [Heading(_(GROUP_WORDS[by])), table]
    return Document((*blocks, Paragraph(definition(), "dim")))


def definition() -> str:
    """Say how it is counted whether something held."""
    return _(
        "Closed: closes of problems that are not voided; a problem closed twice counts twice. Recurred:"
        " reopened other than by a look-back, or registered again as a recurrence. Rate: held ÷ (held +"
        " incomplete + slipped + recurred); problems without a look-back that have not recurred are not"
        " judged. A problem with causes at several levels counts at each."
    )


def rows(value: WhatHeld) -> Table:
    """Return a row a kind and a level."""
    return Table(
        (Column(_("Grouped by")), *_columns(_("In common"))),
        tuple((Cell(_(GROUP_WORDS[group.by])), *_line(group.word, group.counts)) for group in value.groups),
    )


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(what), Column(_("Closed"), "count"), Column(_("Look-backs done"), "count"),
        Column(_("Held"), "count"), Column(_("Incomplete"), "count"), Column(_("Slipped"), "count"),
        Column(_("Recurred"), "count"), Column(_("Held, rate"), "percent"),
    )  # fmt: skip


def _line(what: str | Cell, counts: Counts) -> tuple[Cell, ...]:
    return cells(what, *counts, words.share(counts.rate))


def what_held_json(value: WhatHeld) -> dict[str, Any]:
    """Return the JSON of what held."""
    by = {
        f"by_{name}": [
            {name: group.key, "word": group.word, **counts_json(group.counts)}
            for group in value.groups
            if group.by == name
        ]
        for name in GROUPED
    }
    return told(value) | counts_json(value.total) | by


def counts_json(value: Counts) -> dict[str, Any]:
    """Return what became of closes."""
    return value._asdict() | {"judged": value.judged, "rate": value.rate}
