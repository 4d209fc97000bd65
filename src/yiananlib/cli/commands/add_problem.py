"""``yian add-problem``."""

from typing import Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import MEETING, ORG, PROBLEM
from yiananlib.cli.handed_in import read_input
from yiananlib.cli.options import given_fields, problem_fields, recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY, DUE
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "add-problem",
    examples="yian add-problem zjj --title 公务接待无公函报销 --symptom"
    " 抽查26份报销单，9份无公函 --kind eight_rules"
    " --field funds --severity serious --cause 审核把关流于形式 --level duty --goal 无公函一律不报 --leader deputy-1"
    " --owner jianguan --due 2026-06-15 --by zjj/liaison\n"
    "yian add-problem zjj --from 问题.toml --by zjj/liaison",
    details=_(
        "In a terminal, yian asks for whatever is missing, the unit included; < goes back, answers are kept"
        " as a draft, and nothing is recorded until you confirm. A file has the fields of one problem, or of"
        " several under [[problems]], with measures under [[problems.measures]]; all are registered, or"
        " none."
    ),
)
@click.argument("org", type=ORG, required=False)
@problem_fields
@click.option("--due", type=DUE, help=_("The deadline (inclusive); it can never be changed."))
@click.option("--found", type=DAY, help=_("The day it was found; default: today."))
@click.option("--meeting", type=MEETING, help=_("The meeting where it was found; also recorded in the meeting."))
@click.option("--recurs", type=PROBLEM, help=_("An earlier closed problem, of any organization, that has recurred."))
@click.option("--from", "from_", metavar="FILE|-", help=_("Read the problems from a TOML file."))
@recording
def command(
    session: Session,
    org: str | None,
    from_: str | None,
    **given: Any,
) -> None:
    from yiananlib.model.deadlines import oddities
    from yiananlib.services.recording import second_look, twins
    from yiananlib.services.recording.register import Proposal, add_problems, missing, proposals

    ledger, context, days = session.ledger(), session.context(), session.days()
    fields = given_fields(given)
    if org is None and (from_ is not None or not session.can_ask):
        raise UsageProblem(_("Which unit? Use: yian add-problem ORG."))
    if from_ is not None:
        if fields:
            raise UsageProblem(_("--from reads every field from the file; give no others."))
        proposed = proposals(read_input(from_), org or "", days)
        session.tell(days)
        allowed = ledger.campaign().deadlines
        session.sure(said for one in proposed for said in oddities(one.fields, one.measures, days.today, allowed))
        session.sure(twins.of_problems(ledger, proposed))
        session.warn(second_look.of_proposals(proposed))
        session.wonder(second_look.of_causes(ledger.campaign(), proposed))
        session.show(add_problems(ledger, context, proposed))
        return
    campaign = ledger.campaign()
    fields = days.problem(fields)
    session.tell(days)
    session.sure(oddities(fields, (), days.today, campaign.deadlines))
    if org is None or (missing(fields) and session.can_ask):
        from yiananlib.cli.problem_interview import register_asked

        register_asked(session, ledger, org, fields)
        return
    proposed = [Proposal(org, fields)]
    session.sure(twins.of_problems(ledger, proposed))
    session.wonder(second_look.of_causes(campaign, proposed))
    session.show(add_problems(ledger, context, proposed)[0])
