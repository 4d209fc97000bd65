"""``yian void``."""

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "void",
    examples="yian void k7m2qd --reason 与另一问题重复登记 --by bgs/head",
    details=_("The record stays and can be listed with `yian list --status voided`; no figure counts it."),
)
@click.argument("problem", type=PROBLEM)
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it does not count."))
@recording
def command(session: Session, problem: str, reason: str) -> None:
    from yiananlib.services.close_out import void

    session.show(void(session.ledger(), session.occasion(), problem, reason))
