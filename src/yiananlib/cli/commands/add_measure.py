"""``yian add-measure``."""

import click

from yiananlib.cli.completing import OFFICER, PROBLEM
from yiananlib.cli.options import DUE, Choice, recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _
from yiananlib.model.vocabulary import MeasureType
from yiananlib.model.words import MEASURE_TYPE_WORDS


@yian_command(
    "add-measure",
    examples="yian add-measure k7m2qd 修订变更审批办法 --owner jianguan --due 2026-05-20 --by zjj/liaison",
    details=_("药方: what will be done, by whom, until when. Measures are numbered 1, 2, 3 …"),
)
@click.argument("problem", type=PROBLEM)
@click.argument("text")
@click.option("--owner", type=OFFICER, required=True, metavar="OFFICER", help=_("Who carries it out."))
@click.option("--due", required=True, type=DUE, help=_("The last day in time."))
@click.option(
    "--type", "type_", type=Choice(MEASURE_TYPE_WORDS), default=MeasureType.CORRECTIVE, help=_("What it is for.")
)
@recording
def command(session: Session, problem: str, text: str, owner: str, due: str, type_: str) -> None:
    from yiananlib.model.deadlines import odd
    from yiananlib.services.rectify import add_measure
    from yiananlib.services.second_look import of_added

    ledger = session.ledger()
    day = session.due(due)
    session.sure(filter(None, [odd(day, session.day(ledger.campaign()))]))
    session.wonder(of_added(ledger, problem, text))
    session.show(
        add_measure(
            ledger,
            session.occasion(),
            problem,
            text,
            owner=owner,
            due=day,
            type_=MeasureType(type_),
        )
    )
