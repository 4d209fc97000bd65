"""``yian add-prompt``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ASPECT
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "add-prompt",
    examples="yian add-prompt 查一查值班值守是否落实 --aspect conduct --by bgs/head",
    details=_("The prompt is added at the end; `yian edit checklist` changes order and wording."),
)
@click.argument("text")
@click.option("--aspect", required=True, type=ASPECT, help=_("The group it belongs to, from the vocabulary."))
@click.option("--id", "name", metavar="PROMPT", help=_("Its id; default: the next of p01, p02, …"))
@defining
def command(session: Session, text: str, aspect: str, name: str | None) -> None:
    from yiananlib.services.recording.begin import add_prompt

    session.show(add_prompt(session.ledger(), session.context(), text, aspect=aspect, name=name))
