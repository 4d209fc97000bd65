"""``yian lint``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG, PROBLEM
from yiananlib.cli.options import answering
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.lint import CODES


@yian_command(
    "lint",
    examples="yian lint\nyian lint --org zjj --code same-effect --code no-verb\nyian lint --all --json\n"
    "yian lint --accept no-verb k7m2qd --reason 措施原文如此，细化方案见附件 --by zjj/liaison",
    details=_(
        "Against rectification on paper only (坚决防止搞形式、走过场). A finding is a question, not a"
        " verdict: people look into it and answer it with --accept, which is recorded in the problems."
        " Everything is compared across the whole campaign; --org limits the output to that organization and"
        " those below it. Thresholds are set in yian.toml under [lint]. Exit status 1 if any finding is"
        " unanswered."
    )
    + "\n\n"
    + _("Codes: {codes}.").format(codes=", ".join(CODES)),
)
@click.argument("problems", type=PROBLEM, nargs=-1, metavar="[PROBLEM …]")
@click.option("--org", type=ORG, help=_("Only this organization and those below it."))
@click.option(
    "--code", "codes", type=Choice(CODES), multiple=True, metavar="CODE", help=_("Only findings with this code.")
)
@click.option("--all", "everything", is_flag=True, help=_("Also show answered findings."))
@click.option(
    "--accept",
    "accepted",
    type=Choice(CODES),
    metavar="CODE",
    help=_("Answer the findings with this code for each PROBLEM."),
)
@click.option("--reason", metavar="TEXT", help=_("The explanation."))
@answering
def command(
    session: Session,
    problems: tuple[str, ...],
    org: str | None,
    codes: tuple[str, ...],
    everything: bool,
    accepted: str | None,
    reason: str | None,
) -> int:
    told = session.output is not None or session.format not in ("text", "json")
    looking = bool(org or codes or everything or session.as_of or told)
    if accepted is not None:
        if looking or not problems or reason is None:
            raise UsageProblem(_("Answer with --accept CODE PROBLEM … --reason TEXT, without other filters."))
        from yiananlib.services.recording.explaining import accept

        session.show(accept(session.ledger(), session.context(), accepted, problems, reason))
        return 0
    if problems or reason is not None or session.on is not None:
        raise UsageProblem(_("Answer with --accept CODE PROBLEM … --reason TEXT, without other filters."))
    from yiananlib.services.reading.lint import lint

    found = session.ask(lambda index: lint(index, session.day(index), org, codes, everything=everything))
    session.show(found)
    return 1 if found.open else 0
