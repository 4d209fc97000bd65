"""``yian meeting``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import MEETING, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "meeting",
    examples="yian meeting m4c9yt --held --attended 6 --of 7 --absent 一名副局长外出学习 --by zjj/liaison\n"
    "yian meeting m4c9yt --made-up 1 --note 会后补学 --by zjj/liaison\n"
    "yian meeting m4c9yt --found 变更审批把关不严 --problem k7m2qd --by zjj/liaison\n"
    "yian meeting m4c9yt --cancel --reason 并入下月会议 --by zjj/liaison",
    details=_(
        "One action at a time. --found links a listed problem, or says why a finding was not listed; to"
        " register a new problem, use `yian add-problem … --meeting MEETING`."
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
    cancel: bool,
    reason: str | None,
) -> None:
    from yiananlib.services.recording import meetings

    ledger, context = session.ledger(), session.context()
    about = {
        "held": (attended, of, absent, summary),
        "made-up": (made_up, note),
        "found": (found, problem),
        "cancel": (reason,),
    }
    acts = [name for name, on in (("held", held), ("cancel", cancel)) if on]
    acts += [name for name, on in (("made-up", made_up), ("found", found)) if on is not None]
    idle = [name for name, values in about.items() if name not in acts and any(v is not None for v in values)]
    match acts:
        case ["held"] if not idle and attended is not None and of is not None:
            session.show(meetings.hold(ledger, context, meeting, meetings.Attendance(attended, of, absent, summary)))
        case ["made-up"] if not idle and made_up is not None:
            session.show(meetings.make_up(ledger, context, meeting, made_up, note))
        case ["found"] if not idle and found is not None:
            session.show(meetings.find(ledger, context, meeting, found, problem))
        case ["cancel"] if not idle and reason is not None:
            session.show(meetings.cancel(ledger, context, meeting, reason))
        case _:
            raise UsageProblem(
                _(
                    "Give one of --held --attended N --of N, --made-up N, --found TEXT, or --cancel --reason"
                    " TEXT, each with its own options."
                )
            )
