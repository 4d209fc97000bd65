"""``yian meeting``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import MEETING, OFFICER, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.meeting_words import AIM_WORDS, MARK_WORDS


@yian_command(
    "meeting",
    examples="yian meeting m4c9yt --held --attended 6 --of 7 --absent 一名副局长外出学习 --by zjj/liaison\n"
    "yian meeting m4c9yt --made-up 1 --note 会后补学 --by zjj/liaison\n"
    "yian meeting m4c9yt --found 变更审批把关不严 --problem k7m2qd --by zjj/liaison\n"
    "yian meeting m4c9yt --aim sweat --result 互提意见14条，当场认领 --by zjj/liaison\n"
    "yian meeting m4c9yt --passed zjj/jianguan --mark self --mark duty --mark work --by bgs/liaison\n"
    "yian meeting m4c9yt --not-passed zjj/jianguan --opinion 对照检查未联系分管工作 --by bgs/liaison\n"
    "yian meeting m4c9yt --cancel --reason 并入下月会议 --by zjj/liaison",
    details=_(
        "One at a time. --found links a problem that is on the list, or says why what was found did not enter it; a new"
        " problem is registered with `yian add-problem … --meeting MEETING`. 人人过关: whether a member has passed is"
        " said by the chair, the office or the inspectors, never by the member; `yian report --members` shows who has"
        " not."
    ),
)
@click.argument("meeting", type=MEETING)
@click.option("--held", is_flag=True, help=_("The meeting was held; requires --attended and --of."))
@click.option("--attended", type=click.IntRange(0, 1_000_000), metavar="COUNT", help=_("How many people attended."))
@click.option(
    "--of", "of", type=click.IntRange(0, 1_000_000), metavar="COUNT", help=_("How many people were expected.")
)
@click.option("--absent", metavar="TEXT", help=_("Who was absent (posts only), and why."))
@click.option("--summary", metavar="TEXT", help=_("What was said and decided."))
@click.option(
    "--made-up", type=click.IntRange(1, 1_000_000), metavar="COUNT", help=_("How many of those absent caught up later.")
)
@click.option("--note", metavar="TEXT", help=_("A remark, with --made-up."))
@click.option("--found", metavar="TEXT", help=_("What was found."))
@click.option("--problem", type=PROBLEM, help=_("The listed problem, with --found."))
@click.option("--aim", type=Choice(AIM_WORDS), help=_("One of its aims; requires --result."))
@click.option("--result", metavar="TEXT", help=_("The result for this aim."))
@click.option("--passed", type=OFFICER, metavar="OFFICER", help=_("人人过关: a member who has passed."))
@click.option(
    "--not-passed", type=OFFICER, metavar="OFFICER", help=_("A member who has not passed; requires --opinion.")
)
@click.option(
    "--mark",
    "covers",
    type=Choice(MARK_WORDS),
    multiple=True,
    help=_("三个摆进去: what the member's analysis covers; repeatable."),
)
@click.option("--opinion", metavar="TEXT", help=_("Why, if the member has not passed or something is left out."))
@click.option("--cancel", is_flag=True, help=_("The meeting is cancelled; requires --reason."))
@click.option("--reason", metavar="TEXT", help=_("Why the meeting is cancelled."))
@recording
def command(
    session: Session,
    meeting: str,
    held: bool,
    attended: int | None,
    of: int | None,
    absent: str | None,
    summary: str | None,
    made_up: int | None,
    note: str | None,
    found: str | None,
    problem: str | None,
    aim: str | None,
    result: str | None,
    passed: str | None,
    not_passed: str | None,
    covers: tuple[str, ...],
    opinion: str | None,
    cancel: bool,
    reason: str | None,
) -> None:
    from yiananlib.services.recording import meetings

    ledger, context = session.ledger(), session.context()
    about = {
        "held": (attended, of, absent, summary),
        "made-up": (made_up, note),
        "found": (found, problem),
        "aim": (aim, result),
        "passed": (passed, not_passed, opinion, *covers),
        "cancel": (reason,),
    }
    member = passed if passed is not None else not_passed
    acts = [name for name, on in (("held", held), ("cancel", cancel)) if on]
    acts += [
        name
        for name, on in (
            ("made-up", made_up),
            ("found", found),
            ("aim", aim),
            ("passed", passed),
            ("passed", not_passed),
        )
        if on is not None
    ]
    idle = [name for name, values in about.items() if name not in acts and any(v is not None for v in values)]
    match acts:
        case ["held"] if not idle and attended is not None and of is not None:
            session.show(meetings.hold(ledger, context, meeting, meetings.Attendance(attended, of, absent, summary)))
        case ["made-up"] if not idle and made_up is not None:
            session.show(meetings.make_up(ledger, context, meeting, made_up, note))
        case ["found"] if not idle and found is not None:
            session.show(meetings.find(ledger, context, meeting, found, problem))
        case ["aim"] if not idle and aim is not None and result is not None:
            session.show(meetings.conclude(ledger, context, meeting, aim, result))
        case ["passed"] if not idle and member is not None:
            has = passed is not None
            session.show(meetings.appraise(ledger, context, meeting, member, passed=has, marks=covers, opinion=opinion))
        case ["cancel"] if not idle and reason is not None:
            session.show(meetings.cancel(ledger, context, meeting, reason))
        case _:
            raise UsageProblem(
                _(
                    "Give one of --held --attended N --of N, --made-up N, --found TEXT, --aim AIM --result TEXT,"
                    " --passed OFFICER, --not-passed OFFICER --opinion TEXT, and --cancel --reason TEXT, with what goes"
                    " with it."
                )
            )
