"""``yian review``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import RETURN_REASON
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import WAIVE, given_waivers, recording, tell_outlook
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import DAY
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import Verdict

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.store.ledger import Ledger


@yian_command(
    "review",
    examples="yian review k7m2qd --return --why evidence_lacking --opinion 2号措施佐证不足"
    " --evidence 核验表.pdf=缺签字 --by bgs/liaison\n"
    "yian review k7m2qd --pass --opinion 现场核查属实 --standard 1=yes --standard 2=yes --standard"
    " 3=yes --standard 4=yes --by jw/liaison",
    details=_(
        "For the office or the inspectors, but never for anyone who has or had a part in the problem: who"
        " owned or led it, owned or completed a measure, endorsed, submitted, or asked for more time. The"
        " inspectors judge the office's own problems, and the office theirs. In a key field, or for severity"
        " “serious” and above, an inspector answers the campaign's standards (四个决不放过) one by one: a"
        " pass requires yes to each, and in a terminal yian asks for them. A change after the pass makes it"
        " lapse. A waiver given at the pass also holds for the close."
    )
    + HINT,
)
@records()
@click.option("--pass", "passed", is_flag=True, help=_("Pass: the problem was rectified."))
@click.option("--return", "returned", is_flag=True, help=_("Return: it was not; the unit continues."))
@click.option("--opinion", required=True, metavar="TEXT", help=_("What was checked, and what was found."))
@click.option(
    "--why",
    type=RETURN_REASON,
    multiple=True,
    help=_("A reason of the return, a word of the vocabulary; may be given again."),
)
@click.option(
    "--evidence",
    multiple=True,
    metavar="FILE=WHY",
    help=_("With --return, a supporting file at fault, and what is wrong with it; may be repeated."),
)
@click.option("--standard", "standards", multiple=True, metavar="N=yes|no", help=_("The answer to standard N."))
@click.option(
    "--received",
    type=DAY,
    help=_("收文日期: the day the paper submission was received; the submission counts from then."),
)
@WAIVE
@recording
def command(
    session: Session,
    problems: tuple[str, ...],
    passed: bool,
    returned: bool,
    opinion: str,
    why: tuple[str, ...],
    evidence: tuple[str, ...],
    standards: tuple[str, ...],
    waive: tuple[str, ...],
    received: dt.date | None,
) -> None:
    from yiananlib.services.recording.close_out import review

    if passed == returned:
        raise UsageProblem(_("Give either --pass or --return."))
    verdict = Verdict.PASS if passed else Verdict.RETURN
    answers = _answers(standards)
    waivers = given_waivers(waive)
    papers = _papers(evidence)
    said = dict.fromkeys(problems, answers)
    if passed and session.can_ask:
        said = {ref: answers | _ask(session.ledger(), ref, answers, alone=len(said) == 1) for ref in said}
    reviewed = each(
        session,
        problems,
        lambda ledger, context, ref: review(
            ledger,
            context,
            ref,
            verdict,
            opinion=opinion,
            standards=said[ref],
            waive=waivers,
            received=received,
            why=why,
            evidence=papers,
        ),
    )
    for result in reviewed if passed else ():
        tell_outlook(session.ledger(), session.context(), result)


def _ask(ledger: Ledger, ref: str, answers: Mapping[int, bool], *, alone: bool) -> dict[int, bool]:
    """Ask for the standards that the gate asks for and that were not answered, one by one; say first of which problem.

    One that is ``alone`` was just named.
    """
    from yiananlib.services.recording.close_out import standards_to_answer

    left = [(n, text) for n, text in enumerate(standards_to_answer(ledger, ref), start=1) if n not in answers]
    if left and not alone:
        problem = ledger.find_problem(ref)
        click.echo(f"{problem.ref} {problem.head.title}", err=True)
    return {n: click.confirm(_("Standard {n}: {text}").format(n=n, text=text), err=True) for n, text in left}


def _papers(items: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in items:
        file, _equals, why = item.partition("=")
        if not file or not why.strip():
            said = _("“{item}” does not say which file is at fault and why; write --evidence FILE=WHY.")
            raise UsageProblem(said.format(item=item))
        if found.setdefault(file, why) != why:
            raise UsageProblem(_("The file “{file}” is named twice; say once what is wrong with it.").format(file=file))
    return found


def _answers(items: Sequence[str]) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for item in items:
        n, yes = _answer(item)
        if found.setdefault(n, yes) is not yes:
            raise UsageProblem(_("Standard {n} is answered both yes and no; give one answer.").format(n=n))
    return found


def _answer(item: str) -> tuple[int, bool]:
    found = re.fullmatch(r"([1-9][0-9]?)=(yes|no|是|否)", item)
    if not found:
        raise UsageProblem(_("“{item}” is not an answer to a standard; write --standard 1=yes.").format(item=item))
    return int(found.group(1)), found.group(2) in ("yes", "是")
