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
        "Brings what others recorded, merges it as `yian resolve` does, verifies the ledger and sends what was"
        " recorded here. Where something collides or is not in order, nothing is sent and the exit status is 1."
        " It can be run again after any interruption."
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
