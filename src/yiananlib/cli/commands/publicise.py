"""``yian publicise``."""

import datetime as dt

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY
from yiananlib.messages import _


@yian_command(
    "publicise",
    examples="yian publicise k7m2qd --since 2026-06-24 --until 2026-06-28 --by bgs/liaison\n"
    "yian publicise k7m2qd --since 2026-06-24 --until 2026-06-28 --objection 一户反映未足额到账 --by bgs/liaison",
    details=_(
        "公示, for the office or the inspectors, while the problem is submitted or passed. Recorded again it replaces"
        " what was recorded before: the objections given are those that are open, none when all are settled. Where the"
        " campaign demands publicity, the gate opens on the day after the last one."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--since", type=DAY, required=True, help=_("The first day."))
@click.option("--until", type=DAY, required=True, help=_("The last day."))
@click.option(
    "--objection",
    "objections",
    multiple=True,
    metavar="TEXT",
    help=_("An objection that is open, in a line and without names; may be given again."),
)
@recording
def command(session: Session, problem: str, since: dt.date, until: dt.date, objections: tuple[str, ...]) -> None:
    from yiananlib.services.recording.close_out import publicise

    ledger, context = session.ledger(), session.context()
    session.show(publicise(ledger, context, problem, since=since, until=until, objections=objections))
