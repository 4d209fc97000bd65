"""``yian done``."""

from pathlib import Path

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "done",
    examples="yian done k7m2qd 1 --evidence 核验表.pdf --note 12个项目全部核验 --on 2026-05-18 --by zjj/liaison",
    details=_("The files are copied into the ledger, and their digests recorded."),
)
@click.argument("problem", type=PROBLEM)
@click.argument("measure", type=click.IntRange(1, 999), metavar="N")
@click.option(
    "--evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A supporting file; more may follow."),
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--note", metavar="TEXT", help=_("What was done."))
@recording
def command(
    session: Session, problem: str, measure: int, evidence: tuple[Path, ...], more: tuple[Path, ...], note: str | None
) -> None:
    from yiananlib.services.rectify import done

    # a shell writes `--evidence *.pdf` out as one option and further words
    if more and not evidence:
        raise UsageProblem(
            _("“{file}” is one word too many; name supporting files after --evidence.").format(file=more[0])
        )
    files = (*evidence, *more)
    session.show(done(session.ledger(), session.occasion(), problem, measure, evidence=files, note=note))
