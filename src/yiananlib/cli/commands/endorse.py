"""``yian endorse``."""

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "endorse",
    examples="yian endorse k7m2qd --by zjj/head",
    details=_("第一责任人签认. It counts until the problem is returned or reopened."),
)
@click.argument("problem", type=PROBLEM)
@click.option("--note", metavar="TEXT", help=_("What there is to say."))
@recording
def command(session: Session, problem: str, note: str | None) -> None:
    from yiananlib.services.close_out import endorse

    session.show(endorse(session.ledger(), session.occasion(), problem, note))
