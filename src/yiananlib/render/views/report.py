"""A report as a document: figures, organizations, kinds, what is overdue and due soon, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.index.figures import FIGURES
from yiananlib.messages import N_, _
from yiananlib.model.calling import post, units
from yiananlib.model.registers import BY_NAME
from yiananlib.model.vocabulary import SIX_KINDS
from yiananlib.model.words import STATUS_WORDS
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
from yiananlib.render.views import samples
from yiananlib.render.views.figures import (
    MAIN,
    before_and_after,
    by_kind,
    by_organization,
    definitions,
    figures,
    six_kinds,
)
from yiananlib.render.views.listing import problem_table
from yiananlib.render.views.standstill import standstill, standstill_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.activity import Activity
    from yiananlib.index.general import General
    from yiananlib.index.values import Row
    from yiananlib.model.calling import Names
    from yiananlib.render.views.figures import Counted
    from yiananlib.services.reading.accountability_figures import Accountability
    from yiananlib.services.reading.five_looks import FiveLooks
    from yiananlib.services.reading.register_figures import RegisterFigures
    from yiananlib.services.reading.report import Coverage, OrgFigures, Report
    from yiananlib.services.reading.samples import Recheck

ACTIVITY: Final = N_(
    "Rules made: issued as made, revised or abolished. Notices: not withdrawn; late: the reply came after the day"
    " that was set, or is past it. Education: warning education and study that took place; attended are those who"
    " came or made up for it, of those who were due, at each session anew."
)
"""How rules, notices and education are counted."""


def report(value: Report) -> Document:
    """Lay out a report; that of one organization has its ledger table, the county's has a row an organization."""
    blocks: list[Block] = [
        *title(value, _("rectification report")),
        *_narrowed(value),
        Heading(_("Figures")),
        *_figures(value),
    ]
    blocks += since(value)
    if value.org is None or len(value.by_org) > 1:
        blocks += [Heading(_("By organization")), by_organization(value)]
        blocks += _below(value)
    blocks += kinds(value)
    blocks += [Heading(_("Overdue")), late(value), *more(value, len(value.late), value.figures.overdue, "--overdue")]
    blocks += [
        Heading(_("Due within {n} days").format(n=value.setting.yellow)),
        soon(value),
        *more(value, len(value.soon), value.figures.due_soon, f"--due-within {value.setting.yellow}"),
    ]
    if value.figures.voided:
        blocks += [Heading(_("Voided")), voided(value)]
        blocks += more(value, len(value.voided), value.figures.voided, "--status voided")
    blocks += standstill(value)
    blocks += people.accountability(value.accountability, value.setting)
    blocks += people.five_looks(value.five_looks)
    blocks += general(value)
    blocks += of_registers(value)
    blocks += samples.rechecks(value.rechecks)
    if value.org is not None:
        blocks += [Heading(_("Ledger")), problem_table(value.rows, value.setting.names, _("No problem is registered."))]
    blocks += [Heading(_("How it was counted")), definitions(MAIN) if value.brief else definitions()]
    return Document(tuple(blocks))


def _figures(value: Report) -> list[Block]:
    """Return the figures, with those of rules, notices and education; of a brief report the main ones alone."""
    if not value.brief:
        return [figures(value.figures, value.coverage), *activity(value.activity), *urging(value)]
    told = [figures(value.figures, value.coverage, MAIN)]
    said = _("`yian report --all-figures` shows {n} more, and rules, notices and education.")
    return [*told, Paragraph(said.format(n=sum(bool(f.word) for f in FIGURES) - len(MAIN)), "dim")]


def activity(value: Activity) -> list[Block]:
    """Return what was made, sent and taught, and how it is counted."""
    reached = _("{part} of {whole}").format(part=value.reached, whole=value.asked) if value.sessions else ""
    rows = (
        cells(_("Rules made"), value.rules_made, ""),
        cells(_("Notices sent"), value.notices, _("answered {n}").format(n=value.notices_answered)),
        cells(_("Notices answered late or not"), words.alarm(value.notices_late), ""),
        cells(_("Education sessions"), value.sessions, _("attended: {n}").format(n=reached) if reached else ""),
    )
    columns = (Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail")))
    return [Heading(_("Rules, notices, education")), Table(columns, rows), Paragraph(_(ACTIVITY), "dim")]


def urging(value: Report) -> list[Block]:
    """Return how many were urged, and how many of these were answered, where any were; and how it is counted."""
    told = value.urging
    if not told.urged:
        return []
    rows = (
        cells(_("Urged"), told.urged, ""),
        cells(_("Answered after urging"), told.answered, words.percent(told.rate)),
    )
    said = _(
        "Urged: records that organizations were urged about, each urging anew, those withdrawn left out. Answered after"
        " urging: the organization recorded something of it after the urging, within {days} days ÷ urged."
    )
    columns = (Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail")))
    definition = Paragraph(said.format(days=value.setting.again_after_days), "dim")
    return [Heading(_("Urging")), Table(columns, rows), definition]


def kinds(value: Report) -> list[Block]:
    """Lay out the kinds, the six that are dealt with first by themselves where there are any."""
    if not value.priority.total:
        return [Heading(_("By kind")), by_kind(value)]
    blocks: list[Block] = [Heading(_("The six kinds, dealt with first")), six_kinds(value)]
    if value.figures.total > value.priority.total:
        blocks += [Heading(_("Other kinds")), by_kind(value, SIX_KINDS)]
    return blocks


def summary(value: Report) -> Document:
    """Lay out what stands before the ledger in a workbook: the organizations, the figures, how they are counted."""
    blocks = [*title(value, _("rectification summary")), Heading(_("By organization")), by_organization(value)]
    blocks += _below(value)
    blocks += [Heading(_("Figures")), figures(value.figures, value.coverage), *activity(value.activity), *urging(value)]
    blocks += [Heading(_("How it was counted")), definitions()]
    return Document(tuple(blocks))


def of_registers(value: Report) -> list[Block]:
    """Lay out the figures of the registers in which something was recorded, a row each."""
    rows = [one for one in value.registers if not one.is_empty]
    if not rows:
        return []

    def told(row: RegisterFigures) -> str:
        said = [(count.word, row.counts[count.name]) for count in BY_NAME[row.register].counts]
        if row.without:
            said.append((N_("units without"), len(row.without)))
        return "  ".join(f"{_(word)} {n}" for word, n in said if n)

    columns = (Column(_("Register")), Column(_("How many"), mm=WIDE))
    table = Table(columns, tuple(cells(_(BY_NAME[row.register].heading), told(row)) for row in rows))
    return [Heading(_("Registers")), table]


def general(value: Report) -> list[Block]:
    """Lay out the general problems, each with who has looked for it and who is missing; nothing where none is."""
    if not value.general:
        return []
    names = value.setting.names
    columns = (
        Column(_("Id")), Column(_("General problem"), mm=WIDE), Column(_("Status")), Column(_("Stands for"), "count"),
        Column(_("Measures done")), Column(_("Rules done")), Column(_("Units that looked")),
        Column(_("Found more"), "count"), Column(_("Not looked"), mm=WIDE),
    )  # fmt: skip
    rows = tuple(
        cells(
            one.ref, one.title, _(STATUS_WORDS[one.status]), len(one.problems), f"{one.measures_done}/{one.measures}",
            f"{one.rules_done}/{one.rules}", _("{part} of {whole}").format(part=len(one.looked), whole=len(one.asked)),
            one.found, units(one.missing, names),
        )
        for one in value.general
    )  # fmt: skip
    return [Heading(_("General problems (举一反三)")), Table(columns, rows)]


def general_json(one: General) -> dict[str, Any]:
    """Return a general problem, with what each unit said."""
    return {
        "id": one.id,
        "org": one.org,
        "title": one.title,
        "status": one.status,
        "since": one.since,
        "problems": list(one.problems),
        "measures": one.measures,
        "measures_done": one.measures_done,
        "rules": one.rules,
        "rules_done": one.rules_done,
        "asked": list(one.asked),
        "looked": {org: said._asdict() for org, said in one.looked.items()},
        "missing": list(one.missing),
        "found": one.found,
    }


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


def since(value: Report) -> list[Block]:
    """Lay out what changed since what was sent last to the same receiver, where something was."""
    last = value.since
    if last is None:
        return []
    said = _("Sent on {day}, as of {as_of}.").format(day=words.day(last.sent), as_of=words.day(last.as_of))
    heading = Heading(_("Since the last report to {to}").format(to=last.to))
    return [heading, Paragraph(said), before_and_after(last.figures, value.figures)]


def _narrowed(value: Report) -> list[Block]:
    """Say so if the report covers only units of high risk."""
    return [Paragraph(_("Only units marked as high risk, and those below them."))] * value.marked


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
        "marked": value.marked,
        "since_last_sent": _sent(value),
        "gate_disabled": list(value.setting.disabled),
        "asks_less": [{"setting": name, "now": now, "usual": usual} for name, now, usual in value.setting.eased],
        **figures_json(value),
        "activity": value.activity._asdict(),
        "urging": value.urging._asdict() | {"rate": value.urging.rate},
        "priority": value.priority._asdict(),
        "accountability": accountability_json(value.accountability),
        "five_looks": _five_looks(value.five_looks),
        "general": [general_json(one) for one in value.general],
        "registers": dict.fromkeys(BY_NAME) | {row.register: _register(row) for row in value.registers},
        "rechecks": [_recheck(one) for one in value.rechecks],
        **standstill_json(value),
        "voided": [problem._asdict() for problem in value.voided],
        "problems": map(problem_row, value.rows if value.streamed is None else value.streamed),
    }


def _sent(value: Report) -> dict[str, Any] | None:
    last = value.since
    return fields(last, "to ref sent as_of") | {"figures": last.figures._asdict()} if last is not None else None


def _recheck(value: Recheck) -> dict[str, Any]:
    found = fields(value, "ref title population judged failed undecided rate")
    return found | {"drawn": [{"ref": one.ref, "result": one.result} for one in value.drawn]}


def _register(row: RegisterFigures) -> dict[str, Any]:
    expected = {"units": row.units, "without": list(row.without)} if BY_NAME[row.register].expected else {}
    return row.counts | expected


def figures_json(value: Counted) -> dict[str, Any]:
    """Return the part of a report that is figures."""
    return {
        "figures": value.figures._asdict() | {"coverage": _coverage(value.coverage)},
        "by_org": [_org_figures(row) for row in value.by_org],
        "by_kind": [{"kind": k.kind, "word": k.word, "figures": k.figures._asdict()} for k in value.by_kind],
    }


def _org_figures(row: OrgFigures) -> dict[str, Any]:
    return {
        **fields(row, "org name parent depth marked"),
        "figures": row.figures._asdict() | {"coverage": _coverage(row.coverage)},
        "own": row.own._asdict(),
    }


def _coverage(value: Coverage) -> dict[str, Any]:
    return fields(value, "round answered expected rate")


def accountability_json(value: Accountability) -> dict[str, Any]:
    """Return what people decided, as counts."""
    return {
        "forms": {str(form): people for form, people in value.forms.items()},
        "triggers": value.triggers,
        "decisions": value.decisions,
        "orgs": value.orgs,
        "organizations": value.organizations,
        "recovered": value.recovered,
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
