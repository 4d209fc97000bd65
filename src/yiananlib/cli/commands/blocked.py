"""``yian blocked``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "blocked",
    examples="yian blocked k7m2qd --waits-for czj --needs 概算调整的财政评审意见 --by zjj/liaison\n"
    "yian blocked k7m2qd --cleared --note 评审意见已出 --by czj/liaison\n"
    "yian blocked k7m2qd --cleared --waits-for czj --by zjj/liaison",
    details=_(
        "需协调事项. A problem waits for another organization, which sees it in its queue (`yian due --org`) until"
        " somebody who may work on the problem, or the organization itself, clears it. A problem may wait for several,"
        " each by itself. No deadline moves for it: whoever needs more time asks with `yian extend`."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--waits-for", "org", type=ORG, help=_("The organization that it waits for; never the problem's own."))
@click.option("--needs", metavar="TEXT", help=_("What that organization is to do."))
@click.option("--cleared", is_flag=True, help=_("It is there, or needed no more."))
@click.option("--note", metavar="TEXT", help=_("A comment; with --cleared."))
@recording
def command(
    session: Session, problem: str, org: str | None, needs: str | None, cleared: bool, note: str | None
) -> None:
    from yiananlib.services.recording import answers

    if cleared and needs is None:
        result = answers.clear(session.ledger(), session.context(), problem, org, note)
    elif not cleared and org is not None and needs is not None and note is None:
        result = answers.block(session.ledger(), session.context(), problem, org, needs)
    else:
        raise UsageProblem(_("Give --waits-for ORG --needs TEXT, or --cleared."))
    session.show(result)
