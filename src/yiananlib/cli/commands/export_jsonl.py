"""``yian export jsonl``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import bundling
from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.cli.session import Session


@yian_command(
    "export jsonl",
    examples="yian export jsonl -o 台账.jsonl\nyian export jsonl --evidence -o 台账.jsonl\n"
    "yian export jsonl --public -o 公开台账.jsonl",
    details=_(
        "A line of JSON each for a header, for each file of the ledger, and for their number: for large "
        "ledgers and for programs that read line by line."
    )
    + " "
    + _("Nothing is lost: `yian import` makes the same ledger of it. docs/exchange.md describes each field."),
)
@bundling("jsonl")
def command(session: Session, *, evidence: bool) -> None:
    from yiananlib.cli.output import hand_over
    from yiananlib.services.sharing.bundling import pieces

    hand_over(session.output, pieces(session.ledger(), "jsonl", evidence=evidence, public=session.public))
