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
        "A lake is a folder: of each ledger the newest hand-over, and what was known before. What is collected are"
        " folders and zips that `yian export parquet` made, or another lake with all its ledgers. Digests, schema, rows"
        " and totals are checked first; where one is not as it should be, nothing is taken. Collected again, it is"
        " nothing new. Which ledgers are expected, and who is above whom, is written in lake.toml; docs/lake.md"
        " describes it."
    ),
)
@click.argument("lake", type=FOLDER, metavar="LAKE")
@click.argument("sources", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@click.option(
    "--without",
    multiple=True,
    metavar="CODE=REASON",
    help=_("Leave this ledger out, for a reason; may be given again."),
)
@click.option(
    "--replaces",
    multiple=True,
    metavar="CODE",
    help=_("This ledger takes the place of another that had its code; may be given again."),
)
@showing
def command(
    session: Session, lake: Path, sources: Sequence[Path], without: Sequence[str], replaces: Sequence[str]
) -> None:
    from yiananlib.services.sharing.collect import collect

    def waiting() -> None:
        click.echo(_("Waiting for another command to finish writing …"), err=True)

    session.show(collect(lake, sources, waiting, without=reasons(without), replaced=replaces))
