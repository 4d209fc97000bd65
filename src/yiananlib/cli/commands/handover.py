"""``yian handover``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import OFFICER
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "handover",
    examples="yian handover zjj/jianguan --to zjj/deputy-1 --reason 岗位调整 --by zjj/head\n"
    "yian handover zjj/jianguan --to zjj/deputy-1 --reason 岗位调整 --by zjj/head --apply\n"
    "yian handover zjj/jianguan --to zjj/deputy-1 --on 2026-06-01 --reason 调离 --leaves --by bgs/head --apply",
    details=_(
        "Shows everything open that is in the hands of a post: problems it owns or leads, measures it owns,"
        " notices, rules, planned meetings and groups; --apply hands over all of it in one commit, or"
        " nothing. Deadlines stay, and who had the work before stays in the history and still may not judge"
        " it. A pass does not lapse. Only the office hands work to another organization, and only the office"
        " may give --leaves."
    ),
)
@click.argument("officer", metavar="OFFICER", type=OFFICER)
@click.option("--to", "new", required=True, metavar="OFFICER", type=OFFICER, help=_("The officer who takes over."))
@click.option("--reason", required=True, metavar="TEXT", help=_("The reason for the handover."))
@click.option("--only", multiple=True, metavar="RECORD", help=_("Hand over only this record; may be repeated."))
@click.option("--leaves", is_flag=True, help=_("The post ends on that day (its `until`); office only."))
@click.option("--apply", is_flag=True, help=_("Record the result."))
@recording
def command(
    session: Session, officer: str, new: str, reason: str, only: tuple[str, ...], *, leaves: bool, apply: bool
) -> None:
    from yiananlib.services.recording.handover import Choice, hand_over

    choice = Choice(only, leaves, apply)
    session.show(hand_over(session.ledger(), session.context(), officer, new, reason, choice))
