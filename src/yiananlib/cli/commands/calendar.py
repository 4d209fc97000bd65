"""``yian calendar``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import defining
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "calendar",
    examples="yian calendar 2026 --by bgs/head\nyian calendar 2026 --document 国办发明电〔2025〕7号 --by bgs/head",
    details=_(
        "Writes the public holidays and the weekends worked in their place (调休) into calendar.toml, from the library"
        " chinesecalendar. Deadlines in working days (5个工作日) and publicity that counts working days go by this"
        " file alone; a year it lacks counts Monday to Friday and is provisional. `yian edit calendar` enters or"
        " corrects a year by hand."
    ),
)
@click.argument("years", type=click.IntRange(1990, 2200), nargs=-1, required=True, metavar="YEAR…")
@click.option("--document", metavar="TEXT", help=_("The document that announced the days."))
@defining
def command(session: Session, years: tuple[int, ...], document: str | None) -> None:
    from yiananlib.services.recording.working_years import fill

    session.show(fill(session.ledger(), session.context(), years, document))
