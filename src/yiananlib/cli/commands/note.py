"""``yian note``."""

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "note",
    examples="yian note k7m2qd 已电话提醒，月底前报会议纪要 --by bgs/liaison",
    details=_(
        "For the unit, the organizations above it, the office and the inspectors. It changes nothing else, and can be"
        " made of a closed or voided problem too."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("text")
@recording
def command(session: Session, problem: str, text: str) -> None:
    from yiananlib.services.rectify import note

    session.show(note(session.ledger(), session.occasion(), problem, text))
