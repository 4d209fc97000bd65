"""``yian withdraw``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command("withdraw", examples="yian withdraw k7m2qd --reason 还有一个项目未核验 --by zjj/liaison")
@click.argument("problem", type=PROBLEM)
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is taken back."))
@recording
def command(session: Session, problem: str, reason: str) -> None:
    from yiananlib.services.recording.close_out import withdraw

    session.show(withdraw(session.ledger(), session.context(), problem, reason))
