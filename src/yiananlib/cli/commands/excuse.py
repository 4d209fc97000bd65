"""``yian excuse``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "excuse",
    examples="yian excuse k7m2qd 2 2026-03 --reason 当月停工，无项目可查 --by bgs/liaison",
    details=_(
        "For the office or the inspectors, never for who has a part in the problem. The gate no longer asks for"
        " this occurrence, and no figure counts it. It may be excused before it is due."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("measure", type=click.IntRange(1, 999), metavar="N")
@click.argument("occurrence", metavar="OCCURRENCE")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it need not be carried out."))
@recording
def command(session: Session, problem: str, measure: int, occurrence: str, reason: str) -> None:
    from yiananlib.services.recording.rectify import excuse

    session.show(excuse(session.ledger(), session.context(), problem, measure, occurrence, reason))
