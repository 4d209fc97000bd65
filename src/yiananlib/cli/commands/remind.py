"""``yian remind``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ANY_OFFICER, ORG
from yiananlib.cli.options import urging
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "remind",
    examples="yian remind --for zjj/liaison\nyian remind --org zjj --org czj -o 提醒.md\n"
    "yian remind --for zjj/liaison -o 提醒.ics\nyian remind --json\n"
    "yian remind --message --org zjj\nyian remind --sent 微信工作群 --org zjj --by bgs/liaison\n"
    "yian remind --sent 短信平台 --run-command --by bgs/liaison",
    details=_(
        "Lists for each officer in office what is waiting for them, as `yian due --for` does, in the"
        " campaign's language. It sends nothing: delivery is up to the office. A calendar has an all-day"
        " event on the last day of each item; writing it again produces the same events. It needs the"
        " icalendar library, installed by `pip install 'yian[documents]'`."
    )
    + "\n\n"
    + _(
        "催办. --message writes what to say in a work chat: for each unit, or each officer named with --for, at most"
        " 300 characters, without names of persons, titles or symptoms. --sent HOW records that this was said, by"
        " phone, in a chat or in person: who urged whom about which records. What was urged less than [remind]"
        " again_after_days ago (7) is left out, and counted; --all has it again. --run-command hands the messages as"
        " JSON to the office's own program, [remind] command of yian.toml, before they are recorded as sent: only"
        " once you confirm the command, or where YIAN_REMIND_WITH says the same command."
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
@click.option("--message", "written", is_flag=True, help=_("Write a message for a work chat to each."))
@click.option(
    "--sent", "how", metavar="TEXT", help=_("Record that they were urged, and how: phone, wechat, in person…")
)
@click.option("--all", "again", is_flag=True, help=_("With --message or --sent: also what was urged lately."))
@click.option(
    "--run-command", "handed", is_flag=True, help=_("With --sent: have the office's own program send the messages.")
)
@urging
def command(
    session: Session,
    officers: tuple[str, ...],
    orgs: tuple[str, ...],
    written: bool,
    how: str | None,
    again: bool,
    handed: bool,
) -> None:
    if officers and orgs:
        raise UsageProblem(_("Give either --for or --org."))
    if written or how is not None:
        from yiananlib.cli.urging import urge

        urge(session, officers, orgs, how, again=again, handed=handed)
        return
    if again or handed or session.by or session.for_ or session.on:
        raise UsageProblem(
            _("--all is for --message or --sent; --run-command, --by, --behalf and --on are for --sent.")
        )
    from yiananlib.services.reading.remind import remind

    session.show(session.ask(lambda index: remind(index, session.day(index), officers, orgs)))
