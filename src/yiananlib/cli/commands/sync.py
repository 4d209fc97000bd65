"""``yian sync``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "sync",
    examples="yian sync\nyian sync origin",
    details=_(
        "Fetches what others recorded, merges it as `yian resolve` does, verifies the ledger and pushes what"
        " was recorded here. If there is a collision or an error, nothing is pushed (exit status 1). It is"
        " safe to run again after an interruption."
    ),
)
@click.argument("remote", required=False)
@defining
def command(session: Session, remote: str | None) -> int:
    from yiananlib.cli.progress import Progress
    from yiananlib.services.sharing.sync import sync
    from yiananlib.store import headway

    with (
        Progress(_("with the shared repository: {done} of {total} objects")) as progress,
        Progress(_("{done} of {total} files")) as verified,
        headway.telling(verified),
    ):
        result = sync(session.ledger(), session.context(), remote, progress)
    session.show(result)
    return 0 if result.done else 1
