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
        "Most urgent first. The queue of a head or liaison covers their unit and all below it; that of any"
        " other officer, what they own or lead; that of the office and the inspectors, whatever is to be"
        " reviewed, closed, looked back at, settled or decided. --for also shows the officer's own measures."
    ),
)
@click.option("--for", "officer", type=ANY_OFFICER, help=_("Show the queue of this officer."))
@click.option("--org", type=ORG, help=_("Only this organization and those below it."))
@reading
def command(session: Session, officer: str | None, org: str | None) -> None:
    from yiananlib.services.reading.due import due

    session.show(session.ask(lambda index: due(index, session.day(index), officer, org)))
