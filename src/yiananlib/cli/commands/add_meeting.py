"""``yian add-meeting``."""

from typing import Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import CASE, OFFICER, ORG
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DAY, Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.meeting_words import AIM_WORDS, MATERIAL_WORDS, TYPE_WORDS


@yian_command(
    "add-meeting",
    examples="yian add-meeting zjj --type democratic_life --title 专题民主生活会 --planned 2026-07-10 --due 7"
    " --aim sweat --aim lessons --case case-1 --by zjj/liaison\n"
    "yian add-meeting zjj --type warning --title 观看警示教育片 --planned 2026-06-20 --material film"
    " --source 县纪委监委 --held --attended 41 --of 43 --absent 两名股长出差 --by zjj/liaison",
    details=_(
        "民主生活会, 三会一课, 民主评议, 动员会, 警示教育, 学习 or 征求意见. Use `yian meeting` to record"
        " its outcome. With --held the meeting has already taken place, on the planned day unless --on gives"
        " another. To list a problem found at the meeting, use `yian add-problem … --meeting MEETING`."
    ),
)
@click.argument("org", type=ORG)
@click.option("--type", "type_", required=True, type=Choice(TYPE_WORDS), help=_("The type of meeting."))
@click.option("--title", required=True, metavar="TEXT", help=_("The meeting in one line."))
@click.option(
    "--planned", "--on-day", "planned", required=True, type=DAY, help=_("The day the meeting is planned for.")
)
@click.option("--due", type=click.IntRange(1, 1_000_000), metavar="COUNT", help=_("How many people are expected."))
@click.option("--aim", "aims", type=Choice(AIM_WORDS), multiple=True, help=_("An aim; may be repeated."))
@click.option("--material", type=Choice(MATERIAL_WORDS), help=_("The material studied."))
@click.option("--source", metavar="TEXT", help=_("Who provided the material, or where it is from."))
@click.option("--case", "case_", type=CASE, help=_("The case the meeting is about."))
@click.option(
    "--chair", type=OFFICER, metavar="OFFICER", help=_("Who chairs it; without ORG/, an officer of the organization.")
)
@click.option("--held", is_flag=True, help=_("The meeting has already been held; requires --attended and --of."))
@click.option("--attended", type=click.IntRange(0, 1_000_000), metavar="COUNT", help=_("How many people attended."))
@click.option(
    "--of", "of", type=click.IntRange(0, 1_000_000), metavar="COUNT", help=_("How many people were expected.")
)
@click.option("--absent", metavar="TEXT", help=_("Who was absent (posts only), and why."))
@click.option("--summary", metavar="TEXT", help=_("What was said and decided."))
@recording
def command(
    session: Session,
    org: str,
    type_: str,
    case_: str | None,
    held: bool,
    attended: int | None,
    of: int | None,
    absent: str | None,
    summary: str | None,
    **given: Any,
) -> None:
    from yiananlib.services.recording.meetings import Attendance, add_meeting

    total = of if of is not None else given["due"]
    came = Attendance(attended, total, absent, summary) if attended is not None and total is not None else None
    if held != (came is not None) or (not held and (of, absent, summary) != (None, None, None)):
        raise UsageProblem(
            _("To record a meeting already held, give --held --attended N --of N; --absent and --summary are optional.")
        )
    context = session.context()
    planned = given["planned"]
    if came is not None and context.on is None and planned <= session.day(session.ledger().campaign()):
        context = context._replace(on=planned)
    fields = {**given, "type": type_, "case": case_}
    session.show(add_meeting(session.ledger(), context, org, fields, came))
