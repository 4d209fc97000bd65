"""``yian compare``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import checking, publishing
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "compare",
    examples="yian compare --from 2026-05-25\n"
    "yian compare --from 2026-05-25 --to 2026-05-31 --org zjj\nyian compare --from HEAD~10 --to HEAD --json",
    details=_(
        "For the weekly meeting: what is new, struck off, overdue, and the figures before and after. A day is answered"
        " from what is known now; a commit by what the ledger said then, as of the day of the commit. What reads as a"
        " day is one; a number is a commit."
    ),
)
@click.option("--from", "before", metavar="DAY|REV", help=_("The earlier moment."))
@click.option("--to", "after", metavar="DAY|REV", help=_("The later moment; default: now."))
@click.option("--org", type=ORG, help=_("This organization and all below it."))
@checking
@publishing
def command(session: Session, before: str | None, after: str | None, org: str | None) -> None:
    from yiananlib.services.history import compare

    if before is None:
        raise UsageProblem(
            _(
                "Say since when, with --from: a day (`--from 2026-05-25`), or a commit, branch or tag (`--from"
                " HEAD~10`). `yian diff` shows what changed since the last push, or in a week."
            )
        )
    ledger = session.ledger()
    today = session.ask(session.day, ledger)
    session.show(compare(ledger, before, after, today, org, cache=session.cache))
