"""``yian void``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "void",
    examples="yian void k7m2qd --reason 与另一问题重复登记 --by bgs/head",
    details=_("The record stays and is listed by `yian list --status voided`; no figure counts it.") + HINT,
)
@records()
@click.option("--reason", required=True, metavar="TEXT", help=_("Why it does not count."))
@recording
def command(session: Session, problems: tuple[str, ...], reason: str) -> None:
    from yiananlib.services.recording.close_out import void

    each(session, problems, lambda ledger, context, ref: void(ledger, context, ref, reason))
