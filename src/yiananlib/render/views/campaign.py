"""The campaign as a document: the plan and what its settings ask, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import Block, Cell, Document, Fields, Heading, Paragraph
from yiananlib.render.headings import as_of, asks_less
from yiananlib.render.shapes import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.values import Plan
    from yiananlib.model.calendars import CalendarYear
    from yiananlib.model.campaign import Deadlines, Gate
    from yiananlib.services.reading.campaign import ShownCampaign


def _year(row: CalendarYear) -> str:
    return f"{row.year} ({row.document})" if row.document else str(row.year)


def _publicity(gate: Gate) -> str:
    if not gate.publicity:
        return ""
    said = _("{n} working days before a close") if gate.publicity_working_days else _("{n} days before a close")
    return said.format(n=gate.publicity_days)


def _look_back(days: Deadlines) -> str:
    first = _("{n} days after a close").format(n=days.look_back_days)
    if not days.look_back_again_days:
        return first
    return _("{first}, then every {n} days").format(first=first, n=days.look_back_again_days)


def shown(value: ShownCampaign) -> Document:
    """Lay out the campaign."""
    campaign, setting = value.campaign, value.setting
    gate, days = campaign.gate, campaign.deadlines
    fields = [
        (_("Code"), campaign.code or ""),
        (_("Language of documents"), campaign.language),
        (_("Time zone"), campaign.timezone),
        (_("Key fields"), _(", ").join(campaign.word("field", key) for key in gate.key_fields)),
        (_("Disabled checks"), _(", ").join(gate.disabled)),
        (_("Publicity"), _publicity(gate)),
        (_("Years of working days"), _(", ").join(map(_year, value.calendar.years))),
        (_("Extensions"), _("{n} at most, of {days} days each").format(n=days.extensions, days=days.extension_days)),
        (_("Look-back"), _look_back(days)),
        (_("Waivers per close"), str(gate.waivers)),
    ]
    blocks: list[Block] = [Heading(campaign.name, 1), as_of(value), *asks_less(setting)]
    if setting.plan is not None:
        blocks += [Heading(_("The plan")), *plan(setting.plan)]
    blocks.append(Heading(_("Settings")))
    blocks.append(Fields(tuple((name, Cell(said)) for name, said in fields if said)))
    blocks += [Heading(_("Standards")), Paragraph(_numbered(gate.standards))]
    between = _(", ")
    said = (f"{name}: {between.join(found.values())}" for name, found in campaign.vocabulary.items() if found)
    return Document((*blocks, Heading(_("Vocabularies")), Paragraph("\n".join(said))))


def plan(value: Plan) -> list[Block]:
    """Lay out a plan: by which document, who approved it and when, and its three parts."""
    blocks: list[Block] = []
    if value.document:
        blocks.append(Paragraph(_("Document: {document}").format(document=value.document)))
    if value.approved_by or value.approved_on:
        said = _("Approved by {body} on {day}") if value.approved_by and value.approved_on else (
            _("Approved by {body}") if value.approved_by else _("Approved on {day}")
        )  # fmt: skip
        blocks.append(Paragraph(said.format(body=value.approved_by, day=words.day(value.approved_on))))
    parts = ((_("Focus"), value.focus), (_("Measures"), value.measures), (_("Requirements"), value.requirements))
    for name, lines in parts:
        if lines:
            blocks += [Heading(name, 3), Paragraph(_numbered(lines))]
    return blocks


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def shown_json(value: ShownCampaign) -> dict[str, Any]:
    """Return every setting by its name in the file, unset ones as None."""
    return record(value.campaign)
