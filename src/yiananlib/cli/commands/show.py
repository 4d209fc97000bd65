"""``yian show``."""

import click

from yiananlib.cli.options import reading, yian_command
from yiananlib.cli.session import Session


@yian_command(
    "show",
    examples="yian show k7m2qd\nyian show zjj/k7 --json",
)
@click.argument("problem")
@reading
def command(session: Session, problem: str) -> None:
    from yiananlib.services.reading import show_problem

    ledger = session.ledger()
    session.show(show_problem(ledger, problem, session.day(ledger.campaign())))
