"""``yian export parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import uniting
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import FOLDER
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yiananlib.model.finding import Finding


@yian_command(
    "export parquet",
    examples=(
        "yian export parquet ../上报\nyian export parquet ../530121.zip\n"
        "yian export parquet ../530121.zip --code 530121\nyian export parquet ../本县分析 --with-names"
    ),
    details=_(
        "For a city or province, which takes it in with `yian collect`: the tables behind the figures as"
        " Parquet files, and a manifest with the commit, the settings, the digest of each file and the"
        " totals. Titles, symptoms and posts are left out unless --with-names is given; entries and evidence"
        " always are. Only a committed and valid ledger is handed over. Nothing is written if nothing has"
        " changed since the last time. docs/lake.md describes the format."
    ),
)
@click.argument("target", type=FOLDER, metavar="DIR|FILE.zip")
@click.option("--with-names", is_flag=True, help=_("Include titles, symptoms, goals, causes and posts."))
@click.option("--code", metavar="CODE", help=_("The code of the ledger, if yian.toml has none."))
@click.option(
    "--allow-dirty",
    is_flag=True,
    help=_("Continue even if there are uncommitted changes; the manifest says so, and no lake accepts it."),
)
@click.option("--allow-findings", is_flag=True, help=_("Continue even if the ledger is invalid; the manifest says so."))
@click.option("--unverified", is_flag=True, help=_("Skip verification; the manifest says so."))
@uniting
def command(
    session: Session,
    target: Path,
    with_names: bool,
    code: str | None,
    allow_dirty: bool,
    allow_findings: bool,
    unverified: bool,
) -> None:
    from yiananlib.services.recording.lake_export import Around, Asked, export

    asked = Asked(code, with_names, allow_dirty, allow_findings, unverified)

    def waiting() -> None:
        click.echo(_("Waiting for another command to finish writing …"), err=True)

    around = Around(session.ask, lambda: _findings(session), waiting)
    session.show(export(session.ledger(), target, asked, around))


def _findings(session: Session) -> Sequence[Finding]:
    """Return what is wrong with the files of the ledger and with its history."""
    from yiananlib.cli.progress import Progress
    from yiananlib.services.recording.lake_export import errors
    from yiananlib.services.verifying.proof import prove
    from yiananlib.services.verifying.verify import verify

    ledger = session.ledger()
    found = list(verify(ledger, session.today(ledger), session.present).findings)
    with Progress(_("{done} of {total} commits")) as progress:
        found += prove(ledger.root, None, session.cache, progress, now=session.present).findings
    return errors(found)
