"""整改情况通报: the situation, the shortcomings, the demands; units and overdue problems as annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import issues, sentences, words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Section, Table, cells, width
from yiananlib.render.headings import asks_less, short
from yiananlib.render.shapes import problem_row
from yiananlib.render.views import standstill
from yiananlib.render.views.figures import BY_ORGANIZATION, before_and_after, by_organization, definitions
from yiananlib.render.views.report import report_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.services.reading.bulletin import Bulletin


_MOVED: Final = ("new", "closed", "reopened", "voided", "received", "transferred")


def bulletin(value: Bulletin) -> Document:
    """Lay out a bulletin."""
    campaign = value.setting.name
    name = _("Bulletin on rectification: {campaign}") if value.org is None else _(
        "Bulletin on rectification in {org}: {campaign}"
    )  # fmt: skip
    to = _("To all units:") if value.org_name is None else _("To {org} and the units below it:")
    opening = _("Progress in {campaign} as of {day} was as follows.")
    wanting = issues.found(value)
    blocks: list[Block] = [
        Heading(name.format(campaign=campaign, org=value.org_name), 1),
        Paragraph(to.format(org=value.org_name), place="start"),
        Paragraph(opening.format(campaign=campaign, day=words.day(value.day)) + _from(value)),
        Heading(_("Overall situation"), numbered=True),
        *(Paragraph(said) for said in (*sentences.overall(value), *sentences.since(value))),
        *asks_less(value.setting),
        *_plan(value),
        Heading(_("Shortcomings"), numbered=True),
        *found(wanting),
        Heading(_("Work to be done"), numbered=True),
        *_asked(value, wanting),
    ]
    figures, overdue = _("Figures of all units"), _("Overdue problems")
    annexes = [Annex(figures, (by_organization(value.report), definitions(BY_ORGANIZATION)))]
    if value.report.since is not None:
        last = value.report.since
        head = _("What changed since {day}").format(day=words.day(last.as_of))
        annexes.append(Annex(head, (before_and_after(last.figures, value.report.figures),)))
    if value.late:
        annexes.append(Annex(overdue, (late(value),), landscape=True))
    if told := standstill.waited_for(value.report)[1:]:  # its heading is the annex's title
        annexes.append(Annex(_("Waiting for other organizations"), tuple(told), landscape=True))
    return Document((*blocks, *signed(value.issuer, value, annexes)))


def _plan(value: Bulletin) -> list[Block]:
    """Lay out the plan, where the campaign has one."""
    if not value.setting.plan:  # the public version has none
        return []
    from yiananlib.render.views.campaign import plan

    return [Heading(_("What the plan asks for"), numbered=True), *plan(value.setting.plan)]


def _from(value: Bulletin) -> str:
    """Say which commit was read, where that was asked for."""
    return _(" (From commit {commit}.)").format(commit=short(value.commit)) if value.commit else ""


def found(wanting: dict[str, str]) -> list[Block]:
    """Lay out what is found wanting, each under a heading."""
    blocks: list[Block] = []
    for name, said in wanting.items():
        blocks += [Heading(_(issues.ISSUES[name].heading), 3, numbered=True), Paragraph(said)]
    return blocks or [Paragraph(_("There is nothing overdue, returned or outstanding."))]


def _asked(value: Bulletin, wanting: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    for name in wanting:
        row = issues.ISSUES[name]
        blocks += [Heading(_(row.asked), 3, numbered=True), Paragraph(row.asks(value))]
    said = _(
        "All units shall work through the ledger and close problem after problem, and not let go until each"
        " is understood, solved and lastingly settled."
    )
    return [*blocks, Heading(_("Enforce responsibility"), 3, numbered=True), Paragraph(said)]


class Annex(NamedTuple):
    """What is annexed, under its title."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


def signed(issuer: str | None, value: Bulletin, annexes: Sequence[Annex]) -> list[Block]:
    """Lay out the list of annexes, who signs and on which day, and then each annex; one alone has no number."""
    label = _("Annexes: ")
    numbers = [""] if len(annexes) == 1 else [f"{number}. " for number in range(1, len(annexes) + 1)]
    titles = [number + annex.title for number, annex in zip(numbers, annexes, strict=True)]
    listed = label + ("\n" + "\u3000" * (width(label) // 2)).join(titles)
    lines = [*([issuer] if issuer else []), words.day(value.day)]
    blocks: list[Block] = [Paragraph(listed), Paragraph("\n".join(lines), place="end")]
    for number, annex in zip(numbers, annexes, strict=True):
        name = _("Annex {n}").format(n=number.rstrip(". ")).rstrip()
        blocks += [Section(annex.landscape, name), Heading(annex.title, 1), *annex.blocks]
    return blocks


def late(value: Bulletin) -> Table:
    """Return the overdue problems as a table."""
    names = value.setting.names
    columns = (
        Column(_("No."), "count"), Column(_("Unit")), Column(_("Number")), Column(_("Problem"), mm=WIDE),
        Column(_("Leader")), Column(_("Owner")), Column(_("Deadline"), "day"), Column(_("Days overdue"), "count"),
        Column(_("Status")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                number, row.org_name, row.number or row.ref, row.title, post(row.leader, names, row.org),
                post(row.owner, names, row.org), words.due(row), words.alarm(row.overdue_days),
                words.status(row.status),
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
        "plan": value.setting.plan._asdict() if value.setting.plan else None,
        "came_and_went": {name: getattr(value.moved, name) for name in _MOVED},
        "wanting": list(issues.found(value)),
        "overdue": [problem_row(row) for row in value.late],
        "unanswered": [row.ref for row in value.unanswered],
    }
