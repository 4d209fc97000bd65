"""``yian number``."""

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "number",
    examples="yian number k7m2qd --by bgs/liaison\nyian number k7m2qd 2026-017 --by bgs/liaison",
    details=_(
        "编号, for the office or the inspectors. Without NUMBER it is the next of the year. A number is given once and"
        " kept for ever, and from then on names the problem on every command line, as in `yian show 2026-017`."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("number", required=False)
@recording
def command(session: Session, problem: str, number: str | None) -> None:
    from yiananlib.services import numbering

    session.show(numbering.number(session.ledger(), session.occasion(), problem, number))
