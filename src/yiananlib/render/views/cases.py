"""Cases as documents: a list, one whole, one that was added, and what became of findings and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.render import people, words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Fields, Heading, Paragraph, Table, cells
from yiananlib.render.headings import title
from yiananlib.render.shapes import fields, plain, record
from yiananlib.render.views.registers import OfRegister
from yiananlib.render.views.report import accountability_json

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.matter_values import CaseRow
    from yiananlib.services.reading.matter_reading import Cases, ShownCase
    from yiananlib.services.reading.tasks import Answers, OfCase, OrgCount, Progress, Tasks
    from yiananlib.services.recording.cases import CaseAdded


def added(value: CaseAdded) -> Document:
    """The case's name, what it has, and the round that the units open next."""
    record = value.record
    counts = _("findings: {findings}, tasks: {tasks}").format(findings=len(record.findings), tasks=len(record.tasks))
    round_ = _("A new case opens a new round (逢案必改). Each unit starts it with:")
    if value.names:
        asked = _("A new case opens a new round (逢案必改) for {units}. Each of them starts it with:")
        round_ = asked.format(units=_(", ").join(value.names))
    return Document(
        (Paragraph(f"{value.id}  {record.title}"), Paragraph(counts), Paragraph(f"{round_}\n{value.command}"))
    )


def listed(value: Cases) -> Document:
    """Lay out the cases."""
    table = Table(
        (
            Column(_("Case")), Column(_("Received"), "day"), Column(_("Title"), mm=WIDE),
            Column(_("Findings"), "count"), Column(_("Tasks"), "count"),
        ),
        tuple(cells(c.name, words.on(c.opened), c.title, len(c.findings), len(c.tasks)) for c in value.rows),
        _("There are no cases. Add one with `yian add-case`."),
    )  # fmt: skip
    return Document((table,))


def shown(value: ShownCase) -> Document:
    """Lay out one case whole."""
    case = value.row
    asked = _(", ").join(value.setting.names.get(org, org) for org in case.orgs) or _("all units")
    pairs = [
        (_("Received"), words.day(case.opened)),
        (_("Summary"), case.summary),
        (_("Round"), case.round),
        (_("Asked of"), asked if case.round is not None else None),
    ]
    findings = Table(
        (Column(_("No.")), Column(_("Finding"), mm=WIDE)),
        tuple(cells(f.name, f.text) for f in case.findings),
        _("No findings yet. Add them with `yian edit case/{name}`.").format(name=case.name),
    )
    tasks = Table(
        (
            Column(_("No.")), Column(_("Task"), mm=WIDE), Column(_("Addresses findings")), Column(_("Assigned to")),
            Column(_("Due"), "day"),
        ),
        tuple(
            cells(
                t.number, t.text, _(", ").join(map(str, t.findings)), _(", ").join(t.orgs) or _("all units"),
                words.on(t.due) if t.due else "",
            )
            for t in case.tasks
        ),
        _("No tasks yet. Add them with `yian edit case/{name}`.").format(name=case.name),
    )  # fmt: skip
    return Document(
        (
            Heading(f"{case.name}  {case.title}", 1),
            Fields(tuple((name, Cell(text)) for name, text in pairs if text)),
            Heading(_("Findings")),
            findings,
            Heading(_("Tasks")),
            tasks,
            *_decided(value),
        )
    )


def _decided(value: ShownCase) -> list[Block]:
    """Lay out what was decided about the case and its problems; nothing where nothing was."""
    if value.accountability.is_empty:
        return []
    blocks: list[Block] = people.accountability(value.accountability, value.setting)
    if value.decisions:
        layout = OfRegister.of("accountability", value.setting)
        columns = (Column(_("Id")), *layout.columns(), Column(_("Decision"), mm=WIDE))
        rows = tuple(
            (*cells(row.ref), *cells(*layout.row(row, value.setting.names)), *cells(row.title))
            for row in value.decisions
        )
        blocks += [Heading(_("Decisions about the case itself")), Table(columns, rows)]
    said = _("Counted are decisions about the case itself and about the problems that name its findings or tasks.")
    return [*blocks, Paragraph(said, "dim")]


_DUE: Final = 2
_ANSWERED: Final = 7
"""The places of the columns that findings do not have."""


def tasks(value: Tasks) -> Document:
    """Lay out what became of findings and tasks, a table of each for each case."""
    blocks: list[Block] = title(value, _("findings and tasks of the cases"))
    for of in value.cases:
        blocks.append(Heading(f"{of.case.name}  {of.case.title}"))
        if of.findings:
            blocks.append(Table(_columns(_("Finding")), tuple(_findings(of))).without(_ANSWERED).without(_DUE))
        silent = [one.finding.name for one in of.findings if not one.progress.problems]
        if silent:
            blocks.append(
                Paragraph(_("Findings that no problem repeats: {findings}").format(findings=_(", ").join(silent)))
            )
        if of.tasks:
            blocks.append(Table(_columns(_("Task")), tuple(_tasks(of))))
        loose = [
            str(one.task.number)
            for one in of.tasks
            if not (one.task.findings or one.progress.problems or one.notices.sent)
        ]
        if loose:
            said = _("These tasks name no finding, and no problem or notice names them: {tasks}")
            blocks.append(Paragraph(said.format(tasks=_(", ").join(loose))))
    if not value.cases:
        blocks.append(Paragraph(_("There are no cases. Add one with `yian add-case`.")))
    said = _(
        "Problems that name the finding, not voided; those overdue among them. Rules that are done and name the"
        " finding or such a problem. A task: the problems that name it, and of those that name no task the ones that"
        " repeat a finding it answers, in the organizations it is assigned to. Replies: of the notices that hand it"
        " on, those answered."
    )
    return Document((*blocks, Paragraph(said, "dim")))


def rows(value: Tasks) -> Table:
    """Return a row for each finding and each task of all cases."""
    columns = (Column(_("Case")), Column(_("What")), *_columns(_("Text")))
    return Table(
        columns,
        tuple(
            (*cells(of.case.title, what), *line)
            for of in value.cases
            for what, lines in ((_("Finding"), _findings(of)), (_("Task"), _tasks(of)))
            for line in lines
        ),
    )


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(_("No.")), Column(what, mm=WIDE), Column(_("Due"), "day"), Column(_("Problems"), "count"),
        Column(_("Closed"), "count"), Column(_("Overdue"), "count"), Column(_("Rules done"), "count"),
        Column(_("Replies"), "count"),
        Column(_("In organizations"), mm=WIDE),
    )  # fmt: skip


def _findings(of: OfCase) -> list[tuple[Cell, ...]]:
    return [_line(one.finding.name, one.finding.text, None, one.progress, "") for one in of.findings]


def _tasks(of: OfCase) -> list[tuple[Cell, ...]]:
    return [
        _line(str(one.task.number), one.task.text, one.task.due, one.progress, _answered(one.notices))
        for one in of.tasks
    ]


def _line(name: str, text: str, due: dt.date | None, progress: Progress, answered: str) -> tuple[Cell, ...]:
    orgs = _("; ").join(map(_org, progress.orgs))
    last = words.on(due) if due is not None else ""
    return cells(
        name,
        text,
        last,
        progress.problems,
        progress.closed,
        words.alarm(progress.overdue),
        progress.rules,
        answered,
        orgs,
    )


def _answered(value: Answers) -> str:
    return _("{part} of {whole}").format(part=value.answered, whole=value.sent) if value.sent else ""


def _org(count: OrgCount) -> str:
    return _("{org} {closed}/{problems}").format(org=count.name, closed=count.closed, problems=count.problems)


def listed_json(value: Cases) -> list[dict[str, Any]]:
    """Return the cases."""
    return [_case(row) for row in value.rows]


def shown_json(value: ShownCase) -> dict[str, Any]:
    """Return one case."""
    decisions = [fields(row, "id org title") | {"on": row.since} | row.data for row in value.decisions]
    return _case(value.row) | {"decisions": decisions, "accountability": accountability_json(value.accountability)}


def added_json(value: CaseAdded) -> dict[str, Any]:
    """Return a case that was added, and how the units go on: with a new round."""
    return record(value.record) | fields(value, "id round command uncommitted")


def tasks_json(value: Tasks) -> dict[str, Any]:
    """Return what became of findings and tasks."""
    return {
        "as_of": value.day,
        "commit": value.commit,
        "org": value.org,
        "cases": [_of_case(case) for case in value.cases],
    }


def _case(row: CaseRow) -> dict[str, Any]:
    return {"id": row.name} | fields(row, "title opened summary round orgs findings tasks")


def _of_case(value: OfCase) -> dict[str, Any]:
    return {
        "id": value.case.name,
        "title": value.case.title,
        "findings": [of.finding._asdict() | _progress(of.progress) for of in value.findings],
        "tasks": [of.task._asdict() | _progress(of.progress) | {"notices": of.notices._asdict()} for of in value.tasks],
    }


def _progress(value: Progress) -> dict[str, Any]:
    return fields(value, "problems closed overdue rules") | {"by_org": plain(value.orgs)}
