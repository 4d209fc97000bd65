"""``yian import open``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import FOLDER
from yiananlib.messages import _


@yian_command(
    "import open",
    examples="yian import open ../2026 --by bgs/head\nyian import open ../2026 --by bgs/head --apply\n"
    "yian import open ../2026 --skip ykc/4fj1c2 --by bgs/head --apply",
    details=_(
        "Takes what is open at the end of a campaign over into the ledger of the next: shown first, --apply"
        " records all of it in one commit, or nothing. Reads the newest commit of the other ledger, which stays as"
        " it is; the registration names it. Text, deadline, extensions, day found, serial number and measures"
        " not carried out come over; who had a part in a problem there may not judge it here. Organizations,"
        " officers and words must be here under the same codes. Running it again brings nothing twice. Exit"
        " status 1 if something cannot come over."
    ),
)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@click.option("--skip", multiple=True, metavar="PROBLEM", help=_("Leave out this problem; may be repeated."))
@click.option("--apply", is_flag=True, help=_("Record the result."))
@recording
def command(session: Session, folder: Path, skip: tuple[str, ...], *, apply: bool) -> int:
    from yiananlib.services.recording.import_open import import_open

    found = import_open(session.ledger(), session.context(), folder, skip, apply=apply)
    session.show(found)
    return int(bool(found.in_the_way))
