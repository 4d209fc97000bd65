"""``yian add-case``."""

import datetime as dt

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.handed_in import read_input
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "add-case",
    examples="yian add-case case-9 --title 住建系统两起案件 --opened 2026-03-01 --finding 招投标先干后批 --finding"
    " 变更不报批 --task 清理招投标制度 --by bgs/head\n"
    "yian add-case case-7 --title 惠民资金案件 --round 2026-2 --org zjj --by bgs/head\n"
    "yian add-case case-8 --from 案件.toml --by bgs/head",
    details=_(
        "Findings and tasks are numbered as they are given; CASE/N names a finding. A file has title, opened, summary,"
        " and under [[findings]] and [[tasks]] the text of each, and of a task the findings it answers (findings), to"
        " whom it is assigned (orgs) and by when (due), and round and orgs. `yian edit case/CASE` adds further ones."
        " 逢案必改: a new case opens a round of self-examination; the units that are asked and have not begun it are in"
        " `yian due` and `yian list --rounds`."
    ),
)
@click.argument("case")
@click.option("--title", metavar="TEXT", help=_("The case in one line; never a person's name."))
@click.option("--opened", type=DAY, help=_("The day the case was received; default: today."))
@click.option("--summary", metavar="TEXT", help=_("Summary of the case."))
@click.option("--finding", "findings", metavar="TEXT", multiple=True, help=_("A finding; may be repeated."))
@click.option(
    "--task", "tasks", metavar="TEXT", multiple=True, help=_("A task assigned to every organization; may be repeated.")
)
@click.option("--round", "round_", metavar="ROUND", help=_("The round that it opens; default: the name of the case."))
@click.option(
    "--org",
    "orgs",
    type=ORG,
    multiple=True,
    help=_("An organization that must take part, with all below it; repeatable. Default: all."),
)
@click.option("--from", "from_", metavar="FILE|-", help=_("Read the case from a TOML file."))
@defining
def command(
    session: Session,
    case: str,
    title: str | None,
    opened: dt.date | None,
    summary: str | None,
    findings: tuple[str, ...],
    tasks: tuple[str, ...],
    round_: str | None,
    orgs: tuple[str, ...],
    from_: str | None,
) -> None:
    from yiananlib.services.recording.cases import add_case, case_fields, case_in

    fields = case_fields(title, opened, summary, findings, tasks, round_, orgs)
    if from_ is not None:
        if fields:
            raise UsageProblem(_("--from reads every field from the file; give no others."))
        days = session.days()
        fields = case_in(read_input(from_), days)
        session.tell(days)
    session.show(add_case(session.ledger(), session.context(), case, fields))
