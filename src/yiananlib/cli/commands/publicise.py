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
    examples="yian publicise k7m2qd --since 2026-06-24 --by bgs/liaison\n"
    "yian publicise k7m2qd --since 2026-06-24 --until 2026-06-28 --by bgs/liaison\n"
    "yian publicise k7m2qd --since 2026-06-24 --until 2026-06-28 --objection 一户反映未足额到账 --by bgs/liaison",
    details=_(
        "公示. For the office or the inspectors, while the problem is submitted or passed. Recording again"
        " replaces the earlier record: give the objections still open, or none if all are settled. Where the"
        " campaign requires publicity, the gate opens on the day after the last day."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--since", type=DAY, required=True, help=_("First day."))
@click.option("--until", type=DAY, help=_("Last day; default: the last of as many days as the campaign requires."))
@click.option(
    "--objection",
    "objections",
    multiple=True,
    metavar="TEXT",
    help=_("An open objection in one line, without names; may be repeated."),
)
@recording
def command(session: Session, problem: str, since: dt.date, until: dt.date | None, objections: tuple[str, ...]) -> None:
    from yiananlib.services.recording.close_out import publicise

    ledger, context = session.ledger(), session.context()
    session.show(publicise(ledger, context, problem, since=since, until=until, objections=objections))
