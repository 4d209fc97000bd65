"""``yian contest``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.vocabulary import Follow
from yiananlib.model.words import FOLLOW_WORDS


@yian_command(
    "contest",
    examples="yian contest k7m2qd --reason 该项目不属我局监管 --evidence 职责清单.pdf --by zjj/head\n"
    "yian contest k7m2qd --reason 该项目不属我局监管 --evidence 签认单.pdf --for zjj/head --by bgs/liaison\n"
    "yian contest k7m2qd --uphold --then amend --opinion 情况属实，更正症状表述 --by jw/liaison\n"
    "yian contest k7m2qd --dismiss --opinion 与现场核查不符 --by bgs/liaison",
    details=_(
        "异议. The head of the unit objects to a problem; the office or the inspectors decide, but never an officer"
        " who has a part in the problem. The clock runs on meanwhile, and nothing else changes. An objection that is"
        " upheld does not void the problem: the decision says what the office does next. When the office records an"
        " objection for a head, the signed sheet is required."
    ),
)
@click.argument("problem", type=PROBLEM)
@click.option("--reason", metavar="TEXT", help=_("Why the unit objects."))
@click.option(
    "--evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("What the objection rests on, such as the signed sheet; may be repeated."),
)
@click.option("--uphold", "upheld", is_flag=True, help=_("Uphold the objection."))
@click.option("--then", type=Choice(FOLLOW_WORDS), help=_("What the office does next; with --uphold."))
@click.option("--dismiss", "dismissed", is_flag=True, help=_("Dismiss the objection; the problem stands."))
@click.option("--opinion", metavar="TEXT", help=_("The reason for the decision."))
@recording
def command(
    session: Session,
    problem: str,
    reason: str | None,
    evidence: tuple[Path, ...],
    upheld: bool,
    then: str | None,
    dismissed: bool,
    opinion: str | None,
) -> None:
    from yiananlib.services.recording import answers

    raises, decides = reason is not None, opinion is not None and reason is None and not evidence
    if raises and not (upheld or dismissed or then or opinion is not None):
        result = answers.contest(session.ledger(), session.context(), problem, reason or "", evidence)
    elif decides and upheld and not dismissed and then is not None:
        result = answers.uphold(session.ledger(), session.context(), problem, Follow(then), opinion or "")
    elif decides and dismissed and not upheld and then is None:
        result = answers.dismiss(session.ledger(), session.context(), problem, opinion or "")
    else:
        raise UsageProblem(
            _(
                "Object with --reason TEXT, or decide with --uphold --then {follows} --opinion TEXT, or with --dismiss"
                " --opinion TEXT."
            ).format(follows="|".join(FOLLOW_WORDS))
        )
    session.show(result)
