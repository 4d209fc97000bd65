"""``yian review``."""

import re

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording, yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import Verdict


@yian_command(
    "review",
    examples="yian review k7m2qd --return --opinion 2号措施佐证不足 --by bgs/liaison\n"
    "yian review k7m2qd --pass --opinion 现场核查属实 --standard 1=yes --standard 2=yes --standard"
    " 3=yes --standard 4=yes --by jw/liaison",
    details=_(
        "For the office or the inspectors, never for who has or had a part in it: owned or led it, owned or completed a"
        " measure, endorsed, submitted, or asked for more time. The office's own problems are judged by the inspectors,"
        " theirs by the office. In a key field or from “serious” up an inspector answers the campaign's standards"
        " (四个决不放过) one by one. What is changed after a pass makes it lapse."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--pass", "passed", is_flag=True, help=_("It was rectified."))
@click.option("--return", "returned", is_flag=True, help=_("It was not; the unit goes on."))
@click.option("--opinion", required=True, metavar="TEXT", help=_("What was looked at, and what was found."))
@click.option("--standard", "standards", multiple=True, metavar="N=yes|no", help=_("An answer to standard N."))
@recording
def command(
    session: Session,
    problem: str,
    passed: bool,
    returned: bool,
    opinion: str,
    standards: tuple[str, ...],
) -> None:
    from yiananlib.services.close_out import review

    if passed == returned:
        raise UsageProblem(_("Give either --pass or --return."))
    verdict = Verdict.PASS if passed else Verdict.RETURN
    answers = dict(_answer(item) for item in standards)
    session.show(
        review(
            session.ledger(),
            session.occasion(),
            problem,
            verdict,
            opinion=opinion,
            standards=answers,
        )
    )


def _answer(item: str) -> tuple[int, bool]:
    found = re.fullmatch(r"([1-9][0-9]?)=(yes|no|是|否)", item)
    if not found:
        raise UsageProblem(_("“{item}” is no answer to a standard; write --standard 1=yes.").format(item=item))
    return int(found.group(1)), found.group(2) in ("yes", "是")
