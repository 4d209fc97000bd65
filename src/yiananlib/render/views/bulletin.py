"""整改情况通报: where things stand, what is wanting, what is asked for; units and overdue problems as annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import issues, sentences, words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Section, Table, cells
from yiananlib.render.headings import asks_less, short
from yiananlib.render.shapes import problem_row
from yiananlib.render.views.report import by_organization, definitions, report_json

if TYPE_CHECKING:
    from yiananlib.services.bulletin import Bulletin


def bulletin(value: Bulletin) -> Document:
    """Lay out a bulletin."""
    campaign = value.setting.name
    name = _("Bulletin on the rectification of {campaign}") if value.org is None else _(
        "Bulletin on the rectification of {campaign} in {org}"
    )  # fmt: skip
    to = _("To all units:") if value.org_name is None else _("To {org} and the units below it:")
    opening = _("How far {campaign} had come by {day} is made known as follows.")
    wanting = issues.found(value)
    blocks: list[Block] = [
        Heading(name.format(campaign=campaign, org=value.org_name), 1),
        Paragraph(to.format(org=value.org_name), place="start"),
        Paragraph(opening.format(campaign=campaign, day=words.day(value.day)) + _from(value)),
        Heading(_("Where things stand"), numbered=True),
        *(Paragraph(said) for said in sentences.overall(value)),
        *asks_less(value.setting),
        Heading(_("What is wanting"), numbered=True),
        *found(wanting),
        Heading(_("What is asked for"), numbered=True),
        *_asked(value, wanting),
        *signature(value.issuer, value),
    ]
    annexes = [_("Figures of all units"), *([_("Overdue problems")] if value.late else [])]
    listed = "\n".join(f"{number}. {title}" for number, title in enumerate(annexes, start=1))
    blocks.insert(len(blocks) - 1, Paragraph(_("Annexes:") + "\n" + listed))
    blocks += [
        Section(annex=_("Annex {n}").format(n=1)), Heading(annexes[0], 1), by_organization(value.report), definitions(),
    ]  # fmt: skip
    if value.late:
        blocks += [Section(landscape=True, annex=_("Annex {n}").format(n=2)), Heading(annexes[1], 1), late(value)]
    return Document(tuple(blocks))


def _from(value: Bulletin) -> str:
    """Say which commit was read, where that was asked for."""
    return _(" (From commit {commit}.)").format(commit=short(value.commit)) if value.commit else ""


def found(wanting: dict[str, str]) -> list[Block]:
    """Lay out what is found wanting, each under a heading."""
    blocks: list[Block] = []
    for name, said in wanting.items():
        blocks += [Heading(_(issues.ISSUES[name].heading), 3, numbered=True), Paragraph(said)]
    return blocks or [Paragraph(_("Nothing is overdue, returned or left undone."))]


def _asked(value: Bulletin, wanting: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    for name in wanting:
        row = issues.ISSUES[name]
        blocks += [Heading(_(row.asked), 3, numbered=True), Paragraph(row.asks(value))]
    said = _(
        "All units shall keep to the ledger, strike off one problem after another, and rest neither before each is seen"
        " to its bottom, nor before it is solved, nor before it stays so."
    )
    return [*blocks, Heading(_("Hold to responsibility"), 3, numbered=True), Paragraph(said)]


def signature(issuer: str | None, value: Bulletin) -> list[Block]:
    """Lay out who signs, and the day."""
    lines = [*([issuer] if issuer else []), words.day(value.day)]
    return [Paragraph("\n".join(lines), place="end")]


def late(value: Bulletin) -> Table:
    """Return the overdue problems as a table."""
    columns = (
        Column(_("No."), "count", 12), Column(_("Unit"), mm=28), Column(_("Number"), mm=28),
        Column(_("Problem"), mm=WIDE), Column(_("Leader"), mm=25), Column(_("Owner"), mm=25),
        Column(_("Deadline"), "day", 30), Column(_("Days overdue"), "count", 14), Column(_("Status"), mm=20),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                number, row.org_name, row.number or row.ref, row.title, value.posts.get(row.leader, row.leader),
                value.posts.get(row.owner, row.owner), words.due(row), words.alarm(row.overdue_days),
                words.standing(row),
            )
            for number, row in enumerate(value.late, start=1)
        ),
        _("Nothing is overdue."),
    )  # fmt: skip


def bulletin_json(value: Bulletin) -> dict[str, Any]:
    """Shape a bulletin: the report's figures, and what it says besides."""
    told = report_json(value.report)
    del told["problems"]  # none is asked for; those that are late are below
    return {"kind": "bulletin", **told, **besides(value)}


def besides(value: Bulletin) -> dict[str, Any]:
    """Return what a bulletin has and a report has not."""
    return {
        "since": value.start,
        "came_and_went": {name: getattr(value.moved, name) for name in ("new", "closed", "reopened", "voided")},
        "wanting": list(issues.found(value)),
        "overdue": [problem_row(row) for row in value.late],
        "unanswered": [row.ref for row in value.unanswered],
    }
