"""``yian log``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import checking
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "log",
    examples="yian log\nyian log zjj\nyian log k7m2qd --limit 100 --json",
    details=_("Reads the commits of one record, of an organization, or of the whole ledger."),
)
@click.argument("what", required=False, type=ORG, metavar="[RECORD|ORG]")
@click.option("--limit", type=click.IntRange(1), default=30, metavar="COUNT", help=_("How many commits; default: 30."))
@click.option("--all", "everything", is_flag=True, help=_("Show all commits."))
@checking
def command(session: Session, what: str | None, limit: int, everything: bool) -> None:
    from yiananlib.services.reading.history import log

    session.show(log(session.ledger(), what, None if everything else limit))
