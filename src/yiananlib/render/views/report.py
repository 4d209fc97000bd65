"""A report as a document: figures, organizations, kinds, what is overdue and due soon, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from yiananlib.index.figures import DEFINITIONS
from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import people, words
from yiananlib.render.document import (
    WIDE,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    cells,
)
from yiananlib.render.headings import title
from yiananlib.render.shapes import fields, problem_row
from yiananlib.render.views.listing import problem_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from yiananlib.index.figures import Figures
    from yiananlib.index.values import Row
    from yiananlib.model.calling import Names
    from yiananlib.services.accountability_figures import Accountability
    from yiananlib.services.looks import FiveLooks
    from yiananlib.services.report import Coverage, KindFigures, OrgFigures, Report

    class Counted(Protocol):
        """What a report and that of a lake both have."""

        @property
        def figures(self) -> Figures:
            """Of all."""

        @property
        def coverage(self) -> Coverage:
            """Of all."""

        @property
        def by_org(self) -> tuple[OrgFigures, ...]:
            """A row an organization, or a region."""

        @property
        def by_kind(self) -> tuple[KindFigures, ...]:
            """A row a kind."""


INDENT = "  "

BY_ORGANIZATION: Final = ("total", "closure_rate", "completion_rate", "overdue", "on_time_rate", "coverage")
"""The figures of :func:`by_organization` that have a definition."""


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
    blocks += [Heading(_("How it is counted")), definitions()]
    return Document(tuple(blocks))


def summary(value: Report) -> Document:
    """Lay out what stands before the ledger in a workbook: the organizations, the figures, how they are counted."""
    blocks = [*title(value, _("summary of rectification")), Heading(_("By organization")), by_organization(value)]
    blocks += _below(value)
    blocks += [Heading(_("Figures")), figures(value.figures, value.coverage)]
    blocks += [Heading(_("How it is counted")), definitions()]
    return Document(tuple(blocks))


def figures(f: Figures, coverage: Coverage) -> Table:
    """Return the table of all figures."""
    of = _("{part} of {whole}")
    rows = (
        cells(_("Problems"), f.total, _("not counting {n} voided").format(n=f.voided) if f.voided else ""),
        cells(_("Struck off"), f.closed, words.share(f.closure_rate)),
        cells(_("All measures completed"), f.completed, words.share(f.completion_rate)),
        cells(_("Open"), f.open, _open(f)),
        cells(_("Overdue"), words.alarm(f.overdue), ""),
        cells(_("Due soon"), f.due_soon, ""),
        cells(
            _("In time, by the original deadline"),
            of.format(part=f.on_time, whole=f.on_time_of),
            words.share(f.on_time_rate),
        ),
        cells(
            _("In time, extensions counted"),
            of.format(part=f.on_time_extended, whole=f.on_time_extended_of),
            words.share(f.on_time_rate_extended),
        ),
        cells(_("Extended"), f.extended, _with_mean(f.extension_rate, f.extension_days_mean)),
        cells(_("Reopened"), of.format(part=f.reopened, whole=f.ever_closed), words.share(f.reopen_rate)),
        cells(_("Came back"), f.recurred, ""),
        cells(_("Closed with a waiver"), of.format(part=f.waived, whole=f.closes), words.share(f.waived_rate)),
        cells(_("One officer typed and judged"), of.format(part=f.one_hand, whole=f.closes), ""),
        cells(_("One officer passed and closed"), of.format(part=f.sole, whole=f.closes), ""),
        cells(_("Carried over"), f.carried_over, ""),
        cells(
            _("Looked back at"),
            of.format(part=f.look_backs_done, whole=f.look_backs_due),
            words.share(f.look_back_rate),
        ),
        cells(
            _("Held at the look-back"),
            of.format(part=f.look_backs_held, whole=f.look_backs_done),
            words.share(f.held_rate),
        ),
        cells(_("Waiting to be judged or struck off"), f.waiting, waiting(f)),
        cells(
            _("Backdated"),
            Cell(str(f.backdated), "red" if f.backdated > f.backdated_confirmed else "", f.backdated),
            _backdated(f),
        ),
        cells(_("Days from finding to close"), f.close_days_of, _mean_median(f)),
        cells(_("Open by age in days"), f.open, "  ".join(f"{k}: {n}" for k, n in f.ageing.items())),
        cells(_("Self-examination") + (f" {coverage.round}" if coverage.round else ""),
              of.format(part=coverage.answered, whole=coverage.expected), words.share(coverage.rate)),
    )  # fmt: skip
    return Table((Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail"))), rows)


def headline(f: Figures, yellow: int | None = None) -> Table:
    """Return the few figures that a page shows large; what is due ``yellow`` days ahead, where all say the same."""
    of = _("{part} of {whole}")
    rows = (
        cells(_("Problems"), f.total, _("not counting {n} voided").format(n=f.voided) if f.voided else ""),
        cells(_("Closure rate"), words.share(f.closure_rate), of.format(part=f.closed, whole=f.total)),
        cells(_("Completion rate"), words.share(f.completion_rate), of.format(part=f.completed, whole=f.total)),
        cells(
            _("In time, by the original deadline"),
            words.share(f.on_time_rate),
            of.format(part=f.on_time, whole=f.on_time_of),
        ),
        cells(_("Open"), f.open, ""),
        cells(_("Overdue"), words.alarm(f.overdue), ""),
        cells(
            _("Due within {n} days").format(n=yellow) if yellow is not None else _("Due soon"),
            Cell(str(f.due_soon), "yellow" if f.due_soon else "", f.due_soon),
            "",
        ),
        cells(_("Waiting to be judged or struck off"), f.waiting, waiting(f)),
    )
    columns = (Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail")))
    return Table(columns, rows, headline=True)


def ageing(f: Figures) -> Chart:
    """Return how many are open by their age in days, drawn."""
    rows = tuple(cells(days, problems) for days, problems in f.ageing.items())
    return Chart(Table((Column(_("Days")), Column(_("Open"), "count")), rows), 1)


def _open(f: Figures) -> str:
    return "  ".join(f"{word} {n}" for word, n in words.open_by_status(f))


def _with_mean(rate: float | None, mean: float | None) -> str:
    if mean is None:
        return words.percent(rate)
    return _("{rate}, {mean} days on average").format(rate=words.percent(rate), mean=words.number(mean))


def _mean_median(f: Figures) -> str:
    if not f.close_days_of:
        return words.NOTHING
    return _("mean {mean}, median {median}").format(
        mean=words.number(f.close_days_mean), median=words.number(f.close_days_median)
    )


def before_and_after(before: Figures, after: Figures) -> Table:
    """Return the main figures of two moments beside each other."""
    pairs = (
        (_("Problems"), before.total, after.total),
        (_("Struck off"), before.closed, after.closed),
        (_("Open"), before.open, after.open),
        (_("All measures completed"), before.completed, after.completed),
        (_("Overdue"), before.overdue, after.overdue),
        (_("Due soon"), before.due_soon, after.due_soon),
    )
    rates = (
        (_("Closure rate"), before.closure_rate, after.closure_rate),
        (_("Completion rate"), before.completion_rate, after.completion_rate),
        (_("In time, by the original deadline"), before.on_time_rate, after.on_time_rate),
        (_("Reopen rate"), before.reopen_rate, after.reopen_rate),
    )
    rows = [cells(name, a, b, f"{b - a:+d}" if b != a else "") for name, a, b in pairs]
    rows += [cells(name, words.share(a), words.share(b), "") for name, a, b in rates]
    columns = (
        Column(_("Figure")), Column(_("Before"), "count"), Column(_("After"), "count"),
        Column(_("Change"), "count"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def waiting(f: Figures) -> str:
    """Say with whom what was submitted waits, and for how long."""
    if not f.waiting:
        return ""
    return _("office {office}, inspectors {inspectors}; median {median} days, longest {longest}").format(
        office=f.waiting_office,
        inspectors=f.waiting_inspectors,
        median=words.number(f.waiting_days_median),
        longest=f.waiting_days_longest,
    )


def _backdated(f: Figures) -> str:
    if not f.backdated:
        return ""
    return _("confirmed {confirmed}, not confirmed {others}; {mean} days on average").format(
        confirmed=f.backdated_confirmed,
        others=f.backdated - f.backdated_confirmed,
        mean=words.number(f.backdated_days_mean),
    )


def by_organization(value: Counted, called: str = "") -> Table:
    """Return the table with a row an organization, or what else they are ``called``, and the total below them."""
    columns = (
        Column(called or _("Organization")), Column(_("Problems"), "count"), Column(_("Struck off"), "count"),
        Column(_("Closure rate"), "percent"), Column(_("Completed"), "count"),
        Column(_("Completion rate"), "percent"), Column(_("Overdue"), "count"), Column(_("Due soon"), "count"),
        Column(_("In time"), "percent"), Column(_("Examined"), "percent"),
    )  # fmt: skip

    def line(name: str | Cell, f: Figures, coverage: Coverage) -> tuple[Cell, ...]:
        return cells(
            name, f.total, f.closed, words.share(f.closure_rate), f.completed, words.share(f.completion_rate),
            words.alarm(f.overdue), f.due_soon, words.share(f.on_time_rate),
            words.share(coverage.rate),
        )  # fmt: skip

    rows = [line(INDENT * row.depth + row.name, row.figures, row.coverage) for row in value.by_org]
    rows.append(line(Cell(_("Total"), "bold"), value.figures, value.coverage))
    return Table(columns, tuple(rows))


def by_kind(value: Counted) -> Table:
    """Return the table with a row a kind that has problems."""
    return Table(
        (
            Column(_("Kind")), Column(_("Problems"), "count"), Column(_("Struck off"), "count"),
            Column(_("Closure rate"), "percent"), Column(_("Overdue"), "count"),
        ),
        tuple(
            cells(k.word, k.figures.total, k.figures.closed, words.share(k.figures.closure_rate), k.figures.overdue)
            for k in value.by_kind
            if k.figures.total
        ),
        _("No problem is registered."),
    )  # fmt: skip


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
    return _urgent(value.soon, value.setting.names, _("Days left"), days, _("Nothing is due so soon."))


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


def definitions(of: Collection[str] = DEFINITIONS) -> Paragraph:
    """Say how each figure is counted, or those alone that are asked for."""
    names = {
        "total": _("Problems"),
        "closure_rate": _("Closure rate"),
        "completion_rate": _("Completion rate"),
        "overdue": _("Overdue"),
        "on_time_rate": _("In time, by the original deadline"),
        "on_time_rate_extended": _("In time, extensions counted"),
        "reopen_rate": _("Reopened"),
        "recurred": _("Came back"),
        "extension_rate": _("Extended"),
        "waived_rate": _("Closed with a waiver"),
        "one_hand": _("One officer typed and judged"),
        "sole": _("One officer passed and closed"),
        "carried_over": _("Carried over"),
        "look_back_rate": _("Looked back at"),
        "held_rate": _("Held at the look-back"),
        "backdated": _("Backdated"),
        "waiting": _("Waiting to be judged or struck off"),
        "coverage": _("Self-examination"),
    }
    return Paragraph(
        "\n".join(
            _("{name}: {text}").format(name=names[key], text=_(text)) for key, text in DEFINITIONS.items() if key in of
        ),
        "dim",
    )


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
