"""What is open in the ledger of the campaign before, and what becomes of it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import SHORT
from yiananlib.render.views.importing import OUTCOMES, STYLES

if TYPE_CHECKING:
    from yiananlib.services.recording.import_open import Continued, OpenRow


def continued(value: Continued) -> Document:
    """Lay out what is open there, and what becomes of each."""
    where = value.commit[:SHORT] if value.commit is not None else _("not in git")
    blocks: list[Block] = [Heading(_("Open in {ledger} ({commit})").format(ledger=value.ledger, commit=where), 1)]
    columns = (
        Column(_("Problem")), Column(_("Title"), mm=WIDE), Column(_("Number")), Column(_("Deadline"), "day"),
        Column(_("Outcome")), Column(_("Here")), Column(_("Description"), mm=WIDE),
    )  # fmt: skip
    blocks.append(Table(columns, tuple(_line(row) for row in value.rows), _("Nothing is open.")))
    counts = _(", ").join(f"{_(OUTCOMES[name])} {n}" for name, n in value.counts.items())
    blocks.append(Heading(_("problems: {n} ({counts})").format(n=len(value.rows), counts=counts)))
    return Document((*blocks, Paragraph(_next(value))))


def _line(row: OpenRow) -> tuple[Cell, ...]:
    outcome = Cell(_(OUTCOMES[row.outcome]) + (_(" (skipped)") if row.skipped else ""), STYLES[row.outcome])
    return cells(row.ref, row.title, row.number or "", words.on(row.due), outcome, row.id or "", row.said)


def _next(value: Continued) -> str:
    if value.in_the_way:
        return _(
            "Nothing is recorded while a problem is refused. Add what is missing here, or leave the problem out with"
            " --skip PROBLEM."
        )
    if not value.counts["new"]:
        return _("Everything is already there; there is nothing to record.")
    if value.applied:
        return _("Recorded.")
    return _("Nothing has been recorded yet; use --apply to record.")


def continued_json(value: Continued) -> dict[str, Any]:
    """Shape what is open there."""
    return {
        "ledger": value.ledger,
        "commit": value.commit,
        "applied": value.applied,
        "counts": value.counts,
        "rows": [
            {
                "ref": row.ref,
                "title": row.title,
                "number": row.number,
                "due": row.due.isoformat(),
                "outcome": row.outcome.value,
                "skipped": row.skipped,
                "id": row.id,
                "said": row.said,
            }
            for row in value.rows
        ],
    }
