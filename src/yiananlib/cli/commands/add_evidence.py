"""``yian add-evidence``."""

from pathlib import Path

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "add-evidence",
    examples="yian add-evidence k7m2qd 通报.pdf 会议纪要.docx --measure 2 --by zjj/liaison",
    details=_(
        "The files are copied into the ledger, and their digests recorded. No secret material: git keeps it for ever."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--measure", type=click.IntRange(1, 999), metavar="N", help=_("The measure that they are for."))
@click.option("--note", metavar="TEXT", help=_("What they show."))
@recording
def command(session: Session, problem: str, files: tuple[Path, ...], measure: int | None, note: str | None) -> None:
    from yiananlib.services.rectify import add_evidence

    session.show(add_evidence(session.ledger(), session.occasion(), problem, files, measure=measure, note=note))
