"""The end of a campaign as a document: what was reached, what is open and with whom, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import matter, problem_row, told
from yiananlib.render.views.figures import MAIN, by_organization, definitions, figures
from yiananlib.render.views.matters import layout
from yiananlib.render.views.report import kinds, report_json

if TYPE_CHECKING:
    from yiananlib.services.reading.ending import Ending


def ending(value: Ending) -> Document:
    """Lay out what stands at the end of a campaign."""
    counted = value.report
    blocks: list[Block] = [*title(value, _("end of the campaign")), Paragraph(_summary(value))]
    blocks += [Heading(_("Figures")), figures(counted.figures, counted.coverage, MAIN)]
    if value.org is None or len(counted.by_org) > 1:
        blocks += [Heading(_("By organization")), by_organization(counted)]
    blocks += kinds(counted)
    blocks += [Heading(_("Still open, and with whom: {n}").format(n=len(value.open))), rows(value)]
    if value.others:
        blocks += [Heading(_("Notices and rules still open: {n}").format(n=len(value.others))), _others(value)]
    blocks += [Heading(_("Look-backs still due: {n}").format(n=len(value.looks))), _looks(value)]
    blocks += [Heading(_("Where it goes")), Paragraph(_where(value))]
    return Document((*blocks, Heading(_("How it was counted")), definitions(MAIN)))


def _summary(value: Ending) -> str:
    f = value.report.figures
    return _(
        "Problems: {total}. Closed: {closed}. All measures carried out: {completed}, verified by somebody else:"
        " {verified}. Still open: {open}, of them overdue: {overdue}. Closed and not yet looked back at: {looks}."
    ).format(
        total=f.total, closed=f.closed, completed=f.completed, verified=f.verified, open=f.open, overdue=f.overdue,
        looks=len(value.looks),
    )  # fmt: skip


def rows(value: Ending) -> Table:
    """Return a row for each problem that is open."""
    names = value.setting.names
    columns = (
        Column(_("Id")), Column(_("Number")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Leader")),
        Column(_("Owner")), Column(_("Deadline"), "day"), Column(_("Days overdue"), "count"), Column(_("Status")),
        Column(_("Measures done"), "count"),
    )  # fmt: skip
    lines = tuple(
        cells(
            row.ref, row.number or "", row.org_name, row.title, post(row.leader, names, row.org),
            post(row.owner, names, row.org), words.due(row), words.alarm(row.overdue_days), words.standing(row),
            f"{row.measures_done}/{row.measures}",
        )
        for row in value.open
    )  # fmt: skip
    return Table(columns, lines, _("Nothing is open."))


def _others(value: Ending) -> Table:
    columns = (
        Column(_("Record")), Column(_("Unit")), Column(_("Title"), mm=WIDE), Column(_("Status")),
        Column(_("Deadline"), "day"),
    )  # fmt: skip
    lines = tuple(
        cells(
            row.ref, row.org_name, row.title, _(layout(row.kind, value.setting).STATUS_WORDS[row.status]),
            words.on(row.due),
        )
        for row in value.others
    )  # fmt: skip
    return Table(columns, lines)


def _looks(value: Ending) -> Table:
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Closed on"), "day"),
        Column(_("Due"), "day"),
    )  # fmt: skip
    lines = tuple(cells(look.ref, look.org_name, look.title, look.closed, look.due) for look in value.looks)
    return Table(columns, lines, _("No close is waiting for a look-back."))


def _where(value: Ending) -> str:
    said = []
    if value.open:
        said.append(
            _(
                "What is open goes over into the next ledger with its deadline, its serial number and who had a part in"
                " it: `yian import open FOLDER` there, with the folder of this one."
            )
        )
    if value.looks:
        said.append(_("Look-backs stay here: `yian look-back` records them when they fall due."))
    return "\n".join(said) or _("Nothing is left; this ledger is kept as it is.")


def ending_json(value: Ending) -> dict[str, Any]:
    """Return the JSON of the end of a campaign."""
    return told(value) | {
        "figures": report_json(value.report)["figures"],
        "open": [problem_row(row) for row in value.open],
        "others": [matter(row) for row in value.others],
        "look_backs_due": [look._asdict() for look in value.looks],
    }
