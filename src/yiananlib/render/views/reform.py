"""What becomes of an organization that ends: which problems go, what stays and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.views.handover import KINDS

if TYPE_CHECKING:
    from yiananlib.services.recording.reform import Reform


def reform(value: Reform) -> Document:
    """Lay out what becomes of an organization, and whether it was recorded."""
    old, new = (value.names.get(org, org) for org in (value.old, value.new))
    title = _("{old} ends on {day} and is merged into {new}").format(old=old, new=new, day=words.day(value.day))
    blocks: list[Block] = [Heading(title, 1)]
    blocks.append(Heading(_("Problems to be transferred: {n}").format(n=len(value.problems))))
    if value.problems:
        columns = (
            Column(_("Id")), Column(_("Problem"), mm=WIDE), Column(_("Deadline"), "day"), Column(_("Transferred to")),
        )  # fmt: skip
        there = (goes.to if value.applied else value.new for goes in value.problems)
        rows = tuple(
            cells(goes.ref, goes.title, words.on(goes.due), to) for goes, to in zip(value.problems, there, strict=True)
        )
        blocks.append(Table(columns, rows))
    if value.others:
        said = _("Stays where it is, with {new} to answer for it: {n}").format(new=new, n=len(value.others))
        others = (Column(_("Record")), Column(_("What")), Column(_("Title"), mm=WIDE))
        staying = tuple(cells(stays.ref, _(KINDS[stays.kind]), stays.title) for stays in value.others)
        blocks += [Heading(said), Table(others, staying)]
    if value.applied:
        blocks.append(Paragraph(_("Recorded.")))
    else:
        blocks.append(Paragraph(_("Nothing has been recorded yet; use --apply to record.")))
    return Document(tuple(blocks))


def reform_json(value: Reform) -> dict[str, Any]:
    """Shape what becomes of an organization."""
    return {
        "org": value.old,
        "merged_into": value.new,
        "until": value.day.isoformat(),
        "applied": value.applied,
        "problems": [
            {
                "ref": goes.ref,
                "title": goes.title,
                "due": goes.due.isoformat(),
                "transferred_to": goes.to if value.applied else None,
            }
            for goes in value.problems
        ],
        "others": [stays._asdict() for stays in value.others],
    }
