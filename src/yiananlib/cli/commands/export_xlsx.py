"""``yian export xlsx``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yiananlib.cli import clock
from yiananlib.cli.completing import ORG
from yiananlib.cli.options import exporting, yian_command
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from yiananlib.index.sync import Index


@yian_command(
    "export xlsx",
    examples="yian export xlsx -o 整改台账.xlsx\nyian export xlsx --org zjj -o 住建局工作簿.xlsx",
    details=_(
        "Without --org the whole ledger, a sheet a unit, as `yian report` prints it. With --org the workbook of a unit"
        " and of those below it: the yellow cells may be filled in, progress, the day on which a measure was carried"
        " out, and what an application for close-out says; all else is locked."
    ),
)
@click.option("--org", type=ORG, metavar="ORG", help=_("The workbook of this organization and all below it."))
@click.option(
    "--layout",
    type=click.Choice(("classic", "full")),
    help=_("Of the whole ledger: all 24 columns on A3, which is the default, or the offices' 14 on A4."),
)
@exporting("xlsx")
def command(session: Session, org: str | None, layout: str | None) -> None:
    if org is not None and layout is not None:
        raise UsageProblem(_("--layout is of the whole ledger; the workbook of a unit has its own."))
    store = session.ledger()

    def told(index: Index) -> None:  # while the index is open, so that rows are read as they are written
        if org is None:
            from yiananlib.services.report import Layout, ledger_book

            session.show(ledger_book(index, session.day(index), None, Layout(layout or Layout.FULL)))
            return
        from yiananlib.services.unit_workbook import unit_book

        session.show(unit_book(index, store, lambda zone: clock.now(session.environ, zone), org))

    session.ask(told, store)
