"""``yian hold-account``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM, TRIGGER
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.register import MOST


@yian_command(
    "hold-account",
    examples="yian hold-account k7m2qd --trigger inadequate --count 1 --note 责令书面检查 --by jw/liaison\n"
    "yian hold-account k7m2qd --trigger 问题排查不准 --count 2 --note 约谈主要负责人和分管负责人 --by bgs/head\n"
    "yian hold-account k7m2qd --trigger 整改措施不到位 --organizations 1 --recovered 38000 --note"
    " 责令党组检查并追回超付 --by jw/liaison",
    details=_(
        "问责. For the office or the inspectors, who record what was decided; yian decides nothing. Counts"
        " and posts, never names. What was decided about a case itself, and not about a problem, is `yian"
        " accountability`."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--trigger", type=TRIGGER, required=True, help=_("The reason, from the vocabulary."))
@click.option("--count", type=click.IntRange(1, 9999), metavar="COUNT", help=_("How many people."))
@click.option(
    "--organizations",
    type=click.IntRange(1, 9999),
    metavar="COUNT",
    help=_("How many organizations themselves were held to account."),
)
@click.option(
    "--recovered",
    type=click.IntRange(1, MOST),
    metavar="COUNT",
    help=_("Money recovered, in whole yuan."),
)
@click.option("--note", required=True, metavar="TEXT", help=_("What was decided; posts, never names."))
@recording
def command(
    session: Session,
    problem: str,
    trigger: str,
    count: int | None,
    organizations: int | None,
    recovered: int | None,
    note: str,
) -> None:
    from yiananlib.services.recording.accountability import hold_account

    if count is None and organizations is None and recovered is None:
        options = _(", ").join(("--count", "--organizations", "--recovered"))
        raise UsageProblem(_("Give at least one of {options}.").format(options=options))
    decided = hold_account(session.ledger(), session.context(), problem, trigger, count, note, organizations, recovered)
    session.show(decided)
