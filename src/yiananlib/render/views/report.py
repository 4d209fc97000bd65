"""A report as a document: figures, organizations, kinds, what is overdue and due soon, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import people, words
from yiananlib.render.document import (
    WIDE,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    cells,
)
from yiananlib.render.headings import title
from yiananlib.render.shapes import fields, problem_row
from yiananlib.render.views.figures import by_kind, by_organization, definitions, figures
from yiananlib.render.views.listing import problem_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.values import Row
    from yiananlib.model.calling import Names
    from yiananlib.render.views.figures import Counted
    from yiananlib.services.reading.accountability_figures import Accountability
    from yiananlib.services.reading.five_looks import FiveLooks
    from yiananlib.services.reading.report import Coverage, OrgFigures, Report


def report(value: Report) -> Document:
    """Lay out a report; that of one organization has its ledger table, the county's has a row an organization."""
    blocks: list[Block] = [
        *title(value, _("rectification report")),
        Heading(_("Figures")),
        figures(value.figures, value.coverage),
    ]
    if value.org is None or len(value.by_org) > 1:
        blocks += [Heading(_("By organization")), by_organization(value)]
        blocks += _below(value)
    blocks += [Heading(_("By kind")), by_kind(value)]
    blocks += [Heading(_("Overdue")), late(value), *more(value, len(value.late), value.figures.overdue, "--overdue")]
    blocks += [
        Heading(_("Due within {n} days").format(n=value.setting.yellow)),
        soon(value),
        *more(value, len(value.soon), value.figures.due_soon, f"--due-within {value.setting.yellow}"),
    ]
    if value.figures.voided:
        blocks += [Heading(_("Voided")), voided(value)]
        blocks += more(value, len(value.voided), value.figures.voided, "--status voided")
    blocks += people.accountability(value.accountability, value.setting)
    blocks += people.five_looks(value.five_looks)
    if value.org is not None:
        blocks += [Heading(_("Ledger")), problem_table(value.rows, value.setting.names, _("No problem is registered."))]
    blocks += [Heading(_("How it was counted")), definitions()]
    return Document(tuple(blocks))


def summary(value: Report) -> Document:
    """Lay out what stands before the ledger in a workbook: the organizations, the figures, how they are counted."""
    blocks = [*title(value, _("rectification summary")), Heading(_("By organization")), by_organization(value)]
    blocks += _below(value)
    blocks += [Heading(_("Figures")), figures(value.figures, value.coverage)]
    blocks += [Heading(_("How it was counted")), definitions()]
    return Document(tuple(blocks))


def late(value: Report) -> Table:
    """Return those that are longest overdue."""
    return _urgent(
        value.late,
        value.setting.names,
        _("Days overdue"),
        [words.alarm(row.overdue_days) for row in value.late],
        _("Nothing is overdue."),
    )


def soon(value: Report) -> Table:
    """Return those that are due first."""
    days = [Cell(str(row.days_left), value=row.days_left) for row in value.soon]
    return _urgent(value.soon, value.setting.names, _("Days left"), days, _("Nothing is due soon."))


def _urgent(rows: Sequence[Row], names: Names, counted: str, days: Sequence[Cell], empty: str) -> Table:
    return Table(
        (
            Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
            Column(_("Deadline"), "day"), Column(counted, "count"),
        ),
        tuple(
            cells(row.ref, row.org_name, row.title, post(row.owner, names, row.org), words.due(row), left)
            for row, left in zip(rows, days, strict=True)
        ),
        empty,
    )  # fmt: skip


def voided(value: Report) -> Table:
    """Return what was voided, and why."""
    names = value.setting.names
    columns = (
        Column(_("Id")), Column(_("Unit")), Column(_("Problem"), mm=WIDE), Column(_("Voided on"), "day"),
        Column(_("By")), Column(_("Reason"), mm=WIDE),
    )  # fmt: skip
    return Table(
        columns,
        tuple(cells(v.ref, v.org_name, v.title, words.on(v.on), post(v.by, names), v.reason) for v in value.voided),
    )


def more(value: Report, shown: int, total: int, option: str) -> list[Block]:
    """Say how many a table leaves out, and where they are for who has the ledger."""
    if total <= shown:
        return []
    said = _("and {n} more") if value.setting.public else _("and {n} more; `yian list {option}` shows all")
    return [Paragraph(said.format(n=total - shown, option=option), "dim")]


def _below(value: Report) -> list[Block]:
    """Say how many organizations the table leaves out."""
    if not value.left_out:
        return []
    said = _("and {n} organizations below these; `yian report --org ORG` shows those of one")
    if value.setting.public:
        said = _("and {n} organizations below these")
    return [Paragraph(said.format(n=value.left_out), "dim")]


def report_json(value: Report) -> dict[str, Any]:
    """Shape a report."""
    return {
        "as_of": value.day,
        "commit": value.commit,
        "campaign": value.setting.name,
        "org": value.org,
        "gate_disabled": list(value.setting.disabled),
        "asks_less": [{"setting": name, "now": now, "usual": usual} for name, now, usual in value.setting.eased],
        **figures_json(value),
        "accountability": _accountability(value.accountability),
        "five_looks": _five_looks(value.five_looks),
        "voided": [problem._asdict() for problem in value.voided],
        "problems": [problem_row(row) for row in value.rows],
    }


def figures_json(value: Counted) -> dict[str, Any]:
    """Return the part of a report that is figures."""
    return {
        "figures": value.figures._asdict() | {"coverage": _coverage(value.coverage)},
        "by_org": [_org_figures(row) for row in value.by_org],
        "by_kind": [{"kind": k.kind, "word": k.word, "figures": k.figures._asdict()} for k in value.by_kind],
    }


def _org_figures(row: OrgFigures) -> dict[str, Any]:
    return {
        **fields(row, "org name parent depth"),
        "figures": row.figures._asdict() | {"coverage": _coverage(row.coverage)},
        "own": row.own._asdict(),
    }


def _coverage(value: Coverage) -> dict[str, Any]:
    return fields(value, "round answered expected rate")


def _accountability(value: Accountability) -> dict[str, Any]:
    """Return the part of a report on what people decided."""
    return {
        "forms": {str(form): people for form, people in value.forms.items()},
        "triggers": value.triggers,
        "decisions": value.decisions,
    }


def _five_looks(value: FiveLooks) -> dict[str, Any]:
    """Return the part of a report on how the effect is rated."""
    return {
        "looks": {
            look.value: {"unit": sides.unit._asdict(), "supervisor": sides.supervisor._asdict()}
            for look, sides in value.looks.items()
        },
        "questions": [question._asdict() for question in value.questions],
    }
