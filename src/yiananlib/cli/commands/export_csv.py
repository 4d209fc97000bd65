"""``yian export csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import bundling
from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.cli.session import Session


@yian_command(
    "export csv",
    examples="yian export csv -o 台账.csv\nyian export csv --evidence -o 台账.csv\n"
    "yian export csv --public -o 公开台账.csv",
    details=_(
        "Writes rows of path, field, type and value for viewing in a spreadsheet. A file saved again by a"
        " spreadsheet may have been altered, and is then refused."
    )
    + " "
    + _("Lossless: `yian import` rebuilds the same ledger from it. docs/exchange.md describes each field."),
)
@bundling("csv")
def command(session: Session, *, evidence: bool) -> None:
    from yiananlib.cli.output import hand_over
    from yiananlib.services.sharing.bundling import pieces

    hand_over(session.output, pieces(session.ledger(), "csv", evidence=evidence, public=session.public), mark="\ufeff")
