"""``yian extend``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DUE
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "extend",
    examples="yian extend k7m2qd --until 2026-07-10 --reason 概算调整待财政评审 --by zjj/liaison\n"
    "yian extend k7m2qd --grant --until 2026-07-05 --opinion 同意，抓紧办理 --by bgs/liaison\n"
    "yian extend k7m2qd --deny --opinion 理由不充分 --by bgs/liaison",
    details=_(
        "延期. The unit asks before the deadline is past; the office or the inspectors decide, never who asked for it"
        " or has another part in the problem. Less than was asked for can be granted, never more. How often and how"
        " long is set in yian.toml. The original deadline stays, in every list beside the new one."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--until", type=DUE, help=_("The new last day; when granting, as asked without it."))
@click.option("--reason", metavar="TEXT", help=_("Why more time is asked for."))
@click.option("--grant", "granted", is_flag=True, help=_("Grant what was asked for."))
@click.option("--deny", "denied", is_flag=True, help=_("Deny it; the deadline stands."))
@click.option("--opinion", metavar="TEXT", help=_("Why it is granted or denied; to deny it is needed."))
@recording
def command(
    session: Session,
    problem: str,
    until: str | None,
    reason: str | None,
    granted: bool,
    denied: bool,
    opinion: str | None,
) -> None:
    from yiananlib.model.deadlines import odd
    from yiananlib.services.recording import extension

    day = session.due(until, "--until") if until is not None else None
    if day is not None and not denied:
        session.sure(filter(None, [odd(day, session.day(session.ledger().campaign()))]))
    if granted and not denied and reason is None:
        result = extension.grant(session.ledger(), session.context(), problem, day, opinion)
    elif denied and not granted and opinion is not None and day is None and reason is None:
        result = extension.deny(session.ledger(), session.context(), problem, opinion)
    elif not granted and not denied and day is not None and reason is not None and opinion is None:
        result = extension.ask(session.ledger(), session.context(), problem, day, reason)
    else:
        raise UsageProblem(
            _("Ask with --until DAY --reason TEXT, or decide with --grant or with --deny --opinion TEXT.")
        )
    session.show(result)
