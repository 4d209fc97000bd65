"""``yian wider``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import ORG, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "wider",
    examples="yian wider bgs/w4n7hd --stands-for k7m2qd --stands-for w5n8ra --by bgs/liaison\n"
    "yian wider bgs/w4n7hd --stands-for k7m2qd --ask zjj --ask czj --by bgs/liaison\n"
    "yian wider bgs/w4n7hd --found 2 --note 核对2025年以来变更31项，2项未批先干，已登记 --by zjj/liaison\n"
    "yian wider bgs/w4n7hd --nothing --note 逐项核对2025年以来变更14项，均先批后干 --by czj/liaison",
    details=_(
        "整改个案背后的普遍问题: a problem that the office registers for itself, with its own measures and rules,"
        " stands for problems of the units. All units, or those of --ask, look for the same fault in their own house"
        " and say what they found, each for itself (举一反三). It closes when all of them have answered and the rules"
        " that name it are done. What is found is registered as any problem is."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option(
    "--stands-for",
    "stands_for",
    type=PROBLEM,
    multiple=True,
    help=_("A problem that it stands for; may be given again. Said anew, all are."),
)
@click.option(
    "--ask",
    type=ORG,
    multiple=True,
    help=_("A unit that is to look, with --stands-for; default: all units."),
)
@click.option(
    "--found", type=click.IntRange(1, 9999), metavar="COUNT", help=_("How many more were found in your unit.")
)
@click.option("--nothing", is_flag=True, help=_("None was found in your unit."))
@click.option("--note", metavar="TEXT", help=_("What was looked at and found, with --found or --nothing."))
@recording
def command(
    session: Session,
    problem: str,
    stands_for: tuple[str, ...],
    ask: tuple[str, ...],
    found: int | None,
    nothing: bool,
    note: str | None,
) -> None:
    from yiananlib.services.recording.general import generalise, look_wider

    if [bool(stands_for), found is not None, nothing].count(True) != 1:
        raise UsageProblem(_("Give one of {options}.").format(options="--stands-for, --found, --nothing"))
    ledger, context = session.ledger(), session.context()
    if stands_for:
        if note is not None:
            raise UsageProblem(_("{options} cannot be used here.").format(options="--note"))
        session.show(generalise(ledger, context, problem, stands_for, ask))
        return
    if ask:
        raise UsageProblem(_("{options} cannot be used here.").format(options="--ask"))
    if note is None:
        raise UsageProblem(_("{options} is missing.").format(options="--note"))
    session.show(look_wider(ledger, context, problem, found or 0, note))
