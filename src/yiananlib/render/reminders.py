"""Reminders as one document: a heading for each officer, then what waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.render import due, words
from yiananlib.render.document import Block, Document, Heading, Paragraph

if TYPE_CHECKING:
    from yiananlib.services.remind import Reminders


def reminders(value: Reminders) -> Document:
    """Lay out the digests of all officers."""
    whose = value.org_name or value.setting.name
    blocks: list[Block] = [Heading(_("To be done: {who}, {day}").format(who=whose, day=words.day(value.day)), 1)]
    for digest in value.digests:
        blocks.append(Heading(f"{digest.org_name}  {digest.officer.post}  ({digest.officer.id})"))
        blocks += due.blocks(digest.due, 3) or (Paragraph(_("Nothing waits.")),)
    if not value.digests:
        blocks.append(Paragraph(_("Nothing waits.")))
    return Document(tuple(blocks))
