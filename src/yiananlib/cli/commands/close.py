"""``yian close``."""

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "close",
    examples="yian close k7m2qd --by bgs/head\nyian close k7m2qd --waive wider=全县仅此一处 --by bgs/head",
    details=_(
        "销号. The gate's unmet checks are all listed, each with what to do (exit status 1). A waiver is kept in the"
        " record with its reason, and counted in every report. In a key field or from “serious” up who passed it does"
        " not close it, unless nobody else is in office who may; every report counts that."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--waive", multiple=True, metavar="CODE=REASON", help=_("Do without a check, for a reason."))
@recording
def command(session: Session, problem: str, waive: tuple[str, ...]) -> int:
    from yiananlib.services.close_out import GateUnmet, close

    waived = {}
    for item in waive:
        code, equals, reason = item.partition("=")
        if not equals:
            raise UsageProblem(_("“{item}” is no waiver; write --waive CODE=REASON.").format(item=item))
        waived[code.strip()] = reason.strip()
    result = close(session.ledger(), session.occasion(), problem, waived)
    session.show(result)
    return 1 if isinstance(result, GateUnmet) else 0
