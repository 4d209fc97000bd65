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
        "Writes one line of JSON for the header, one per file of the ledger, and one for their number;"
        " suited to large ledgers and to programs that read line by line."
    )
    + " "
    + _("Lossless: `yian import` rebuilds the same ledger from it. docs/exchange.md describes each field."),
)
@bundling("jsonl")
def command(session: Session, *, evidence: bool) -> None:
    from yiananlib.cli.output import hand_over
    from yiananlib.services.sharing.bundling import pieces

    hand_over(session.output, pieces(session.ledger(), "jsonl", evidence=evidence, public=session.public))
