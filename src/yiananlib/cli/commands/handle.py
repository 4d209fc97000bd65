"""``yian handle``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "handle",
    examples="yian handle k7m2qd --form 1 --count 2 --by jw/liaison\n"
    "yian handle k7m2qd --form 2 --count 1 --note 党内警告，建管股副股长 --by jw/liaison",
    details=_(
        "四种形态: 1 谈话提醒、批评教育; 2 党纪轻处分、组织调整; 3 党纪重处分、重大职务调整; 4 立案审查. For the office"
        " or the inspectors, who record what was decided; yian decides nothing. Counts and posts, never names."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--form", type=click.IntRange(1, 4), required=True, metavar="1|2|3|4", help=_("Which of the four forms."))
@click.option("--count", type=click.IntRange(1, 9999), required=True, metavar="COUNT", help=_("How many people."))
@click.option("--note", metavar="TEXT", help=_("What was decided; posts, never names."))
@recording
def command(session: Session, problem: str, form: int, count: int, note: str | None) -> None:
    from yiananlib.services.recording.accountability import handle

    session.show(handle(session.ledger(), session.context(), problem, form, count, note))
