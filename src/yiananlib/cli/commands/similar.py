"""``yian similar``."""

from __future__ import annotations

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import publishing, reading
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "similar",
    examples="yian similar k7m2qd\nyian similar --symptom 工程变更先干后批\nyian similar zjj/k7 --most 20 --json",
    details=_(
        "Of any unit and any earlier case: what shares words with its title and symptom, repeats the same finding, or"
        " came back with it. Each is shown with its root cause, its measures, and what became of it: it held at the"
        " look-back, was incomplete, slipped, or came back. `yian report --what-held` counts that by kind and cause."
    ),
)
@click.argument("problem", type=PROBLEM, required=False)
@click.option("--symptom", metavar="TEXT", help=_("What was found, where it is not registered."))
@click.option("--most", type=click.IntRange(1), metavar="COUNT", default=10, help=_("Show at most COUNT; default: 10."))
@reading
@publishing
def command(session: Session, problem: str | None, symptom: str | None, most: int) -> None:
    from yiananlib.services.reading.alike import of_problem, of_symptom

    if problem is not None and symptom is not None:
        raise UsageProblem(_("Give a problem or --symptom, not both."))
    if problem is not None:
        session.show(session.ask(lambda index: of_problem(index, session.day(index), problem, most)))
    elif symptom is not None:
        session.show(session.ask(lambda index: of_symptom(index, session.day(index), symptom, most)))
    else:
        raise UsageProblem(_("Say what is to be compared: yian similar PROBLEM, or --symptom TEXT."))
