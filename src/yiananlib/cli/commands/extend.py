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
        "延期. The unit asks before the deadline; the office or the inspectors decide, but never the officer"
        " who asked or who has another part in the problem. They may grant less time than was asked for,"
        " never more. yian.toml limits how often and for how long. The original deadline stays beside the"
        " new one in every list."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--until", type=DUE, help=_("The new deadline; when granting, default: as requested."))
@click.option("--reason", metavar="TEXT", help=_("Why more time is needed."))
@click.option("--grant", "granted", is_flag=True, help=_("Grant the request."))
@click.option("--deny", "denied", is_flag=True, help=_("Deny the request; the deadline stands."))
@click.option("--opinion", metavar="TEXT", help=_("The reason for the decision; required to deny."))
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
        raise UsageProblem(_("Ask with --until DAY --reason TEXT, or decide with --grant or --deny --opinion TEXT."))
    session.show(result)
