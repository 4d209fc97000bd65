"""``yian collect``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.lakes import reasons
from yiananlib.cli.options import showing
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import FOLDER
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@yian_command(
    "collect",
    examples=(
        "yian collect 省湖 530121.zip 530122.zip\nyian collect 省湖 ../云岭市湖\n"
        "yian collect 省湖 530121.zip 530122.zip --without 530122=专线中断，月底补报"
    ),
    details=_(
        "A lake is a folder with the newest hand-over of each ledger, plus earlier ones. It collects folders"
        " and zips written by `yian export parquet`, or another lake with all its ledgers. Digests, schema,"
        " rows and totals are checked first; if one is wrong, nothing is taken. Collecting the same"
        " hand-over again changes nothing. lake.toml lists the expected ledgers and their hierarchy;"
        " docs/lake.md describes it."
    ),
)
@click.argument("lake", type=FOLDER, metavar="LAKE")
@click.argument("sources", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@click.option(
    "--without",
    multiple=True,
    metavar="CODE=REASON",
    help=_("Leave out this ledger, for a reason; may be repeated."),
)
@click.option(
    "--replaces",
    multiple=True,
    metavar="CODE",
    help=_("This ledger replaces another that had its code; may be repeated."),
)
@showing
def command(
    session: Session, lake: Path, sources: Sequence[Path], without: Sequence[str], replaces: Sequence[str]
) -> None:
    from yiananlib.services.sharing.collect import collect

    def waiting() -> None:
        click.echo(_("Waiting for another command to finish writing …"), err=True)

    session.show(collect(lake, sources, waiting, without=reasons(without), replaced=replaces))
