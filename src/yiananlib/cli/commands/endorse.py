"""``yian endorse``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "endorse",
    examples="yian endorse k7m2qd --by zjj/head\n"
    "yian endorse k7m2qd --for zjj/head --evidence 签认单.pdf --by bgs/liaison",
    details=_(
        "第一责任人签认. The endorsement counts until the problem is returned or reopened. When the office"
        " records it for a head, the signed sheet is required."
    )
    + HINT,
)
@records()
@click.option("--note", metavar="TEXT", help=_("A comment."))
@click.option(
    "--evidence",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The signed sheet; it is copied into the ledger as evidence."),
)
@recording
def command(session: Session, problems: tuple[str, ...], note: str | None, sheet: Path | None) -> None:
    from yiananlib.services.recording.close_out import endorse
    from yiananlib.services.recording.supporting import read_all

    copy = read_all(session.ledger(), [sheet])[0] if sheet is not None else None
    each(session, problems, lambda ledger, context, ref: endorse(ledger, context, ref, note, copy))
