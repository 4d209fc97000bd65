"""``yian remind``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ANY_OFFICER, ORG
from yiananlib.cli.options import reading
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "remind",
    examples="yian remind --for zjj/liaison\nyian remind --org zjj --org czj -o 提醒.md\n"
    "yian remind --for zjj/liaison -o 提醒.ics\nyian remind --json",
    details=_(
        "Lists for each officer in office what is waiting for them, as `yian due --for` does, in the"
        " campaign's language. It sends nothing: delivery is up to the office. A calendar has an all-day"
        " event on the last day of each item; writing it again produces the same events. It needs the"
        " icalendar library, installed by `pip install 'yian[documents]'`."
    ),
)
@click.option("--for", "officers", type=ANY_OFFICER, multiple=True, help=_("Only for this officer; may be repeated."))
@click.option(
    "--org",
    "orgs",
    type=ORG,
    multiple=True,
    help=_("For the officers of this organization and those below it; may be repeated."),
)
@reading
def command(session: Session, officers: tuple[str, ...], orgs: tuple[str, ...]) -> None:
    from yiananlib.services.reading.remind import remind

    if officers and orgs:
        raise UsageProblem(_("Give either --for or --org."))
    session.show(session.ask(lambda index: remind(index, session.day(index), officers, orgs)))
