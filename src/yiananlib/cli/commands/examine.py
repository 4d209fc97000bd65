"""``yian examine``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.handed_in import read_input
from yiananlib.cli.options import recording
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import Pass
from yiananlib.model.words import PASS_WORDS

if TYPE_CHECKING:
    from yiananlib.cli.session import Session
    from yiananlib.services.recording.examine import Progress
    from yiananlib.store.ledger import Ledger

_TEAM = "team"


@yian_command(
    "examine",
    examples="yian examine zjj --round 2026-1 --by zjj/liaison\n"
    "yian examine zjj --round 2026-1 --answers 答复.toml --by zjj/liaison\nyian examine zjj --round 2026-1 --status\n"
    "yian examine zjj --round case-1 --everyone --pass political --by zjj/liaison",
    details=_(
        "查一查. In a terminal, yian asks each open prompt: “clear” and “not applicable” need a reason;"
        " “problem” goes on to 症状, 病根 and 药方 and registers the problem. Each answer is recorded at"
        " once; run the command again to continue. A file has the answers under [[answers]] with prompt,"
        " answer (clear, problem, not-applicable) and reason, and the fields of a problem under"
        " [answers.problem]."
    ),
)
@click.argument("org", type=ORG)
@click.option("--round", "round_", required=True, metavar="ROUND", help=_("The name of the round, such as 2026-1."))
@click.option("--answers", metavar="FILE|-", help=_("Read the answers from a TOML file, all or none."))
@click.option("--subject", default=_TEAM, metavar="SUBJECT", help=_("Whose answers: team (班子), or an officer."))
@click.option(
    "--subjects",
    multiple=True,
    metavar="SUBJECT",
    help=_("Who examines themselves in this round, given when the round is opened; may be repeated."),
)
@click.option(
    "--everyone",
    is_flag=True,
    help=_("人人过关: open the round for the team and for each member of it by post (heads and deputies in office)."),
)
@click.option(
    "--pass",
    "pass_",
    type=Choice(PASS_WORDS),
    help=_("Which of the three passes this round is, given when it is opened."),
)
@click.option("--status", "only_status", is_flag=True, help=_("Only show the progress of the round."))
@recording
def command(
    session: Session,
    org: str,
    round_: str,
    answers: str | None,
    subject: str,
    subjects: tuple[str, ...],
    everyone: bool,
    pass_: str | None,
    only_status: bool,
) -> None:
    from yiananlib.model.deadlines import oddities
    from yiananlib.services.recording import examine, second_look, twins
    from yiananlib.services.recording.examine import answer, progress_of, replies_in

    ledger = session.ledger()
    if everyone and subjects:
        raise UsageProblem(_("Give either --everyone or --subjects."))
    which = Pass(pass_) if pass_ is not None else None
    if everyone:
        subjects = examine.everyone(ledger, session.context(), org)
    chosen = subjects or (_TEAM,) if subject == _TEAM else subjects or (_TEAM, subject)
    if not only_status:
        session.sure(twins.of_round(ledger, org, round_))
    if answers is not None:
        days = session.days()
        replies = replies_in(read_input(answers), org, days)
        session.tell(days)
        found = [reply.proposal for reply in replies if reply.proposal is not None]
        allowed = ledger.campaign().deadlines
        session.sure(said for one in found for said in oddities(one.fields, one.measures, days.today, allowed))
        session.sure(twins.of_problems(ledger, found))
        session.warn(second_look.of_proposals(found))
        session.warn(said for reply in replies for said in second_look.of_personal(reply.reason or ""))
        session.wonder(second_look.of_causes(ledger.campaign(), found))
        done = answer(ledger, session.context(), org, round_, replies, subject=subject, subjects=chosen, pass_=which)
        session.show(done)
        return
    if only_status:
        session.show(progress_of(ledger, org, round_, subject))
        return
    if everyone or which is not None:
        session.show(examine.open_round(ledger, session.context(), org, round_, chosen, which))
        return
    if not session.can_ask:
        raise UsageProblem(_("There is no terminal to ask in; give the answers with --answers FILE."))
    session.show(_walk(session, ledger, org, round_, subject, chosen))


def _walk(session: Session, ledger: Ledger, org: str, round_: str, subject: str, subjects: tuple[str, ...]) -> Progress:
    from yiananlib.cli import line as lines
    from yiananlib.cli.problem_interview import form, unit
    from yiananlib.cli.walk import Walk
    from yiananlib.services.recording.examine import answer, progress_of

    line = lines.line()
    unit(session, ledger, line, org)
    progress = progress_of(ledger, org, round_, subject)
    prompts = [prompt.id for prompt in ledger.checklist().prompts]
    walk = Walk(session, ledger, line, form(session, ledger, org), (round_, subject))
    for prompt in progress.open:
        reply = walk.ask(prompt, f"[{prompts.index(prompt.id) + 1}/{len(prompts)}]")
        if reply is None:
            break
        progress = answer(ledger, session.context(), org, round_, [reply], subject=subject, subjects=subjects)
        walk.recorded()
        for ref in progress.problems:
            click.echo(_("registered: {refs}").format(refs=ref), err=True)
    if not progress.open:
        click.echo(_("Every prompt has been answered."), err=True)
    return progress
