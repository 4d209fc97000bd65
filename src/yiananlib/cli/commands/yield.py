"""``yian yield``."""  # noqa: N999 - a module is called as its command

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "yield",
    examples="yian yield --by zjj/liaison\nyian yield --reason 县纪委已先退回 --by zjj/liaison",
    details=_(
        "For a merge that `yian sync` left unfinished because entries of both sides cannot both stand. Those"
        " of your own entries that conflict and that nobody else has yet are taken back in the merge commit;"
        " everything recorded stays in the record. The commands to record them again are printed. Whoever"
        " recorded the other side need not do anything."
    ),
)
@click.option("--reason", metavar="TEXT", help=_("Why they give way; default: they collided."))
@defining
def command(session: Session, reason: str | None) -> None:
    from yiananlib.services.sharing.yielding import give_way

    session.show(give_way(session.ledger(), session.context(), reason))
