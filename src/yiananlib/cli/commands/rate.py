"""``yian rate``."""

from typing import Any

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.words import LOOK_WORDS


class Rating(click.ParamType[tuple[str, int]]):
    """A look and how it is rated, as ``change=4``."""

    name = "rating"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Return the look and the rating; fail with what is wrong."""
        if isinstance(value, tuple):
            return value
        name, equals, score = value.partition("=")
        if not equals or score.strip() not in ("1", "2", "3", "4", "5"):
            self.fail(
                _("“{item}” is not a rating; write --score change=4, from 1 to 5.").format(item=value), param, ctx
            )
        return str(Choice(LOOK_WORDS).convert(name.strip(), param, ctx)), int(score)


@yian_command(
    "rate",
    examples="yian rate k7m2qd --score development=4 --score change=5 --score spirit=4 --score conduct=4"
    " --score satisfaction=3 --by zjj/liaison\n"
    "yian rate k7m2qd --score change=3 --note 走访6户 --by bgs/liaison",
    details=_(
        "五看, for a closed problem: development 看发展, change 看变化, spirit 看干部精神状态, conduct"
        " 看工作作风, satisfaction 看群众获得感和满意度; any of them, from 1 to 5 (best). The unit rates,"
        " and separately the office or the inspectors; each rating is kept with who gave it."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option(
    "--score", "scores", type=Rating(), multiple=True, required=True, metavar="LOOK=1..5",
    help=_("A look and its rating."),
)  # fmt: skip
@click.option("--note", metavar="TEXT", help=_("What the rating is based on."))
@recording
def command(session: Session, problem: str, scores: tuple[tuple[str, int], ...], note: str | None) -> None:
    from yiananlib.services.recording.accountability import rate

    rated: dict[str, int] = {}
    for look, score in scores:
        if look in rated:
            raise UsageProblem(_("“{look}” is rated twice.").format(look=look))
        rated[look] = score
    session.show(rate(session.ledger(), session.context(), problem, rated, note))
