"""``yian export json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import bundling
from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.cli.session import Session


@yian_command(
    "export json",
    examples="yian export json -o 台账.json\nyian export json --evidence -o 台账.json\n"
    "yian export json --public -o 公开台账.json",
    details=_("Writes one document: a header, and one item per file of the ledger, each on its own line.")
    + " "
    + _("Lossless: `yian import` rebuilds the same ledger from it. docs/exchange.md describes each field."),
)
@bundling("json")
def command(session: Session, *, evidence: bool) -> None:
    from yiananlib.cli.output import hand_over
    from yiananlib.services.sharing.bundling import pieces

    hand_over(session.output, pieces(session.ledger(), "json", evidence=evidence, public=session.public))
