"""``yian export dossier``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import CASE, ORG, PROBLEM
from yiananlib.cli.options import sealing
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@yian_command(
    "export dossier",
    examples=(
        "yian export dossier k7m2qd -o 案卷.zip\nyian export dossier --org zjj -o 县住建局案卷.zip\n"
        "yian export dossier --case case-1 -o 案卷.zip\nyian export dossier k7m2qd --rev HEAD~3 -o 案卷.zip\n"
        "yian export dossier k7m2qd --public -o 公开.zip"
    ),
    details=_(
        "一案一档: cover, contents and a record of the work, for Word and for a browser; the records and"
        " their evidence, byte for byte; the organizations and the campaign as they were when each entry was"
        " made; and a manifest with the digest of each file. A problem includes its evidence, the notices,"
        " rules and meetings that name it, the rounds it was found in and the cases whose findings it"
        " repeats; an organization includes all records of it and of those below it. The dossier is made"
        " from the committed state: the same commit gives the same bytes."
    )
    + "\n\n"
    + _("`yian verify X.zip` verifies it anywhere, without the ledger, git or a network."),
)
@click.argument("problems", nargs=-1, type=PROBLEM, metavar="[PROBLEM]...")
@click.option("--org", type=ORG, help=_("All problems of this organization and those below it."))
@click.option("--case", type=CASE, help=_("All problems that repeat a finding of this case."))
@click.option("--rev", metavar="REV", help=_("Use the ledger as of this commit, branch or tag."))
@click.option(
    "--public",
    is_flag=True,
    help=_("The public version (公开版): only pages the public may read, and only digests of the files."),
)
@sealing
def command(
    session: Session, problems: Sequence[str], org: str | None, case: str | None, rev: str | None, public: bool
) -> None:
    from yiananlib.cli.output import put
    from yiananlib.cli.progress import Progress
    from yiananlib.render.show import show
    from yiananlib.render.views.dossier import pages
    from yiananlib.services.verifying.dossier import made
    from yiananlib.services.verifying.dossier_scope import Asked
    from yiananlib.store import headway
    from yiananlib.store.packing import packed

    path = session.archive
    progress = Progress(_("{done} of {total} files"))
    asked = Asked(problems, org, case)
    with progress, headway.telling(progress), made(session.ledger(), asked, pages, rev, public=public) as dossier:
        put(path, packed(dossier.parts))
    click.echo(_("written: {path}").format(path=path), err=True)
    show(dossier, session.form)
