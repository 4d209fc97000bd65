"""``yian hold-account``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM, TRIGGER
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "hold-account",
    examples="yian hold-account k7m2qd --trigger inadequate --count 1 --note 责令书面检查 --by jw/liaison\n"
    "yian hold-account k7m2qd --trigger 问题排查不准 --count 2 --note 约谈主要负责人和分管负责人 --by bgs/head",
    details=_(
        "问责. For the office or the inspectors, who record what was decided; yian decides nothing. Counts"
        " and posts, never names."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--trigger", type=TRIGGER, required=True, help=_("The reason, from the vocabulary."))
@click.option("--count", type=click.IntRange(1, 9999), required=True, metavar="COUNT", help=_("How many people."))
@click.option("--note", required=True, metavar="TEXT", help=_("What was decided; posts, never names."))
@recording
def command(session: Session, problem: str, trigger: str, count: int, note: str) -> None:
    from yiananlib.services.recording.accountability import hold_account

    session.show(hold_account(session.ledger(), session.context(), problem, trigger, count, note))
