"""``yian export xlsx``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import exporting, publishing
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.words import LAYOUT_WORDS

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


@yian_command(
    "export xlsx",
    examples="yian export xlsx -o 整改台账.xlsx\nyian export xlsx --layout classic -o 台账.xlsx\n"
    "yian export xlsx --org zjj -o 住建局台账.xlsx",
    details=_(
        "Writes the whole ledger, one sheet per unit, as `yian report` prints it. With --org, writes the"
        " workbook of one unit: its open problems, with progress, completion, effect, rule and submission to"
        " be filled in and everything else locked. A note beside a problem names what is like it and was closed, of any"
        " unit, and what held. `yian import` of the completed file shows what was filled"
        " in, and records it."
    ),
)
@click.option(
    "--layout",
    type=Choice(LAYOUT_WORDS),
    help=_("All columns on A3 (the default), or the 14 the office uses on A4."),
)
@click.option("--org", type=ORG, metavar="ORG", help=_("The workbook of this unit, to be filled in."))
@exporting("xlsx")
@publishing
def command(session: Session, layout: str | None, org: str | None) -> None:
    if org is not None:
        if layout is not None:
            raise UsageProblem(_("A unit's workbook has its own layout; omit --layout."))
        from yiananlib.services.recording.unit_book import unit_book, with_alike

        ledger = session.ledger()
        book = unit_book(ledger, org, session.day(ledger.campaign()))
        session.show(session.ask(lambda index: with_alike(book, index)) if book.states else book)
        return

    def told(index: Index) -> None:  # while the index is open, so that rows are read as they are written
        from yiananlib.cli.progress import Progress
        from yiananlib.services.reading.report import Layout, ledger_book
        from yiananlib.store import headway

        with Progress(_("{done} of {total} problems")) as progress, headway.telling(progress):
            session.show(ledger_book(index, session.day(index), None, Layout(layout or "full")))

    session.ask(told)
