"""A report as a document: figures, organizations, kinds, what is overdue and due soon, the ledger."""

from yiananlib.messages import _
from yiananlib.model.vocabulary import Status
from yiananlib.render import words
from yiananlib.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    cells,
)
from yiananlib.render.listing import problem_table
from yiananlib.services.figures import DEFINITIONS, Figures
from yiananlib.services.report import Coverage, Report

_INDENT = "  "


def report(value: Report) -> Document:
    """Lay out a report; that of one organization has its ledger table, the county's has a row an organization."""
    blocks: list[Block] = [
        *_title(value),
        Heading(_("Figures")),
        _figures(value.figures, value.coverage),
    ]
    if value.org is None or len(value.by_org) > 1:
        blocks += [Heading(_("By organization")), _by_org(value)]
    blocks += [Heading(_("By kind")), _by_kind(value)]
    blocks += [Heading(_("Overdue")), _late(value)]
    blocks += [
        Heading(_("Due within {n} days").format(n=value.campaign.deadlines.yellow)),
        _soon(value),
    ]
    if value.org is not None:
        blocks += [Heading(_("Ledger")), problem_table(value.rows, _("No problem is registered."))]
    blocks += [Heading(_("How it is counted")), _definitions()]
    return Document(tuple(blocks))


def _title(value: Report) -> list[Block]:
    name = value.org_name if value.org_name is not None else _("whole campaign")
    blocks: list[Block] = [
        Heading(
            _("{campaign}: rectification report, {name}").format(campaign=value.campaign.name, name=name),
            1,
        ),
        Paragraph(_("As of {day}").format(day=words.day(value.day)) + _sprint(value)),
    ]
    if value.campaign.weakened():
        codes = _(", ").join(value.campaign.weakened())
        blocks.append(
            Paragraph(
                _("Checks of the close-out gate that are turned off or ask less than by default: {codes}").format(
                    codes=codes
                ),
                "red",
            )
        )
    return blocks


def _sprint(value: Report) -> str:
    sprint = value.campaign.sprint
    if sprint is None:
        return ""
    number = sprint.day_number(value.day)
    if not 1 <= number <= sprint.days:
        return ""
    return _(", day {n} of the {days}-day sprint").format(n=number, days=sprint.days)


def _figures(f: Figures, coverage: Coverage) -> Table:
    of = _("{part} of {whole}")
    rows = (
        cells(_("Problems"), f.total, ""),
        cells(_("Struck off"), f.closed, words.percent(f.closure_rate)),
        cells(_("All measures completed"), f.completed, words.percent(f.completion_rate)),
        cells(_("Open"), f.open, _open(f)),
        cells(_("Overdue"), Cell(str(f.overdue), "red" if f.overdue else ""), ""),
        cells(_("Due soon"), f.due_soon, ""),
        cells(
            _("In time, by the original deadline"),
            of.format(part=f.on_time, whole=f.on_time_of),
            words.percent(f.on_time_rate),
        ),
        cells(
            _("In time, extensions counted"),
            of.format(part=f.on_time_extended, whole=f.on_time_extended_of),
            words.percent(f.on_time_rate_extended),
        ),
        cells(_("Extended"), f.extended, _with_mean(f.extension_rate, f.extension_days_mean)),
        cells(_("Reopened"), of.format(part=f.reopened, whole=f.ever_closed), words.percent(f.reopen_rate)),
        cells(_("Closed with a waiver"), of.format(part=f.waived, whole=f.closes), words.percent(f.waived_rate)),
        cells(
            _("Looked back at"),
            of.format(part=f.look_backs_done, whole=f.look_backs_due),
            words.percent(f.look_back_rate),
        ),
        cells(
            _("Held at the look-back"),
            of.format(part=f.look_backs_held, whole=f.look_backs_done),
            words.percent(f.held_rate),
        ),
        cells(_("Days from finding to close"), f.close_days_of, _mean_median(f)),
        cells(_("Open by age in days"), f.open, "  ".join(f"{k}: {n}" for k, n in f.ageing.items())),
        cells(_("Self-examination") + (f" {coverage.round}" if coverage.round else ""),
              of.format(part=coverage.answered, whole=coverage.expected), words.percent(coverage.rate)),
    )  # fmt: skip
    return Table((Column(_("Figure")), Column(_("Count"), right=True), Column(_("Rate or detail"))), rows)


def _open(f: Figures) -> str:
    counts = (
        (Status.REGISTERED, f.registered),
        (Status.RECTIFYING, f.rectifying),
        (Status.SUBMITTED, f.submitted),
        (Status.RETURNED, f.returned),
        (Status.PASSED, f.passed),
    )
    return "  ".join(f"{words.status(status)} {n}" for status, n in counts if n)


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


def _by_org(value: Report) -> Table:
    columns = (
        Column(_("Organization")), Column(_("Problems"), right=True), Column(_("Struck off"), right=True),
        Column(_("Closure rate"), right=True), Column(_("Completed"), right=True),
        Column(_("Completion rate"), right=True), Column(_("Overdue"), right=True), Column(_("Due soon"), right=True),
        Column(_("In time"), right=True), Column(_("Examined"), right=True),
    )  # fmt: skip

    def line(name: str, f: Figures, coverage: Coverage) -> tuple[Cell, ...]:
        return cells(
            name, f.total, f.closed, words.percent(f.closure_rate), f.completed, words.percent(f.completion_rate),
            Cell(str(f.overdue), "red" if f.overdue else ""), f.due_soon, words.percent(f.on_time_rate),
            words.percent(coverage.rate),
        )  # fmt: skip

    rows = [line(_INDENT * row.depth + row.name, row.figures, row.coverage) for row in value.by_org]
    rows.append(line(_("Total"), value.figures, value.coverage))
    return Table(columns, tuple(rows))


def _by_kind(value: Report) -> Table:
    return Table(
        (
            Column(_("Kind")), Column(_("Problems"), right=True), Column(_("Struck off"), right=True),
            Column(_("Closure rate"), right=True), Column(_("Overdue"), right=True),
        ),
        tuple(
            cells(k.word, k.figures.total, k.figures.closed, words.percent(k.figures.closure_rate), k.figures.overdue)
            for k in value.by_kind
            if k.figures.total
        ),
        _("No problem is registered."),
    )  # fmt: skip


def _late(value: Report) -> Table:
    late = sorted((r for r in value.rows if r.overdue_days), key=lambda r: -r.overdue_days)
    return Table(
        (
            Column(_("Id")), Column(_("Unit")), Column(_("Problem"), wide=True), Column(_("Owner")),
            Column(_("Deadline")), Column(_("Days overdue"), right=True),
        ),
        tuple(
            cells(
                r.state.problem.ref, r.org_name, r.state.head.title, r.state.head.owner, words.deadline(r),
                Cell(str(r.overdue_days), "red"),
            )
            for r in late
        ),
        _("Nothing is overdue."),
    )  # fmt: skip


def _soon(value: Report) -> Table:
    waiting = (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED)
    soon = sorted(
        (r for r in value.rows if r.status in waiting and 0 <= r.days_left <= value.campaign.deadlines.yellow),
        key=lambda r: r.days_left,
    )
    return Table(
        (
            Column(_("Id")), Column(_("Unit")), Column(_("Problem"), wide=True), Column(_("Owner")),
            Column(_("Deadline")), Column(_("Days left"), right=True),
        ),
        tuple(
            cells(
                r.state.problem.ref, r.org_name, r.state.head.title, r.state.head.owner, words.deadline(r), r.days_left
            )
            for r in soon
        ),
        _("Nothing is due so soon."),
    )  # fmt: skip


def _definitions() -> Paragraph:
    names = {
        "total": _("Problems"),
        "closure_rate": _("Closure rate"),
        "completion_rate": _("Completion rate"),
        "overdue": _("Overdue"),
        "on_time_rate": _("In time, by the original deadline"),
        "on_time_rate_extended": _("In time, extensions counted"),
        "reopen_rate": _("Reopened"),
        "extension_rate": _("Extended"),
        "waived_rate": _("Closed with a waiver"),
        "look_back_rate": _("Looked back at"),
        "held_rate": _("Held at the look-back"),
        "coverage": _("Self-examination"),
    }
    return Paragraph(
        "\n".join(_("{name}: {text}").format(name=names[key], text=_(text)) for key, text in DEFINITIONS.items()), "dim"
    )
