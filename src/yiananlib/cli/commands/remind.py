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
        "For each officer in office what waits for them, as `yian due --for` shows it, in the campaign's language. It"
        " sends nothing: how it reaches people is the office's business. A calendar has an all-day event for each thing"
        " on its last day, and the same event when it is written again; it needs the library icalendar, which"
        " `pip install 'yian[documents]'` brings."
    ),
)
@click.option(
    "--for", "officers", type=ANY_OFFICER, multiple=True, help=_("For this officer alone; may be given again.")
)
@click.option(
    "--org",
    "orgs",
    type=ORG,
    multiple=True,
    help=_("For the officers of this organization and all below it; may be given again."),
)
@reading
def command(session: Session, officers: tuple[str, ...], orgs: tuple[str, ...]) -> None:
    from yiananlib.services.reading.remind import remind

    if officers and orgs:
        raise UsageProblem(_("Give --for or --org, not both."))
    session.show(session.ask(lambda index: remind(index, session.day(index), officers, orgs)))
