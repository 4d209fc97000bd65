"""``yian reopen``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "reopen",
    examples="yian reopen k7m2qd --reason 群众反映同一问题 --by bgs/head",
    details=_("A new round begins and needs measures of its own; the first close is kept."),
)
@click.argument("problem", type=PROBLEM)
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is reopened."))
@recording
def command(session: Session, problem: str, reason: str) -> None:
    from yiananlib.services.recording.close_out import reopen

    session.show(reopen(session.ledger(), session.context(), problem, reason))
