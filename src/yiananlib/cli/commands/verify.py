"""``yian verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import checking, vouching
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import FOLDER
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from pathlib import Path


@yian_command(
    "verify",
    examples=(
        "yian verify\nyian verify --json\nyian verify --history\nyian verify --history origin/main..HEAD\n"
        "yian verify --history --anew\nyian verify 案卷.zip"
    ),
    details=_(
        "Checks schema, lifecycle, authority, references, digests of evidence, duplicates, links and"
        " conflict markers. Exit status 1 if there are errors. Writes nothing."
    )
    + "\n\n"
    + _(
        "With --history, verifies the commits instead of the files: that nothing recorded was removed or"
        " changed, that each entry was made by an officer with the authority to do so at the time, and that"
        " only the office changed definitions. Results are cached in ~/.cache/yian, which can safely be"
        " deleted."
    )
    + "\n\n"
    + _(
        "For a dossier (`yian export dossier`), verifies from the file alone that it is complete, that its"
        " records and pages match, and that each entry was made by an officer allowed to, under the"
        " definitions of its day. --digest also verifies that it is the dossier you were told about."
    ),
)
@click.argument("dossier", required=False, type=FOLDER, metavar="[DOSSIER]")
@click.option("--digest", metavar="HEX", help=_("The expected digest of the dossier, or at least its first 16 digits."))
@click.option("--whole", type=FOLDER, metavar="FILE", help=_("The complete dossier to compare a public one with."))
@click.option(
    "--history",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[RANGE]",
    help=_("Verify the commits of a range such as A..B; default: everything up to HEAD."),
)
@click.option("--anew", is_flag=True, help=_("With --history: ignore cached results and verify everything again."))
@vouching
@checking
def command(
    session: Session,
    dossier: Path | None,
    digest: str | None,
    whole: Path | None,
    history: str | None,
    anew: bool,
    vouched: tuple[str, ...],
) -> int:
    if dossier is not None:
        if history is not None or anew or vouched:
            raise UsageProblem(_("A dossier has no history; --history, --anew and --vouch are for a ledger."))
        return _examine(session, dossier, digest, whole)
    if digest is not None or whole is not None:
        raise UsageProblem(_("--digest and --whole are for a dossier: name its file."))
    if anew and history is None:
        raise UsageProblem(_("--anew requires --history."))
    if history is not None:
        from yiananlib.cli.progress import Progress
        from yiananlib.services.verifying.proof import prove

        with Progress(_("{done} of {total} commits")) as progress:
            proved = prove(
                session.ledger().root, history or None, session.cache, progress,
                now=session.present, anew=anew, vouched=vouched,
            )  # fmt: skip
        session.show(proved)
        return 0 if proved.in_order else 1
    if vouched:
        raise UsageProblem(_("--vouch requires --history: without it, no commits are checked."))
    from yiananlib.cli.progress import Progress
    from yiananlib.services.verifying.verify import verify
    from yiananlib.store import headway

    ledger = session.ledger()
    with Progress(_("{done} of {total} files")) as progress, headway.telling(progress):
        result = verify(ledger, session.today(ledger), session.present)
    session.show(result)
    return 0 if result.in_order else 1


def _examine(session: Session, dossier: Path, digest: str | None, whole: Path | None) -> int:
    from yiananlib.render.views.dossier import pages
    from yiananlib.services.verifying.dossier_check import examine

    wanted = "".join(digest.split()).lower() if digest is not None else None
    if wanted is not None and not (16 <= len(wanted) <= 64 and set(wanted) <= set("0123456789abcdef")):
        raise UsageProblem(
            _("“{digest}” is not a digest: give 16 to 64 hexadecimal digits (0 to f).").format(digest=digest)
        )
    result = examine(dossier, pages, wanted, whole)
    session.show(result)
    return 0 if result.in_order else 1
