"""``yian due``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ANY_OFFICER, ORG
from yiananlib.cli.options import reading
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "due",
    examples="yian due\nyian due --for zjj/liaison\nyian due --org zjj --json",
    details=_(
        "The most urgent first. A head's and a liaison's queue is their unit's with all below it, any other officer's"
        " what they own or lead; the office's and the inspectors' is what is to be reviewed, struck off, looked back"
        " at, settled or decided. --for also shows the officer's own measures."
    ),
)
@click.option("--for", "officer", type=ANY_OFFICER, help=_("The queue of this officer."))
@click.option("--org", type=ORG, help=_("This organization and all below it."))
@reading
def command(session: Session, officer: str | None, org: str | None) -> None:
    from yiananlib.services.reading.due import due

    session.show(session.ask(lambda index: due(index, session.day(index), officer, org)))
