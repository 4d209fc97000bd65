"""``yian submit``."""

import datetime as dt

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, tell_outlook
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY
from yiananlib.messages import _


@yian_command(
    "submit",
    examples="yian submit k7m2qd --effect 二季度12个项目变更审批零补办 --rule 变更审批办法（修订）"
    " --wider 对全县在建项目同查 --by zjj/liaison",
    details=_(
        "申请销号. Say what changed, which rule was made or revised (or why none), and where else the same"
        " fault was looked for (or why not). The unit's part of the gate is checked now: unmet checks are"
        " listed and nothing is recorded (exit status 1). --incomplete submits anyway; this does not stop"
        " the clock, and another submission may follow. What the close would still lack is printed on"
        " stderr."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--effect", required=True, metavar="TEXT", help=_("整改成效: what is different now."))
@click.option("--rule", metavar="TEXT", help=_("The rule made or revised."))
@click.option("--no-rule", metavar="WHY", help=_("Why no rule was needed."))
@click.option("--wider", metavar="TEXT", help=_("举一反三: where else the fault was looked for."))
@click.option("--no-wider", metavar="WHY", help=_("Why not."))
@click.option("--incomplete", metavar="REASON", help=_("Submit although something is missing, for a reason."))
@click.option(
    "--received",
    type=DAY,
    help=_("收文日期: with --for, the day the unit's paper submission was received; the submission counts from then."),
)
@recording
def command(
    session: Session,
    problem: str,
    effect: str,
    rule: str | None,
    no_rule: str | None,
    wider: str | None,
    no_wider: str | None,
    incomplete: str | None,
    received: dt.date | None,
) -> int:
    from yiananlib.services.recording.close_out import GateUnmet, submit
    from yiananlib.services.recording.second_look import of_effect

    ledger, context = session.ledger(), session.context()
    session.wonder(of_effect(ledger, problem, effect))
    result = submit(
        ledger,
        context,
        problem,
        effect=effect,
        rule=rule,
        no_rule=no_rule,
        wider=wider,
        no_wider=no_wider,
        incomplete=incomplete,
        received=received,
    )
    session.show(result)
    if isinstance(result, GateUnmet):
        return 1
    tell_outlook(ledger, context, result)
    return 0
