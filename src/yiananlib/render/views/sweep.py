"""What self-examination found and how much of it is struck off, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.sweep import Count, OfRound, Sweep


def sweep(value: Sweep) -> Document:
    """Lay out the rounds: a table each, with a row an organization."""
    blocks: list[Block] = title(value, _("found and cleared"))
    for round_ in value.rounds:
        said = _("Round {name}, opened on {day}, organizations taking part: {n}")
        blocks.append(Heading(said.format(name=round_.round, day=words.day(round_.opened), n=round_.orgs)))
        lines = [_line(row.name, row.counts) for row in round_.by_org]
        blocks.append(Table(_columns(), (*lines, _line(_("Total"), round_.counts)) if lines else (), _nothing()))
    if not value.rounds:
        blocks.append(Paragraph(_("No round of self-examination has been opened.")))
    said = _(
        "Found: registered through an answer to the checklist in the round, and not voided. Cleared: closed ÷ found."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def rows(value: Sweep) -> Table:
    """Return a row for each organization in each round."""
    return Table(
        (Column(_("Round")), *_columns()),
        tuple((Cell(round_.round), *line) for round_ in value.rounds for line in _lines(round_)),
    )


def _lines(round_: OfRound) -> list[tuple[Cell, ...]]:
    return [_line(row.name, row.counts) for row in round_.by_org]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Organization")), Column(_("Problems found"), "count"), Column(_("Closed"), "count"),
        Column(_("Open"), "count"), Column(_("Overdue"), "count"), Column(_("Cleared"), "percent"),
    )  # fmt: skip


def _line(name: str, count: Count) -> tuple[Cell, ...]:
    return cells(name, count.found, count.cleared, count.left, words.alarm(count.overdue), words.share(count.rate))


def _nothing() -> str:
    return _("Its answers registered no problems.")


def sweep_json(value: Sweep) -> dict[str, Any]:
    """Return the JSON of the rounds of self-examination."""
    return told(value) | {
        "rounds": [
            {
                "round": round_.round,
                "opened": round_.opened,
                "orgs": round_.orgs,
                **_count(round_.counts),
                "by_org": [{"org": row.org, "name": row.name, **_count(row.counts)} for row in round_.by_org],
            }
            for round_ in value.rounds
        ]
    }


def _count(value: Count) -> dict[str, Any]:
    return value._asdict() | {"left": value.left, "rate": value.rate}
