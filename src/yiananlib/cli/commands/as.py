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
        "It is kept in the git folder of the clone, else among the user's own files: never in the ledger, and nobody"
        " else gets it. --by and YIAN_BY go before it. It proves nothing: whoever may write here may say any name."
    ),
)
@click.argument("officer", type=OFFICER, required=False)
@click.option("--forget", is_flag=True, help=_("Forget who was remembered."))
@uniting
def command(session: Session, officer: str | None, *, forget: bool) -> None:
    from yiananlib.services.recording import whoami

    if forget is (officer is not None):
        raise UsageProblem(_("Give ORG/OFFICER, or --forget; `yian whoami` says who records here now."))
    ledger = session.ledger()
    if officer is None:
        session.show(whoami.forget(ledger, session.state))
    else:
        session.show(whoami.remember(ledger, session.context(), session.state, officer))
