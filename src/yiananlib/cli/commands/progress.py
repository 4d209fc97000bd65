"""``yian progress``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command("progress", examples="yian progress k7m2qd 已核验12个项目 --measure 1 --by zjj/liaison")
@click.argument("problem", type=PROBLEM)
@click.argument("note")
@click.option("--measure", type=click.IntRange(1, 999), metavar="N", help=_("The measure the note is about."))
@recording
def command(session: Session, problem: str, note: str, measure: int | None) -> None:
    from yiananlib.services.recording.rectify import progress

    session.show(progress(session.ledger(), session.context(), problem, note, measure))
