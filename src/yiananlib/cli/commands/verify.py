"""``yian verify``."""

import click

from yiananlib.cli.options import checking, vouching, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "verify",
    examples=(
        "yian verify\nyian verify --json\nyian verify --history\nyian verify --history origin/main..HEAD\n"
        "yian verify --history --anew"
    ),
    details=_(
        "Schema, lifecycle, authority, references, digests of evidence, duplicates, links, conflict"
        " markers. Exit status"
        " 1 when an error was found. It never writes."
    )
    + "\n\n"
    + _(
        "With --history the commits are proven instead of the files: nothing removed or changed that was recorded,"
        " each entry by one who had the authority then, definitions changed by the office alone. What was proven is"
        " remembered in ~/.cache/yian; deleting that is harmless."
    ),
)
@click.option(
    "--history",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[RANGE]",
    help=_("Prove the commits of a range such as A..B; default: all up to HEAD."),
)
@click.option(
    "--anew", is_flag=True, help=_("With --history: trust nothing that is remembered, and prove all of it again.")
)
@vouching
@checking
def command(session: Session, history: str | None, anew: bool, vouched: tuple[str, ...]) -> int:
    if anew and history is None:
        raise UsageProblem(_("--anew goes with --history."))
    if history is not None:
        from yiananlib.cli.progress import Progress
        from yiananlib.services.proof import prove

        with Progress(_("{done} of {total} commits")) as progress:
            proved = prove(
                session.ledger().root, history or None, session.cache, progress,
                now=session.present, anew=anew, vouched=vouched,
            )  # fmt: skip
        session.show(proved)
        return 0 if proved.in_order else 1
    if vouched:
        raise UsageProblem(_("--vouch goes with --history: without it no commits are looked at."))
    from yiananlib.services.verify import verify

    ledger = session.ledger()
    result = verify(ledger, session.today(ledger), session.present)
    session.show(result)
    return 0 if result.in_order else 1
