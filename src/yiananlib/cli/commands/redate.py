"""``yian redate``."""

import datetime as dt

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ENTRY, RECORD
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY
from yiananlib.messages import _


@yian_command(
    "redate",
    examples="yian redate k7m2qd 3f9k2m --day 2026-06-30 --reason 电脑时钟快了十年 --by bgs/liaison",
    details=_(
        "A clock that ran ahead would block the record: nothing could be recorded after its entry. RECORD is"
        " the id of a problem, notice, rule or meeting, or a round of self-examination as ORG/ROUND; ENTRY"
        " is the id of the entry, or its beginning, as printed by `yian show` and `yian log`. For the office"
        " or the inspectors, whatever the status of the record."
    ),
)
@click.argument("record", type=RECORD)
@click.argument("entry", type=ENTRY)
@click.option("--day", type=DAY, required=True, help=_("The day it was really recorded."))
@click.option("--reason", required=True, metavar="TEXT", help=_("How this is known."))
@recording
def command(session: Session, record: str, entry: str, day: dt.date, reason: str) -> None:
    from yiananlib.services.recording.redate import redate

    session.show(redate(session.ledger(), session.context(), record, entry, day, reason))
