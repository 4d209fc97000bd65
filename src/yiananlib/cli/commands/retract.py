"""``yian retract``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ENTRY, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "retract",
    examples="yian retract k7m2qd 3f9k2m --reason 佐证传错了 --by zjj/liaison",
    details=_(
        "ENTRY is the id of the entry, or its beginning, as printed by `yian show`. Whoever recorded it may"
        " take it back on the same day, and the office afterwards, but not while the problem is submitted,"
        " passed or closed. No figure counts the entry any more, for any day; the file keeps both entries."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("entry", type=ENTRY)
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it is taken back."))
@recording
def command(session: Session, problem: str, entry: str, reason: str) -> None:
    from yiananlib.services.recording.slips import retract

    session.show(retract(session.ledger(), session.context(), problem, entry, reason))
