"""``yian reply``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import NOTICE
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "reply",
    examples="yian reply 9h3x4b --received --by zjj/liaison\n"
    "yian reply w2m8tc 6月余额充足，未见拖欠 --occurrence 2026-06 --by zjj/liaison\n"
    "yian reply 9h3x4b 12个项目已逐一核验，5个变更已补办并定责 --document 住建发〔2026〕18号 --by zjj/liaison",
    details=_(
        "For the organization that received the notice and those above it, never for the sender; the office"
        " may record it for them with --for and --document. The office or the inspectors then close the"
        " notice with `yian notice`, or return the reply; a second reply has to wait for that. Where the notice asks"
        " for a reply again and again, --occurrence says which is answered (2026-04, 4月), and it is settled or"
        " returned after the last."
    ),
)
@click.argument("notice", type=NOTICE)
@click.argument("text", required=False)
@click.option("--received", is_flag=True, help=_("签收: acknowledge receipt; the reply follows later."))
@click.option("--document", metavar="NAME", help=_("The document with the reply, for example its number."))
@click.option(
    "--occurrence", metavar="OCCURRENCE", help=_("Which reply it is, where the notice asks again and again: 2026-04.")
)
@recording
def command(
    session: Session, notice: str, text: str | None, received: bool, document: str | None, occurrence: str | None
) -> None:
    from yiananlib.services.recording import supervise

    if received and text is None and document is None and occurrence is None:
        session.show(supervise.receive(session.ledger(), session.context(), notice))
    elif text is not None and not received:
        session.show(supervise.reply(session.ledger(), session.context(), notice, text, document, occurrence))
    else:
        raise UsageProblem(_("Give either the text of the reply or --received."))
