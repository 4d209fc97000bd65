"""``yian as``."""  # noqa: N999 - a module is called as its command

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import OFFICER
from yiananlib.cli.options import uniting
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "as",
    examples="yian as zjj/liaison\nyian as --forget",
    details=_(
        "The officer is remembered in the clone's git folder, otherwise in your own configuration: never in"
        " the ledger, and nobody else receives it. --by and YIAN_BY take precedence. It proves nothing:"
        " anyone who may write here can give any name."
    ),
)
@click.argument("officer", type=OFFICER, required=False)
@click.option("--forget", is_flag=True, help=_("Forget the remembered officer."))
@uniting
def command(session: Session, officer: str | None, *, forget: bool) -> None:
    from yiananlib.services.recording import whoami

    if forget is (officer is not None):
        raise UsageProblem(_("Give ORG/OFFICER or --forget; `yian whoami` shows who is recording now."))
    ledger = session.ledger()
    if officer is None:
        session.show(whoami.forget(ledger, session.state))
    else:
        session.show(whoami.remember(ledger, session.context(), session.state, officer))
