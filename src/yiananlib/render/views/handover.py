"""What a post hands over: everything open in its hands, and whether it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import post
from yiananlib.model.field_words import word
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells

if TYPE_CHECKING:
    from yiananlib.services.recording.handover import Handover, Held

KINDS: Final = {
    "problem": N_("problem"),
    "measure": N_("measure"),
    "notice": N_("notice"),
    "rule": N_("rule"),
    "meeting": N_("meeting"),
    "group": N_("leading or working group"),
}


def handover(value: Handover) -> Document:
    """Lay out what is handed over, from whom to whom, and what became of it."""
    names = value.names
    title = _("Handover: {old} → {new}, {day}").format(
        old=post(value.old, names), new=post(value.new, names), day=words.day(value.day)
    )
    columns = (
        Column(_("Record")), Column(_("Unit")), Column(_("What")), Column(_("Title"), mm=WIDE), Column(_("As")),
        Column(_("Deadline"), "day"),
    )  # fmt: skip
    rows = tuple(
        cells(row.ref, names.get(row.org, row.org), _what(row), row.title, _as(row), words.on(row.due))
        for row in value.rows
    )
    blocks: list[Block] = [Heading(title, 1)]
    if rows:
        blocks.append(Table(columns, rows))
    return Document((*blocks, *(Paragraph(said) for said in _next(value))))


def _what(row: Held) -> str:
    said = _(KINDS[row.what])
    return f"{said} {row.number}" if row.number is not None else said


def _as(row: Held) -> str:
    parts = row.parts or ("owner",)
    return _(", ").join(_(word(name, row.what) or name) for name in parts)


def _next(value: Handover) -> list[str]:
    said = []
    if not value.rows:
        said.append(_("{officer} has no open work to hand over.").format(officer=post(value.old, value.names)))
    elif value.applied:
        said.append(_("Handed over: {n}.").format(n=len(value.rows)))
    if value.left is not None and value.applied:
        said.append(
            _("The post of {officer} ends on {day}.").format(
                officer=post(value.old, value.names), day=words.day(value.left)
            )
        )
    if not value.applied and (value.rows or value.left is not None):
        said.append(_("Nothing has been recorded yet; use --apply to record."))
    return said


def handover_json(value: Handover) -> dict[str, Any]:
    """Shape what is handed over."""
    return {
        "from": value.old,
        "to": value.new,
        "on": value.day.isoformat(),
        "reason": value.reason,
        "applied": value.applied,
        "until": value.left.isoformat() if value.left is not None else None,
        "rows": [
            {
                "what": row.what,
                "id": row.id,
                "org": row.org,
                "title": row.title,
                "number": row.number,
                "as": list(row.parts) or ["owner"],
                "due": row.due.isoformat() if row.due is not None else None,
            }
            for row in value.rows
        ],
    }
