"""``yian show``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import RECORD
from yiananlib.cli.options import publishing, reading
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "show",
    examples="yian show k7m2qd\nyian show zjj/k7 --json\nyian show r3b8xk\nyian show case-1",
    details=_("A problem, notice, rule or meeting by its id, or a case by its name."),
)
@click.argument("record", type=RECORD)
@reading
@publishing
def command(session: Session, record: str) -> None:
    from yiananlib.services.reading.showing import show

    session.show(session.ask(lambda index: show(index, record, session.day(index))))
