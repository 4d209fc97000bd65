"""``yian look-back``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM, SAMPLE
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import LookBackResult


@yian_command(
    "look-back",
    examples="yian look-back k7m2qd --held --opinion 抽查5个项目未见反弹 --by bgs/liaison\n"
    "yian look-back k7m2qd --held --opinion 现场未见反弹 --sample s6k3wd --by jw/liaison\n"
    "yian look-back k7m2qd --slipped --opinion 又发现2起先干后批 --by jw/liaison",
    details=_("回头看. If the result did not hold, the problem reopens in a new round; the first close is kept."),
)
@click.argument("problem", type=PROBLEM)
@click.option("--held", "result", flag_value="held", help=_("巩固: the result holds."))
@click.option("--incomplete", "result", flag_value="incomplete", help=_("不彻底: rectification was incomplete."))
@click.option("--slipped", "result", flag_value="slipped", help=_("反弹: the problem came back."))
@click.option("--opinion", required=True, metavar="TEXT", help=_("What was checked, and what was found."))
@click.option("--sample", type=SAMPLE, help=_("The sample the problem was drawn in (抽查)."))
@recording
def command(session: Session, problem: str, result: str | None, opinion: str, sample: str | None) -> None:
    from yiananlib.services.recording.close_out import look_back

    if result is None:
        raise UsageProblem(_("Give one of --held, --incomplete and --slipped."))
    session.show(look_back(session.ledger(), session.context(), problem, LookBackResult(result), opinion, sample))
