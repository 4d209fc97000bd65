"""周调度表: a row an organization, and the problems that have to be spoken about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Section, Table, cells
from yiananlib.render.headings import as_of, asks_less
from yiananlib.render.shapes import problem_row
from yiananlib.render.views.standstill import standstill_json, waited_for

if TYPE_CHECKING:
    from yiananlib.index.figures import Figures
    from yiananlib.services.reading.brief import Brief, Week


def brief(value: Brief) -> Document:
    """Lay out a brief."""
    whose = f"{value.org_name} " if value.org_name is not None else ""
    name = _("{org}{campaign}: weekly brief on rectification").format(org=whose, campaign=value.setting.name)
    told = _("{start} to {day}").format(start=words.day(value.start), day=words.day(value.day))
    blocks: list[Block] = [
        Section(landscape=True),
        Heading(name, 1),
        Paragraph(told if value.commit is None else f"{told}  {as_of(value).text}", place="centre"),
        *asks_less(value.setting),
        rows(value),
        Heading(_("Main issues")),
        _urgent(value),
    ]
    blocks += waited_for(value.report)
    if value.issuer is not None:
        blocks.append(Paragraph(f"{value.issuer}\n{words.day(value.day)}", place="end"))
    return Document(tuple(blocks))


def rows(value: Brief) -> Table:
    """Return a row for each organization, with all below it, and one for all."""
    columns = (
        Column(_("Unit")), Column(_("Problems"), "count"), Column(_("New this week"), "count"),
        Column(_("Closed this week"), "count"), Column(_("Completed"), "count"), Column(_("Not yet started"), "count"),
        Column(_("Rectifying"), "count"), Column(_("To be reviewed or closed"), "count"), Column(_("Closed"), "count"),
        Column(_("Overdue"), "count"), Column(_("Completion rate"), "percent"), Column(_("Closure rate"), "percent"),
        Column(_("On time"), "percent"), Column(_("Difficulties"), mm=WIDE), Column(_("Next steps"), mm=WIDE),
    )  # fmt: skip
    lines = [_line(row.name, row.figures, value.weeks[row.org], value) for row in value.report.by_org]
    lines.append(_line(Cell(_("Total"), "bold"), value.report.figures, value.whole, value))
    return Table(columns, tuple(lines))


def _line(name: str | Cell, f: Figures, week: Week, value: Brief) -> tuple[Cell, ...]:
    hard = (
        (f.returned, _("returned {n}")),
        (week.requests, _("more time requested {n}")),
        (f.blocked, _("waiting for others {n}")),
        (f.contested_open, _("objections undecided {n}")),
    )
    ahead = (
        (f.due_soon, _("due within {days} days {n}")),
        (f.registered, _("to be started {n}")),
        (f.passed, _("to be closed {n}")),
    )

    def told(parts: tuple[tuple[int, str], ...]) -> str:
        return _("; ").join(text.format(n=n, days=value.setting.yellow) for n, text in parts if n)

    return cells(
        name, f.total, week.new, week.closed, f.completed, f.registered, f.rectifying + f.returned, f.waiting, f.closed,
        words.alarm(f.overdue), words.share(f.completion_rate), words.share(f.closure_rate),
        words.share(f.on_time_rate), told(hard), told(ahead),
    )  # fmt: skip


def _urgent(value: Brief) -> Table:
    names = value.setting.names
    columns = (
        Column(_("No."), "count"), Column(_("Unit")), Column(_("Problem"), mm=50), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("Lamp"), "lamp"), Column(_("Days left"), "count"), Column(_("Status")),
        Column(_("Latest progress"), mm=50),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                number, row.org_name, f"{row.title} ({row.number or row.ref})", post(row.owner, names, row.org),
                words.due(row), words.lamp(row.lamp), -row.overdue_days if row.overdue_days else row.days_left,
                words.status(row.status), progress,
            )
            for number, (row, progress) in enumerate(value.urgent, start=1)
        ),
        _("Nothing is overdue or due soon."),
    )  # fmt: skip


def brief_json(value: Brief) -> dict[str, Any]:
    """Shape a brief."""
    return {
        "kind": "brief",
        "as_of": value.day,
        "commit": value.commit,
        "campaign": value.setting.name,
        "org": value.org,
        "since": value.start,
        "figures": value.report.figures._asdict(),
        "week": value.whole._asdict(),
        "by_org": [
            {"org": row.org, "name": row.name, "figures": row.figures._asdict(), "week": value.weeks[row.org]._asdict()}
            for row in value.report.by_org
        ],
        **standstill_json(value.report),
        "urgent": [problem_row(row) | {"progress": progress or None} for row, progress in value.urgent],
    }
