"""``yian diff``."""

import click

from yiananlib.cli.options import checking, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "diff",
    examples="yian diff\nyian diff HEAD~5\nyian diff HEAD~5..HEAD --json",
    details=_(
        "Which problems appeared, moved, closed or slipped, and the figures before and after. Without a range: what the"
        " folder says now against the last commit."
    ),
)
@click.argument("range_", required=False, default="HEAD", metavar="[REV[..REV]]")
@checking
def command(session: Session, range_: str) -> None:
    from yiananlib.services.history import compare

    ledger = session.readable()
    before, dots, after = range_.partition("..")
    session.show(compare(ledger, before or "HEAD", (after or "HEAD") if dots else None, session.day(ledger.campaign())))
