"""The page of the county or of an organization: what stands where, from the large figures to the single problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import people, words
from yiananlib.render.document import WIDE, Block, Chart, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.views import burn_down, due, figures
from yiananlib.render.views import report as parts
from yiananlib.render.views.standstill import standstill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.values import Row
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.page import Page
    from yiananlib.services.reading.report import OrgFigures, Report

MOST: Final = 8
"""Rows of each thing that waits; `yian due` has all."""

_ABOVE: Final = ("overdue", "soon", "contests", "blocks")
"""What of the queue the page has in lists of its own."""


def page(value: Page) -> Document:
    """Lay out a page."""
    told = value.report
    blocks: list[Block] = [
        *title(value, _("rectification at a glance")),
        Heading(_("At a glance")),
        figures.headline(told.figures, told.setting.yellow),
    ]
    blocks += [Heading(_("Burn-down")), *burn_down.drawn(value.burn_down)]
    blocks += [Heading(_("Open problems by age in days")), figures.ageing(told.figures)]
    if len(told.by_org) > 1:
        blocks += [Heading(_("By organization")), figures.by_organization(told)]
    blocks += [Heading(_("By kind")), Chart(figures.by_kind(told), 1)]
    blocks += people.accountability(told.accountability, told.setting)
    blocks += parts.general(told)
    blocks += [Heading(_("Overdue")), parts.late(told)]
    blocks += parts.more(told, len(told.late), told.figures.overdue, "--overdue")
    blocks += [Heading(_("Due within {n} days").format(n=told.setting.yellow)), parts.soon(told)]
    blocks += parts.more(told, len(told.soon), told.figures.due_soon, f"--due-within {told.setting.yellow}")
    if not value.setting.public:  # whose turn it is, the office asks
        waiting = due.blocks(value.due, 3, without=_ABOVE, most=MOST)
        blocks += [Heading(_("Waiting")), *(waiting or (Paragraph(_("Nothing is waiting.")),))]
    if told.voided:
        blocks += [Heading(_("Voided")), parts.voided(told)]
    blocks += standstill(told)
    blocks += people.five_looks(told.five_looks)
    blocks += [Heading(_("Ledger")), *_ledger(told)]
    blocks += [Heading(_("All figures")), figures.figures(told.figures, told.coverage)]
    blocks += parts.activity(told.activity) + parts.urging(told)
    blocks += [Heading(_("How it was counted")), figures.definitions()]
    return Document(tuple(blocks))


def _ledger(value: Report) -> list[Block]:
    """Return the ledger; of several organizations a part for each that has problems, under its figures."""
    if len(value.by_org) < 2:
        return [_problems(value.rows, value.setting.names)]
    of: dict[str, list[Row]] = {}
    for row in value.rows:
        of.setdefault(row.org, []).append(row)
    blocks: list[Block] = []
    for org in value.by_org:
        if org.org in of:
            blocks += [Heading(org.name, 3), _own(org), _problems(of[org.org], value.setting.names)]
    return blocks or [Paragraph(_("No problem is registered."))]


def _own(org: OrgFigures) -> Paragraph:
    f = org.own
    said = _(
        "Problems {total}, closed {closed} ({closure}), all measures completed {completed} ({completion}),"
        " overdue {overdue}, on time {on_time}"
    )
    return Paragraph(
        said.format(
            total=f.total,
            closed=f.closed,
            closure=words.percent(f.closure_rate),
            completed=f.completed,
            completion=words.percent(f.completion_rate),
            overdue=f.overdue,
            on_time=words.percent(f.on_time_rate),
        )
    )


def _problems(rows: Sequence[Row], names: Names) -> Table:
    columns = (
        Column(_("Id")), Column(_("Number")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("Measures done"), "count"), Column(_("Status")),
        Column(_("Lamp"), "lamp"),
    )  # fmt: skip
    table = Table(
        columns,
        tuple(
            cells(
                r.id, r.number, r.title, post(r.owner, names, r.org), words.on(r.due_extended),
                f"{r.measures_done}/{r.measures}", words.standing(r), words.lamp(r.lamp),
            )
            for r in rows
        ),
        _("No problem is registered."),
    )  # fmt: skip
    return table if any(row.number for row in rows) else table.without(1)
