"""Who of the leading teams has passed and who has not, and how many came to the meetings, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.model.meeting_words import MARK_WORDS
from yiananlib.render import words
from yiananlib.render.document import Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import told

if TYPE_CHECKING:
    from yiananlib.services.reading.members import Member, Members, Unit


def members(value: Members) -> Document:
    """Lay out the teams, a row an organization, and below them each member who has not passed."""
    blocks: list[Block] = title(value, _("members passed"))
    blocks.append(Table(_columns(), tuple(_line(unit, value) for unit in value.units), _("No leading team is known.")))
    waiting = rows(value, only_waiting=True)
    if waiting.rows:
        blocks += [Heading(_("Not passed yet")), waiting]
    said = _(
        "Members: heads and deputies in office. Passed: by the last word of the chair of a meeting, the office or the"
        " inspectors. Came: those who came or made up for it ÷ those who were due, over all meetings held."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def rows(value: Members, *, only_waiting: bool = False) -> Table:
    """Return a row for each member."""
    return Table(
        (
            Column(_("Organization")), Column(_("Member")), Column(_("Passed")), Column(_("Covered")),
            Column(_("Opinion")), Column(_("Meeting")),
        ),
        tuple(
            cells(unit.name, post(member.officer, value.setting.names, unit.org), *_said(member))
            for unit in value.units
            for member in unit.members
            if not (only_waiting and member.passed)
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Organization")), Column(_("Members"), "count"), Column(_("Passed"), "count"),
        Column(_("Not passed")), Column(_("Meetings held"), "count"), Column(_("Attended"), "percent"),
    )  # fmt: skip


def _line(unit: Unit, value: Members) -> tuple[Any, ...]:
    waiting = [post(member.officer, value.setting.names, unit.org) for member in unit.members if not member.passed]
    return cells(
        unit.name, len(unit.members), unit.passed, _(", ").join(waiting), unit.held or "", words.share(unit.attendance)
    )


def _said(member: Member) -> tuple[str, ...]:
    judged = member.judged
    if judged is None:
        return (_("not judged"), "", "", "")
    marks = _(", ").join(_(MARK_WORDS[mark]) for mark in judged.marks)
    passed = words.day(judged.on) if judged.passed else _("no, on {day}").format(day=words.day(judged.on))
    return (passed, marks, judged.opinion or "", judged.meeting)


def members_json(value: Members) -> dict[str, Any]:
    """Return the JSON of the leading teams."""
    return told(value) | {
        "by_org": [
            {
                "org": unit.org,
                "name": unit.name,
                "members": len(unit.members),
                "passed": unit.passed,
                "meetings_held": unit.held,
                "came": unit.came,
                "due": unit.due,
                "attendance": unit.attendance,
                "by_member": [_member(member) for member in unit.members],
            }
            for unit in value.units
        ]
    }


def _member(member: Member) -> dict[str, Any]:
    judged = member.judged._asdict() if member.judged is not None else None
    return {"officer": member.officer, "passed": member.passed, "judged": judged}
