"""``yian merge-driver``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "merge-driver",
    examples="yian merge-driver -- %O %A %B %P",
    details=_("The result is written to OURS; exit status 1 means conflict markers were left in it."),
)
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path")
def command(session: Session, base: Path, ours: Path, theirs: Path, path: str) -> int:
    from yiananlib.services.sharing.merging import drive

    result = drive(base, ours, theirs, path, Path.cwd())
    if result.conflicts:
        session.show(result)
    return 1 if result.conflicts else 0
