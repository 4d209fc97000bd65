"""``yian add-rule``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import FINDING, OFFICER, ORG, PROBLEM
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import DUE, Choice
from yiananlib.messages import _
from yiananlib.model.rule_words import GOVERNS_WORDS


@yian_command(
    "add-rule",
    examples="yian add-rule zjj --title 工程变更审批办法 --governs power --problem k7m2qd --owner jianguan --due"
    " 2026-09-30 --by zjj/liaison\n"
    "yian add-rule zjj --title 变更审批责任追究规定 --governs people --finding case-1/1 --note 尚无此项规定"
    " --by zjj/liaison",
    details=_(
        "建章立制. List a rule that exists or that is missing; use `yian rule` to record what becomes of it."
        " A problem can be closed only when a rule listed for it has been carried out, or kept for a stated"
        " reason."
    ),
)
@click.argument("org", type=ORG)
@click.option("--title", required=True, metavar="TEXT", help=_("The name of the rule."))
@click.option("--governs", required=True, type=Choice(GOVERNS_WORDS), help=_("管人, 管事 or 管权."))
@click.option(
    "--problem",
    "problems",
    type=PROBLEM,
    multiple=True,
    help=_("A problem the rule is examined for; may be repeated."),
)
@click.option(
    "--finding",
    "findings",
    type=FINDING,
    multiple=True,
    help=_("A case finding the rule is examined for; may be repeated."),
)
@click.option(
    "--owner", type=OFFICER, metavar="OFFICER", help=_("责任人; without ORG/, an officer of the unit itself.")
)
@click.option("--due", type=DUE, help=_("The deadline (inclusive)."))
@click.option("--note", metavar="TEXT", help=_("A remark."))
@recording
def command(
    session: Session,
    org: str,
    title: str,
    governs: str,
    problems: tuple[str, ...],
    findings: tuple[str, ...],
    owner: str | None,
    due: str | None,
    note: str | None,
) -> None:
    from yiananlib.model.deadlines import odd
    from yiananlib.services.recording.rules import add_rule

    ledger = session.ledger()
    day = session.due(due) if due is not None else None
    if day is not None:
        session.sure(filter(None, [odd(day, session.day(ledger.campaign()))]))
    session.show(
        add_rule(
            ledger,
            session.context(),
            org,
            title=title,
            governs=governs,
            problems=problems,
            findings=findings,
            owner=owner,
            due=day,
            note=note,
        )
    )
