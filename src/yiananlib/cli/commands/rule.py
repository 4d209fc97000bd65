"""``yian rule``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import RULE
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.rule_words import DECISION_WORDS


@yian_command(
    "rule",
    examples="yian rule r3b8xk --decide revise --reason 变更审批无时限 --by zjj/head\n"
    "yian rule r3b8xk --issued 云住建发〔2026〕12号 --by zjj/liaison\n"
    "yian rule r3b8xk --drop --reason 与另一项重复 --by zjj/liaison",
    details=_(
        "Decides what becomes of the rule: keep, revise, abolish or create; the last decision counts."
        " --issued records that it was carried out, and by which document."
    ),
)
@click.argument("rule", type=RULE)
@click.option("--decide", type=Choice(DECISION_WORDS), help=_("The decision."))
@click.option("--issued", metavar="DOCUMENT", help=_("The document that put the rule into force, or abolished it."))
@click.option("--drop", is_flag=True, help=_("The rule was listed in error; the record stays."))
@click.option("--reason", metavar="TEXT", help=_("The reason, with --decide or --drop."))
@click.option("--note", metavar="TEXT", help=_("A remark, with --issued."))
@recording
def command(
    session: Session,
    rule: str,
    decide: str | None,
    issued: str | None,
    drop: bool,
    reason: str | None,
    note: str | None,
) -> None:
    from yiananlib.services.recording import rules

    ledger, context = session.ledger(), session.context()
    match (decide is not None, issued is not None, drop):
        case (True, False, False) if decide is not None and reason is not None and note is None:
            session.show(rules.decide(ledger, context, rule, decide, reason))
        case (False, True, False) if issued is not None and reason is None:
            session.show(rules.issue(ledger, context, rule, issued, note))
        case (False, False, True) if reason is not None and note is None:
            session.show(rules.drop(ledger, context, rule, reason))
        case _:
            raise UsageProblem(
                _("Give --decide DECISION --reason TEXT, or --issued DOCUMENT, or --drop --reason TEXT.")
            )
