"""A ranking as a document, with what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.index.figures import BY_NAME, DEFINITIONS, RANKED
from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Column, Document, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.ranking import Ranking


def ranking(value: Ranking) -> Document:
    """Lay out a ranking."""
    by = _("ranking by {figure}").format(figure=_(RANKED[value.figure]))
    blocks: list[Block] = [
        *title(value, by),
        rows(value),
    ]
    if value.unranked:
        said = _("Not ranked, with fewer than {n} problems due, or nothing to calculate a rate from: {names}")
        names = _(", ").join(f"{unit.name} {unit.due}" for unit in value.unranked)
        blocks.append(Paragraph(said.format(n=value.least, names=names)))
    direction = _("Higher is better.") if BY_NAME[value.figure].better else _("Lower is better.")
    definition = _(DEFINITIONS[value.figure])
    if value.figure == "on_time_rate_extended":
        definition = _("; ").join((words.worded(DEFINITIONS, "on_time_rate"), definition))
    if value.figure == "overdue":
        definition = _("overdue ÷ total; a problem is overdue if {definition}").format(definition=definition)
    said = _("{name}: {text}").format(name=_(RANKED[value.figure]), text=definition)
    limits = _(
        "Each unit is ranked by its own problems, without those of the units below it; equal rates share a"
        " rank. The ranking does not show how serious or difficult the problems are, how honestly they were"
        " looked for, or whether the rectification will hold: a unit that registers little ranks high."
    )
    return Document((*blocks, Paragraph("\n".join((said, direction, limits)), "dim")))


def rows(value: Ranking) -> Table:
    """Return a row a unit."""
    return Table(
        (
            Column(_("Rank"), "count"), Column(_("Organization")), Column(_(RANKED[value.figure]), "percent"),
            Column(_("Count"), "count"), Column(_("Of"), "count"), Column(_("Problems due"), "count"),
        ),
        tuple(
            cells(unit.rank, unit.name, words.share(unit.rate), unit.part, unit.whole, unit.due)
            for unit in value.ranked
        ),
        _("No unit has enough problems that were due."),
    )  # fmt: skip


def ranking_json(value: Ranking) -> dict[str, Any]:
    """Return the JSON of a ranking."""
    return told(value) | {
        "figure": value.figure,
        "least": value.least,
        "ranked": [unit._asdict() | {"rate": unit.rate} for unit in value.ranked],
        "unranked": [unit._asdict() for unit in value.unranked],
    }
