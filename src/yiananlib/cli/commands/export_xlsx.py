"""``yian export xlsx``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.options import Choice, exporting, yian_command
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.messages import _
from yiananlib.model.words import LAYOUT_WORDS

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


@yian_command(
    "export xlsx",
    examples="yian export xlsx -o 整改台账.xlsx\nyian export xlsx --layout classic -o 台账.xlsx",
    details=_("The whole ledger, a sheet a unit, as `yian report` prints it."),
)
@click.option(
    "--layout",
    type=Choice(LAYOUT_WORDS),
    default="full",
    help=_("All 24 columns on A3, which is the default, or the offices' 14 on A4."),
)
@exporting("xlsx")
def command(session: Session, layout: str) -> None:
    def told(index: Index) -> None:  # while the index is open, so that rows are read as they are written
        from yiananlib.services.report import Layout, ledger_book

        session.show(ledger_book(index, session.day(index), None, Layout(layout)))

    session.ask(told)
