"""``yian diff``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import checking
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "diff",
    examples="yian diff\nyian diff HEAD\nyian diff HEAD~5\nyian diff HEAD~5..HEAD --json",
    details=_(
        "Shows which problems appeared, moved, closed or slipped, and the figures before and after, up to"
        " the current state of the folder. Without a range: since the last push, or, if nothing was pushed"
        " or nothing changed since, in the past week."
    ),
)
@click.argument("range_", required=False, metavar="[REV[..REV]]")
@checking
def command(session: Session, range_: str | None) -> None:
    from yiananlib.services.reading.history import compare, last_shared

    ledger = session.readable()
    today = session.day(ledger.campaign())
    if range_ is None:
        session.show(compare(ledger, last_shared(ledger, today), None, today, cache=session.cache))
        return
    before, dots, after = range_.partition("..")
    last = (after or "HEAD") if dots else None
    session.show(compare(ledger, before or "HEAD", last, today, cache=session.cache))
